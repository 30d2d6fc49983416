import { beforeEach, describe, expect, test } from 'vitest';
import type { HoldOut } from '../../model/hold-out';
import type { MoveRequest } from '../../model/move';
import type { InterventionRepository, Store } from '../store';
import { order, route } from './testing/example';
import { memoryStore } from './testing/memory-store';

let store: Store;
const run = <T>(work: (interventions: InterventionRepository) => Promise<T>): Promise<T> =>
  store.transaction((tx) => work(tx.interventions));
beforeEach(async () => {
  store = await memoryStore();
  await store.transaction(async ({ orders }) => {
    for (const id of ['O', 'P']) await orders.insert(order({ id }));
  });
});

const holdOut = (change: Partial<HoldOut> = {}): HoldOut => ({
  ...{ subject: { kind: 'site', id: 'FRA' }, cause: 'locked-out', text: 'flooded', sinceMs: 5, untilMs: null },
  ...change,
});
const move = (change: Partial<MoveRequest> = {}): MoveRequest => ({
  ...{ orderId: 'O', cause: 'forced', route, text: 'asked by the customer', actor: 'operator', requestedAtMs: 5 },
  ...change,
});

describe('what is held out', () => {
  test('stands once per subject and cause, each ended for itself', async () => {
    const window = holdOut({ cause: 'maintenance', sinceMs: 6, untilMs: 90 });
    await run(async (interventions) => {
      await interventions.putHoldOut(holdOut());
      await interventions.putHoldOut(window);
      await interventions.putHoldOut(holdOut({ text: 'still flooded' }));
    });
    expect(await run((interventions) => interventions.holdOuts())).toEqual([holdOut({ text: 'still flooded' }), window]);
    await run((interventions) => interventions.removeHoldOut({ kind: 'site', id: 'FRA' }, 'locked-out'));
    expect(await run((interventions) => interventions.holdOuts())).toEqual([window]);
  });
});

describe('a pause of automatic recovery', () => {
  test('is a carrier’s or counts everywhere, each ended for itself', async () => {
    const [all, one] = [
      { carrierId: null, text: 'storm', sinceMs: 5 },
      { carrierId: 'alpha', text: 'upgrade', sinceMs: 6 },
    ];
    await run(async (interventions) => {
      await interventions.putPause(one);
      await interventions.putPause(all);
    });
    expect(await run((interventions) => interventions.pauses())).toEqual([all, one]);
    await run((interventions) => interventions.removePause(null));
    expect(await run((interventions) => interventions.pauses())).toEqual([one]);
    await run((interventions) => interventions.removePause('alpha'));
    expect(await run((interventions) => interventions.pauses())).toEqual([]);
  });
});

describe('a requested move', () => {
  test('is one per order: the later one counts, until it is withdrawn', async () => {
    await run(async (interventions) => {
      await interventions.putMove(move());
      await interventions.putMove(move({ orderId: 'P', cause: 'maintenance', route: null, actor: 'engine' }));
      await interventions.putMove(move({ cause: 'revert', requestedAtMs: 6 }));
    });
    expect((await run((interventions) => interventions.moves())).map(({ orderId, cause }) => [orderId, cause])).toEqual([
      ['P', 'maintenance'],
      ['O', 'revert'],
    ]);
    expect(await run((interventions) => interventions.move('P'))).toEqual(
      move({ orderId: 'P', cause: 'maintenance', route: null, actor: 'engine' }),
    );
    await run((interventions) => interventions.removeMove('O'));
    expect(await run((interventions) => interventions.move('O'))).toBeUndefined();
  });

  test('is of an order that is there', async () => {
    await expect(run((interventions) => interventions.putMove(move({ orderId: 'nobody' })))).rejects.toMatchObject({ code: 'constraint' });
  });
});
