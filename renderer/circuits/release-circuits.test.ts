import { expect, test } from 'vitest';
import type { ConsoleClient } from '../client/console-client';
import { releaseCircuits } from './release-circuits';

const ids = Array.from({ length: 250 }, (_, at) => `C-${at}`);

/** A host that answers so many calls; then no more. */
function host(answered: number, sent: (readonly string[])[]): Pick<ConsoleClient, 'call'> {
  const call = async (_: string, { orderIds }: { readonly orderIds: readonly string[] }) => {
    sent.push(orderIds);
    if (sent.length > answered) return { kind: 'unanswered', message: 'the host ended' };
    return {
      kind: 'answer',
      output: orderIds.map((orderId) => (orderId === 'C-7' ? { kind: 'refused', orderId, message: 'no' } : { kind: 'received', orderId })),
    };
  };
  return { call: call as unknown as ConsoleClient['call'] };
}

test('a hundred at a time, each outcome told, what is refused stops no other', async () => {
  const sent: (readonly string[])[] = [];
  const told: number[] = [];
  const released = await releaseCircuits(host(9, sent), ids, 'Ann', new AbortController().signal, (done) => told.push(done));
  expect(sent.map((each) => each.length)).toEqual([100, 100, 50]);
  expect(told).toEqual([100, 200, 250]);
  expect(released).toEqual({ received: 249, refused: [{ kind: 'refused', orderId: 'C-7', message: 'no' }], left: [], why: '' });
});

test('without an answer nothing more is asked, and what is left can be asked again', async () => {
  const sent: (readonly string[])[] = [];
  const released = await releaseCircuits(host(1, sent), ids, 'Ann', new AbortController().signal, () => undefined);
  expect(sent).toHaveLength(2);
  expect(released).toMatchObject({ received: 99, why: 'the host ended', left: ids.slice(100) });
});

test('stopped between, the rest is left', async () => {
  const stop = new AbortController();
  const released = await releaseCircuits(host(9, []), ids, 'Ann', stop.signal, () => {
    stop.abort();
  });
  expect(released).toMatchObject({ received: 99, left: ids.slice(100), why: '' });
});
