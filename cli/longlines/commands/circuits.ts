import type { Command } from 'commander';
import { z } from 'zod';
import { circuitOrderFields, type CircuitOrderField } from '../../../core/model/circuit-order-fields';
import { circuitOrderStates } from '../../../core/model/virtual-circuit';
import { define, noOptions } from '../define';
import { exitCodes, Failure } from '../exit-codes';
import { circuitsCsv, showCircuit, showCircuits } from '../show-circuits';
import { camel } from '../values';
import { counted } from '../words';
import { importCommand } from './circuits-import';

const fieldSays: Readonly<Record<CircuitOrderField, string>> = {
  order: 'its id (required)',
  'end-user': 'whose it is (required)',
  path: 'the virtual path that it is to be in (required)',
  line: "the end user's line: rack-shelf-slot-circuit, such as 1-1-2-17 (required)",
  'line-vpi': 'the VPI on that line (0)',
  'line-vci': 'the VCI on that line (35)',
};

export function circuitCommands(program: Command): void {
  const circuits = program.command('circuits').description('Virtual circuits: order, import, release, list, show.');
  define(circuits, {
    usage: 'order',
    does: 'Orders a circuit: it gets the next identifier of its path and is joined to the end user’s line, or waits until there is one.',
    examples: ['longlines circuits order --order C-1 --end-user "Elm Street 5" --path VP-1 --line 1-1-2-17'],
    flags: circuitOrderFields.map((field) => [`--${field} <${field}>`, fieldSays[field]] as const),
    asks: ['circuits.order'],
    options: z.object(Object.fromEntries(circuitOrderFields.map((field) => [camel(field), z.string().optional()]))),
    async run({ session, by }, _, given: Readonly<Record<string, string | undefined>>) {
      const fields = Object.fromEntries(
        circuitOrderFields.flatMap((field) => {
          const text = given[camel(field)];
          return text === undefined ? [] : [[field, text] as const];
        }),
      );
      const [outcome] = await session.call('circuits.order', { rows: [fields], by });
      if (outcome?.kind === 'malformed') throw new Failure('invalid-input', outcome.problems.map(({ message }) => message).join('; '));
      if (outcome?.kind !== 'received') throw new Failure('refused', outcome?.message ?? 'the host gave no answer to the order: try again');
      const { orderId, vci } = outcome;
      return {
        data: { orderId, vci },
        show: (screen) => {
          const what = vci === null ? 'waits for an identifier' : `has VCI ${vci}`;
          screen.line(`circuit order ${orderId} ${what}; "longlines circuits show ${orderId}" tells what becomes of it`);
        },
      };
    },
  });
  importCommand(circuits);
  releaseCommand(circuits);
  define(circuits, {
    usage: 'list',
    does: 'Lists circuit orders, in the order in which they came; impaired is one whose path has no connection that carries it.',
    examples: ['longlines circuits list --path VP-1 --state waiting', 'longlines circuits list --csv > circuits.csv'],
    flags: [
      ['--path <path>', 'in this path'],
      ['--switch <switch>', 'at this switch: its id, or its name'],
      ['--end-user <words>', 'whose end user has these words in its name'],
      ['--state <state>', 'in this state only…'],
      ['--csv', 'as CSV, for a spreadsheet, or to import again'],
    ],
    asks: ['circuits.list'],
    options: z.object({
      path: z.string().optional(),
      switch: z.string().optional(),
      endUser: z.string().optional(),
      state: z.array(z.enum(circuitOrderStates, `use ${circuitOrderStates.join(', ')}`)).optional(),
      csv: z.boolean().default(false),
    }),
    async run({ session }, _, { path, switch: switchId, endUser, state, csv }) {
      const orders = await session.call('circuits.list', {
        ...(path === undefined ? {} : { pathId: path }),
        ...(switchId === undefined ? {} : { switchId }),
        ...(endUser === undefined ? {} : { endUser }),
        ...(state === undefined ? {} : { states: state }),
      });
      return {
        data: orders,
        show: (screen) => {
          if (csv) process.stdout.write(circuitsCsv(orders));
          else showCircuits(screen, orders);
        },
      };
    },
  });
  define(circuits, {
    usage: 'show <order>',
    does: 'Shows a circuit order: its circuit and line, what it waits for, what carries it, and what happened to it.',
    examples: ['longlines circuits show C-1'],
    asks: ['circuits.show'],
    options: noOptions,
    async run({ session }, [orderId = '']) {
      const dossier = await session.call('circuits.show', { orderId });
      return {
        data: dossier,
        show: (screen) => {
          showCircuit(screen, dossier);
        },
      };
    },
  });
}

function releaseCommand(circuits: Command): void {
  define(circuits, {
    usage: 'release <order...>',
    does: 'Releases circuit orders: circuit and line are parted, and the identifier is given again after its quarantine.',
    examples: ['longlines circuits release C-1 C-2'],
    asks: ['circuits.release'],
    options: noOptions,
    async run({ session, by }, orderIds) {
      const outcomes = await session.call('circuits.release', { orderIds: [...orderIds], by });
      const not = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome] : []));
      const done = outcomes.length - not.length;
      return {
        data: outcomes,
        leavesWork: done > 0,
        show(screen) {
          if (done > 0) screen.line(`${counted(done, 'order')} ${done === 1 ? 'is' : 'are'} being released`);
          for (const { message } of not) screen.line(message);
        },
        exitCode: not.length === 0 ? exitCodes.done : done > 0 ? exitCodes.partly : exitCodes.refused,
      };
    },
  });
}
