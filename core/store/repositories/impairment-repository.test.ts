import { beforeEach, describe, expect, test } from 'vitest';
import { unhandled, type Impairment, type ImpairmentHit } from '../../model/impairment';
import type { ImpairmentRepository, Store } from '../store';
import { order } from './testing/example';
import { memoryStore } from './testing/memory-store';

let store: Store;
const run = <T>(work: (impairments: ImpairmentRepository) => Promise<T>): Promise<T> => store.transaction((tx) => work(tx.impairments));
beforeEach(async () => {
  store = await memoryStore();
  await store.transaction(async ({ orders }) => {
    for (const id of ['O', 'P']) await orders.insert(order({ id }));
  });
});

const impairment = (change: Partial<Impairment> = {}): Impairment => ({
  ...{ id: 'I', subject: { kind: 'resource', id: 'alpha/r' }, cause: 'down', text: 'LOS', raisedAtMs: 5, clearedAtMs: null },
  handling: unhandled,
  ...change,
});
const hit = (change: Partial<ImpairmentHit> = {}): ImpairmentHit => ({
  ...{ impairmentId: 'I', orderId: 'O', outcome: 'pending', text: 'waits', hitAtMs: 6, settledAtMs: null, ...change },
});

describe('an impairment', () => {
  test('keeps what operators have done about it', async () => {
    const handling = { acknowledgedBy: 'ana', acknowledgedAtMs: 8, owner: 'ben', shelvedUntilMs: 99, ticket: 'INC-7' };
    await run((impairments) => impairments.raise(impairment()));
    await run((impairments) => impairments.setHandling('I', handling));
    expect(await run((impairments) => impairments.list())).toEqual([impairment({ handling })]);
  });

  test('is open once per subject and cause: raised again it is the one that there is', async () => {
    expect(await run((impairments) => impairments.raise(impairment()))).toEqual(impairment());
    expect(await run((impairments) => impairments.raise(impairment({ id: 'J', text: 'again', raisedAtMs: 7 })))).toEqual(impairment());
    for (const other of [impairment({ id: 'K', cause: 'slower' }), impairment({ id: 'L', subject: { kind: 'service', id: 'alpha/r' } })])
      expect(await run((impairments) => impairments.raise(other))).toEqual(other);
    expect((await run((impairments) => impairments.open())).map(({ id }) => id)).toEqual(['I', 'K', 'L']);
  });

  test('that is cleared stays as a record, is cleared once, and may be raised anew', async () => {
    await run((impairments) => impairments.raise(impairment()));
    await run((impairments) => impairments.clear('I', 8));
    await run((impairments) => impairments.clear('I', 9));
    expect(await run((impairments) => impairments.open())).toEqual([]);
    const again = impairment({ id: 'J', raisedAtMs: 10 });
    expect(await run((impairments) => impairments.raise(again))).toEqual(again);
    expect(await run((impairments) => impairments.list())).toEqual([impairment({ clearedAtMs: 8 }), again]);
  });
});

describe('what it hit', () => {
  test('is told per order, and what became of it', async () => {
    await run(async (impairments) => {
      await impairments.raise(impairment());
      await impairments.putHit(hit());
      await impairments.putHit(hit({ orderId: 'P' }));
      await impairments.settleHits('O', 'restored', 'on another route', 9);
    });
    expect(await run((impairments) => impairments.hitsOf('O'))).toEqual([
      hit({ outcome: 'restored', text: 'on another route', settledAtMs: 9 }),
    ]);
    expect(await run((impairments) => impairments.hitsOf('P'))).toEqual([hit({ orderId: 'P' })]);
    expect(await run((impairments) => impairments.hits())).toHaveLength(2);
  });

  test('is unsettled while it is unrestorable or being worked on again', async () => {
    await run((impairments) => impairments.raise(impairment()));
    await run((impairments) => impairments.putHit(hit()));
    for (const outcome of ['unrestorable', 'pending', 'unrestorable'] as const) {
      await run((impairments) => impairments.settleHits('O', outcome, outcome, 9));
      expect(await run((impairments) => impairments.hitsOf('O'))).toEqual([hit({ outcome, text: outcome })]);
    }
  });

  test.each(['restored', 'cleared', 'released'] as const)('and is settled stays as it was settled: %s', async (outcome) => {
    const settled = hit({ outcome, text: 'done', settledAtMs: 7 });
    await run(async (impairments) => {
      await impairments.raise(impairment());
      await impairments.putHit(settled);
      for (const later of ['pending', 'unrestorable', 'restored', 'cleared'] as const) await impairments.settleHits('O', later, 'later', 9);
    });
    expect(await run((impairments) => impairments.hitsOf('O'))).toEqual([settled]);
  });

  test('a second time counts from the second time', async () => {
    await run(async (impairments) => {
      await impairments.raise(impairment());
      await impairments.putHit(hit({ outcome: 'restored', settledAtMs: 7 }));
      await impairments.putHit(hit({ hitAtMs: 50, text: 'again' }));
    });
    expect(await run((impairments) => impairments.hitsOf('O'))).toEqual([hit({ hitAtMs: 50, text: 'again' })]);
  });

  test('is an order that is there, of an impairment that is there, with an explanation', async () => {
    await run((impairments) => impairments.raise(impairment()));
    for (const wrong of [hit({ orderId: 'none' }), hit({ impairmentId: 'none' }), hit({ text: '' })])
      await expect(run((impairments) => impairments.putHit(wrong))).rejects.toMatchObject({ code: 'constraint' });
  });
});
