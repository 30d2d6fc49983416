import type { Command } from 'commander';
import { z } from 'zod';
import type { QueuedOrderShown } from '../../../core/contract/queue';
import { formatNs } from '../../../core/model/latency';
import { define, noOptions } from '../define';
import { exitCodes, Failure } from '../exit-codes';

/** Orders that were queued while the carriers on their way were not heard. */
export function queuedCommands(orders: Command): void {
  define(orders, {
    usage: 'queued',
    does: 'Lists orders that were queued offline: what each was planned with, and what it would get now.',
    examples: ['longlines orders queued'],
    asks: ['orders.queued'],
    options: noOptions,
    async run({ session }) {
      const queued = await session.call('orders.queued', {});
      return {
        data: queued,
        show(screen) {
          if (queued.orders.length === 0) {
            screen.line('Nothing is queued offline.');
            return;
          }
          screen.table(
            ['order', 'customer', 'planned', 'now', 'what differs'],
            queued.orders.map((each) => [
              each.orderId,
              each.customer,
              formatNs(each.plan.oneWayNs),
              nowWords(each),
              each.differences.map(({ what, before, after }) => `${what}: ${after}, was ${before}`).join('; '),
            ]),
          );
          if (queued.left > 0) screen.line(`and ${queued.left} more`);
        },
      };
    },
  });
  define(orders, {
    usage: 'send [order...]',
    does: 'Sends orders that were queued offline, as "orders queued" shows them now; one that would get something else meanwhile is not sent.',
    examples: ['longlines orders send ORD-1 ORD-2', 'longlines orders send --all'],
    flags: [['--all', 'every one that does not wait any more']],
    asks: ['orders.queued', 'orders.confirm-queued'],
    options: z.object({ all: z.boolean().default(false) }),
    async run({ session, by }, orderIds, { all }) {
      if (all === orderIds.length > 0) throw new Failure('usage', 'name orders, or say --all');
      const { orders: queued } = await session.call('orders.queued', all ? {} : { orderIds: [...orderIds] });
      const missing = orderIds.find((id) => !queued.some(({ orderId }) => orderId === id));
      if (missing !== undefined)
        throw new Failure('not-found', `order ${missing} is not queued offline: "longlines orders queued" lists those that are`);
      const ready = queued.filter(({ now }) => now.kind !== 'waits');
      const waiting = queued.filter(({ now }) => now.kind === 'waits').map(({ orderId }) => orderId);
      const given = ready.map(({ orderId, now }) => ({ orderId, seen: now.kind === 'route' ? now.route : null }));
      const outcomes = given.length === 0 ? [] : await session.call('orders.confirm-queued', { orders: given, by });
      const isWhole = waiting.length === 0 && outcomes.every(({ kind }) => kind === 'sent');
      return {
        data: { outcomes, waiting },
        exitCode: isWhole ? exitCodes.done : exitCodes.partly,
        show(screen) {
          for (const { orderId, message } of outcomes) screen.line(`${orderId}: ${message}`);
          if (waiting.length > 0) screen.line(`not sent, since carriers on the way are not heard: ${waiting.join(', ')}`);
          if (queued.length === 0) screen.line('Nothing is queued offline.');
        },
      };
    },
  });
}

function nowWords({ now, differences }: QueuedOrderShown): string {
  switch (now.kind) {
    case 'waits':
      return 'waits';
    case 'none':
      return 'no route';
    case 'route':
      return differences.length === 0 ? 'the same' : formatNs(now.shown.oneWayNs);
  }
}
