import type { Command } from 'commander';
import { z } from 'zod';
import { whenHeards } from '../../../core/model/queued-order';
import { orderStates } from '../../../core/model/order';
import { orderFields, type OrderField } from '../../../core/model/order-fields';
import { define, noOptions, reasonFlag, reasonOption } from '../define';
import { awaitOrders, waitFlags, waitOptions } from '../await-orders';
import { queuedCommands } from './queued-orders';
import { importCommand } from './orders-import';
import { camel, readTime } from '../values';
import { ordersCsv, showDossier, showExplanation, showOrders } from '../show-orders';

const fieldSays: Readonly<Record<OrderField, string>> = {
  order: 'its id (required)',
  customer: 'whose it is (required)',
  accessing: 'the accessing carrier (required)',
  a: 'where it begins: a site, node:ID or port:ID (required)',
  z: 'where it ends (required)',
  signal: 'what it carries, such as 10GE-LAN, 100GE, STM-64 (required)',
  limit: 'its latency at most, such as 28ms (required)',
  basis: 'what the limit is: one-way or round-trip (one-way)',
  objective: 'what the route is chosen by: latency or price (latency)',
  recovery: 'when alternatives are found: after, before or together (after)',
  priority: 'from 1, first, to 9 (5)',
  provenance: 'readings weaker than this do not count: derived, reported, measured, operator (derived)',
  start: 'from when, such as 2026-12-01T08:00Z or +2d (at once)',
  end: 'until when (until it is cancelled)',
  'diverse-from': 'another order that it is to be apart from',
  'diverse-by': 'link, node, site or shared-risk (shared-risk)',
  diversity: 'required or preferred (required)',
  revert: 'back to its first route: never or automatic (never)',
};

/** As everywhere on the command line, `+2d` is a time too; what is none is refused by the intake, in its words. */
function dateFrom(text: string): string {
  const time = readTime(text, Date.now());
  return time.kind === 'read' ? new Date(time.value).toISOString() : text;
}

const whenHeardFlag = [
  '--when-heard <what>',
  'if carriers on its way are not heard: send-equal, once it gets just what it was planned with (usual); or ask, in any case',
] as const;
const whenHeard = z.enum(whenHeards, { error: `--when-heard: say ${whenHeards.join(' or ')}` }).default('send-equal');

export function orderCommands(program: Command): void {
  const orders = program.command('orders').description('Orders: submit, import, list, show, explain, cancel, and move by hand.');
  define(orders, {
    usage: 'submit',
    does: 'Submits an order.',
    examples: [
      'longlines orders submit --order ORD-1 --customer "Quay Bank" --accessing dunmore --a LON --z ZRH --signal 10GE-LAN --limit 20ms --wait',
    ],
    flags: [...orderFields.map((field) => [`--${field} <${field}>`, fieldSays[field]] as const), ...waitFlags, whenHeardFlag],
    asks: ['orders.submit', 'orders.await'],
    options: z.object({
      ...Object.fromEntries(orderFields.map((field) => [camel(field), z.string().optional()])),
      ...waitOptions,
      whenHeard,
    }),
    async run(cli, _, { wait, waitTimeout, whenHeard: heard, ...given }) {
      const typed = given as Readonly<Record<string, string | undefined>>;
      const fields = Object.fromEntries(
        orderFields.flatMap((field) => {
          const text = typed[camel(field)];
          return text === undefined ? [] : [[field, field === 'start' || field === 'end' ? dateFrom(text) : text] as const];
        }),
      );
      const { orderId } = await cli.session.call('orders.submit', { fields, whenHeard: heard, by: cli.by });
      if (wait) return awaitOrders(cli, [orderId], waitTimeout);
      return {
        data: { orderId },
        show: (screen) => {
          screen.line(`order ${orderId} is received; "longlines orders show ${orderId}" tells what becomes of it`);
        },
      };
    },
  });
  importCommand(orders);
  queuedCommands(orders);
  define(orders, {
    usage: 'list',
    does: 'Lists orders with their state, latency and margin.',
    examples: ['longlines orders list --state planned --state impaired', 'longlines orders list --csv > orders.csv'],
    flags: [
      ['--state <state>', 'in this state only…'],
      ['--customer <words>', 'whose customer has these words in its name'],
      ['--carrier <carrier>', 'of this accessing carrier'],
      ['--csv', 'as CSV, for a spreadsheet'],
    ],
    asks: ['orders.list'],
    options: z.object({
      state: z.array(z.enum(orderStates, { error: `a state is one of ${orderStates.join(', ')}` })).default([]),
      customer: z.string().optional(),
      carrier: z.string().optional(),
      csv: z.boolean().default(false),
    }),
    async run({ session }, _, { state, customer, carrier, csv }) {
      const list = await session.call('orders.list', {
        ...(state.length > 0 ? { states: state } : {}),
        ...(customer === undefined ? {} : { customer }),
        ...(carrier === undefined ? {} : { carrierId: carrier }),
      });
      return {
        data: list,
        show(screen) {
          if (csv) process.stdout.write(ordersCsv(list));
          else if (list.length === 0) screen.line('No such order.');
          else showOrders(screen, list);
        },
      };
    },
  });
  define(orders, {
    usage: 'show <order>',
    does: 'Shows everything that is known of an order: its route, segments, alternatives and what happened to it.',
    examples: ['longlines orders show ORD-1'],
    asks: ['orders.show'],
    options: noOptions,
    async run({ session }, [orderId = '']) {
      const dossier = await session.call('orders.show', { orderId });
      return {
        data: dossier,
        show: (screen) => {
          showDossier(screen, dossier);
        },
      };
    },
  });
  define(orders, {
    usage: 'explain <order>',
    does: 'Explains the last decision about an order: candidates, why not, how the latency adds up, alternatives, margin.',
    examples: ['longlines orders explain ORD-1'],
    asks: ['orders.explain'],
    options: noOptions,
    async run({ session }, [orderId = '']) {
      const explanation = await session.call('orders.explain', { orderId });
      return {
        data: explanation,
        show: (screen) => {
          showExplanation(screen, explanation);
        },
      };
    },
  });
  define(orders, {
    usage: 'cancel <order>',
    does: 'Cancels an order: every carrier deletes its segment, then what was booked is given up.',
    examples: ['longlines orders cancel ORD-1 --wait'],
    flags: waitFlags,
    asks: ['orders.cancel', 'orders.await'],
    options: z.object(waitOptions),
    async run(cli, [orderId = ''], { wait, waitTimeout }) {
      await cli.session.call('orders.cancel', { orderId, by: cli.by });
      if (wait) return awaitOrders(cli, [orderId], waitTimeout, 'released');
      return {
        data: { orderId },
        show: (screen) => {
          screen.line(`order ${orderId} is being cancelled`);
        },
      };
    },
  });
  for (const [usage, name, does, words] of [
    ['freeze', 'orders.freeze', 'Freezes an order against automatic moves.', 'is frozen'],
    ['unfreeze', 'orders.unfreeze', 'Lets an order be moved automatically again.', 'is no longer frozen'],
  ] as const) {
    define(orders, {
      usage: `${usage} <order>`,
      does,
      examples: [`longlines orders ${usage} ORD-1 --reason "customer's audit"`],
      flags: [reasonFlag],
      asks: [name],
      options: z.object(reasonOption),
      async run({ session, by }, [orderId = ''], { reason }) {
        await session.call(name, { orderId, by, reason });
        return {
          data: { orderId },
          show: (screen) => {
            screen.line(`order ${orderId} ${words}`);
          },
        };
      },
    });
  }
  moveCommands(orders);
}

function moveCommands(orders: Command): void {
  const told = (orderId: string, text: string, outageMs: number | null) => ({
    data: { orderId, text, expectedOutageMs: outageMs },
    show: (screen: Parameters<typeof showOrders>[0]) => {
      screen.line(`order ${orderId}: ${text}`);
    },
  });
  define(orders, {
    usage: 'move <order>',
    does: 'Forces an order onto one of its alternatives, or (without --alternative) onto the best that is free.',
    examples: ['longlines orders move ORD-1 --alternative 2 --reason "flapping amplifier"'],
    flags: [['--alternative <rank>', 'a stored alternative, by its rank or id ("orders show")'], reasonFlag],
    asks: ['orders.move'],
    options: z.object({ alternative: z.string().optional(), ...reasonOption }),
    async run({ session, by }, [orderId = ''], { alternative, reason }) {
      const target = alternative === undefined ? {} : { alternative: /^\d{1,3}$/.test(alternative) ? Number(alternative) : alternative };
      const { text, expectedOutageMs } = await session.call('orders.move', { orderId, by, reason, ...target });
      return told(orderId, text, expectedOutageMs);
    },
  });
  define(orders, {
    usage: 'revert <order>',
    does: 'Moves an order back to the route that it was first given.',
    examples: ['longlines orders revert ORD-1 --reason "cable repaired"'],
    flags: [reasonFlag],
    asks: ['orders.revert'],
    options: z.object(reasonOption),
    async run({ session, by }, [orderId = ''], { reason }) {
      const { text, expectedOutageMs } = await session.call('orders.revert', { orderId, by, reason });
      return told(orderId, text, expectedOutageMs);
    },
  });
}
