import { beforeEach, describe, expect, test } from 'vitest';
import { segmentStates, type Refusal } from '../../model/connection';
import type { ConnectionRepository, Store, Tx } from '../store';
import { connection, order, putNetwork, route, segment } from './testing/example';
import { memoryStore } from './testing/memory-store';

let store: Store;
const run = <T>(work: (connections: ConnectionRepository, tx: Tx) => Promise<T>): Promise<T> =>
  store.transaction((tx) => work(tx.connections, tx));
beforeEach(async () => {
  store = await memoryStore();
  await store.transaction(async (tx) => {
    await putNetwork(tx);
    for (const id of ['O', 'P']) await tx.orders.insert(order({ id }));
  });
});
const withSegments = (...ids: readonly string[]) =>
  run(async (connections) => {
    await connections.insert(connection());
    for (const [ordinal, id] of ids.entries()) await connections.insertSegment(segment({ id, ordinal }));
  });
const taken = (kind: 'resource' | 'port', id: string) => ({ kind: 'taken', subject: { kind, id } });

describe('a connection', () => {
  test('comes back as it was written, with the state and route that it was given since', async () => {
    await run((connections) => connections.insert(connection()));
    expect(await run((connections) => connections.ofOrder('O'))).toEqual([connection()]);
    const other = { ...route, azNs: 3, hops: [] };
    await run(async (connections) => {
      await connections.setState('K', 'active');
      await connections.setRoute('K', other);
    });
    expect(await run((connections) => connections.inState(['active', 'releasing']))).toEqual([
      connection({ state: 'active', route: other }),
    ]);
    expect(await run((connections) => connections.inState(['reserved']))).toEqual([]);
    expect(await run((connections) => connections.ofOrder('P'))).toEqual([]);
  });

  test('serves its order alone; while it moves there is one more, in making', async () => {
    await run((connections) => connections.insert(connection()));
    for (const state of ['reserved', 'provisioning'] as const) {
      await expect(run((connections) => connections.insert(connection({ id: 'L', state })))).rejects.toMatchObject({ code: 'constraint' });
    }
    await run((connections) => connections.insert(connection({ id: 'M', orderId: 'P' })));
    await run((connections) => connections.setState('K', 'active'));
    await run((connections) => connections.insert(connection({ id: 'L', state: 'provisioning' })));
    await expect(run((connections) => connections.setState('L', 'active'))).rejects.toMatchObject({ code: 'constraint' });
    await run(async (connections) => {
      await connections.setState('K', 'ended');
      await connections.setState('L', 'active');
    });
    expect((await run((connections) => connections.ofOrder('O'))).map(({ id, state }) => [id, state])).toEqual([
      ['K', 'ended'],
      ['L', 'active'],
    ]);
  });

  test('is found with others by its order while it is active, and its segments while they are held', async () => {
    await withSegments('S', 'T');
    expect(await run((connections) => connections.activeOf(['O', 'P', 'none']))).toEqual([]);
    await run(async (connections) => {
      await connections.setState('K', 'active');
      await connections.setSegment('T', 'held', '');
    });
    expect(await run((connections) => connections.activeOf(['P', 'O']))).toEqual([connection({ state: 'active' })]);
    expect(await run((connections) => connections.activeOf(['P']))).toEqual([]);
    expect((await run((connections) => connections.heldOf(['O', 'P']))).map(({ id }) => id)).toEqual(['T']);
    expect((await run((connections) => connections.someSegments(['T', 'none', 'S']))).map(({ id }) => id).sort()).toEqual(['S', 'T']);
  });

  test('of a carrier, held segments are found among so many places, until there are no others', async () => {
    const ids = ['S', 'T', 'U', 'V', 'W'];
    await withSegments(...ids);
    await run(async (connections) => {
      for (const id of ['S', 'U', 'W']) await connections.setSegment(id, 'held', '');
    });
    for (const places of [1, 2, 5, 100]) {
      const found: string[] = [];
      let steps = 0;
      for (let after: number | null = 0; after !== null; steps += 1) {
        const place: number = after;
        const { segments, upTo } = await run((connections) => connections.heldAmong('alpha', place, places));
        found.push(...segments.map(({ id }) => id));
        after = upTo;
      }
      expect(found).toEqual(['S', 'U', 'W']);
      expect(steps).toBe(Math.ceil(ids.length / places));
    }
    expect((await run((connections) => connections.heldAmong('beta', 0, 100))).segments).toEqual([]);
  });

  test('takes segments over from the one before it, each once, unchanged or moved', async () => {
    await withSegments('S', 'T');
    await run(async (connections) => {
      await connections.setState('K', 'active');
      await connections.insert(connection({ id: 'L' }));
      await connections.putCarryOver({ connectionId: 'L', ordinal: 1, segmentId: 'T', resourceIds: ['alpha/far'] });
      await connections.putCarryOver({ connectionId: 'L', ordinal: 0, segmentId: 'S', resourceIds: [] });
    });
    expect(await run((connections) => connections.carryOvers('L'))).toEqual([
      { connectionId: 'L', ordinal: 0, segmentId: 'S', resourceIds: [] },
      { connectionId: 'L', ordinal: 1, segmentId: 'T', resourceIds: ['alpha/far'] },
    ]);
    const twice = { connectionId: 'L', ordinal: 2, segmentId: 'S', resourceIds: [] };
    await expect(run((connections) => connections.putCarryOver(twice))).rejects.toMatchObject({ code: 'constraint' });
    await run(async (connections) => {
      await connections.setSegmentConnection('S', 'L', 5);
      await connections.removeCarryOvers('L');
    });
    expect(await run((connections) => connections.carryOvers('L'))).toEqual([]);
    expect(await run((connections) => connections.segment('S'))).toMatchObject({ connectionId: 'L', ordinal: 5 });
  });

  test('is of an order that is there', async () => {
    await expect(run((connections) => connections.insert(connection({ orderId: 'nobody' })))).rejects.toMatchObject({ code: 'constraint' });
  });
});

describe('a segment', () => {
  test('comes back as it was written, with what was set since', async () => {
    await withSegments('S');
    expect(await run((connections) => connections.segment('S'))).toEqual(segment());
    await run(async (connections) => {
      await connections.setSegment('S', 'held', 'up');
      await connections.setSegmentResources('S', ['alpha/far']);
    });
    const now = segment({ state: 'held', detail: 'up', resourceIds: ['alpha/far'] });
    expect(await run((connections) => connections.segmentsOfOrder('O'))).toEqual([now]);
    expect(await run((connections) => connections.segment('T'))).toBeUndefined();
  });

  test('is found by its state', async () => {
    await withSegments(...segmentStates);
    await run(async (connections) => {
      for (const state of segmentStates) await connections.setSegment(state, state, '');
    });
    const found = await run((connections) => connections.segmentsInState(['held', 'deleting']));
    expect(found.map(({ id }) => id)).toEqual(['held', 'deleting']);
  });

  test.each([
    ['two at one place of a connection', { id: 'T' }],
    ['no slots', { id: 'T', ordinal: 1, slots: 0 }],
    ['a port that is not known', { id: 'T', ordinal: 1, aPortId: 'alpha/none' }],
    ['a carrier that is not known', { id: 'T', ordinal: 1, carrierId: 'nobody' }],
  ])('with %s is refused', async (_, change) => {
    await withSegments('S');
    await expect(run((connections) => connections.insertSegment(segment(change)))).rejects.toMatchObject({ code: 'constraint' });
  });
});

describe('slots', () => {
  test('are booked while they are free, others’ counted, and never below zero', async () => {
    await withSegments('S', 'T', 'U');
    // 16, of which 4 are others'.
    expect(await run((connections) => connections.bookSlots('S', ['alpha/near'], 8))).toEqual({ kind: 'booked' });
    expect(await run((connections) => connections.bookSlots('T', ['alpha/near'], 5))).toEqual(taken('resource', 'alpha/near'));
    expect(await run((connections) => connections.bookSlots('T', ['alpha/near'], 4))).toEqual({ kind: 'booked' });
    expect(await run((connections) => connections.bookSlots('U', ['alpha/near'], 1))).toEqual(taken('resource', 'alpha/near'));
    expect(await run((connections) => connections.bookSlots('U', ['alpha/far'], 12))).toEqual({ kind: 'booked' });
  });

  test('that others took meanwhile are not to be had, whatever was booked before', async () => {
    await withSegments('S', 'T');
    await run((connections) => connections.bookSlots('S', ['alpha/near'], 8));
    await run(async (_, { network }) => {
      const found = (await network.readAll()).resources.find(({ id }) => id === 'alpha/near');
      if (found) await network.putResource({ ...found, foreignSlots: 16 });
    });
    expect(await run((connections) => connections.bookSlots('T', ['alpha/near'], 1))).toEqual(taken('resource', 'alpha/near'));
  });

  test('are given once to a segment, and given back by it', async () => {
    await withSegments('S', 'T');
    expect(await run((connections) => connections.bookSlots('S', ['alpha/near'], 1))).toEqual({ kind: 'booked' });
    expect(await run((connections) => connections.bookSlots('S', ['alpha/near'], 1))).toEqual(taken('resource', 'alpha/near'));
    await run(async (connections) => {
      await connections.bookSlots('S', ['alpha/far'], 2);
      await connections.bookSlots('T', ['alpha/near'], 3);
      await connections.bookPort('alpha/p', 'O', 'S');
      await connections.releaseSlots('S', []);
    });
    expect(await run((connections) => connections.bookings())).toEqual({
      slots: [{ resourceId: 'alpha/near', segmentId: 'T', slots: 3 }],
      ports: [{ portId: 'alpha/p', orderId: 'O', segmentId: 'S' }],
    });
  });

  test('of a segment that moves are given back but for those that it goes on using, and it is said which', async () => {
    await withSegments('S');
    const released = await run(async (connections) => {
      for (const resourceId of ['alpha/near', 'alpha/far']) await connections.bookSlots('S', [resourceId], 1);
      return connections.releaseSlots('S', ['alpha/far']);
    });
    expect(released).toEqual(['alpha/near']);
    expect((await run((connections) => connections.bookings())).slots.map(({ resourceId }) => resourceId)).toEqual(['alpha/far']);
  });

  test('on several resources are booked on all or on none, and it is said where they are not to be had', async () => {
    await withSegments('S', 'T', 'U');
    expect(await run((connections) => connections.bookSlots('S', ['alpha/far', 'alpha/near'], 8))).toEqual({ kind: 'booked' });
    expect(await run((connections) => connections.bookSlots('T', ['alpha/near'], 4))).toEqual({ kind: 'booked' });
    expect(await run((connections) => connections.bookSlots('U', ['alpha/far', 'alpha/near'], 1))).toEqual(taken('resource', 'alpha/near'));
    expect((await run((connections) => connections.bookings())).slots).toEqual([
      { resourceId: 'alpha/far', segmentId: 'S', slots: 8 },
      { resourceId: 'alpha/near', segmentId: 'S', slots: 8 },
      { resourceId: 'alpha/near', segmentId: 'T', slots: 4 },
    ]);
    expect(await run((connections) => connections.bookSlots('U', ['alpha/far'], 4))).toEqual({ kind: 'booked' });
  });

  test('that are booked once others’ have grown over them can be given up in part, and more is booked only where it is free', async () => {
    await withSegments('S');
    await run((connections) => connections.bookSlots('S', ['alpha/near'], 8));
    await run(async (_, { network }) => {
      const found = (await network.readAll()).resources.find(({ id }) => id === 'alpha/near');
      if (found) await network.putResource({ ...found, foreignSlots: 16 });
    });
    expect(await run((connections) => connections.bookSlots('S', ['alpha/far'], 8))).toEqual({ kind: 'booked' });
    expect(await run((connections) => connections.bookSlots('S', ['alpha/far'], 1))).toEqual(taken('resource', 'alpha/far'));
    expect(await run((connections) => connections.releaseSlots('S', ['alpha/near']))).toEqual(['alpha/far']);
    expect(await run((connections) => connections.releaseSlots('S', []))).toEqual(['alpha/near']);
    expect(await run((connections) => connections.releaseSlots('S', []))).toEqual([]);
  });

  test('on a resource that is not known are a fault, not taken', async () => {
    await withSegments('S');
    await expect(run((connections) => connections.bookSlots('S', ['alpha/none'], 1))).rejects.toMatchObject({
      code: 'constraint',
      detail: 'a resource is not known',
    });
  });

  test('that a transaction booked before it met something taken are free again', async () => {
    await withSegments('S', 'T');
    await expect(
      run(async (connections) => {
        await connections.bookSlots('S', ['alpha/near'], 12);
        throw new Error((await connections.bookSlots('T', ['alpha/near'], 1)).kind);
      }),
    ).rejects.toThrow('taken');
    expect((await run((connections) => connections.bookings())).slots).toEqual([]);
  });
});

describe('a port', () => {
  test('has one owner; the order’s own end stays its own', async () => {
    await withSegments('S');
    const book = (portId: string, orderId: string, segmentId: string | null) =>
      run((connections) => connections.bookPort(portId, orderId, segmentId));
    expect(await book('alpha/p', 'O', null)).toEqual({ kind: 'booked' });
    expect(await book('alpha/p', 'O', null)).toEqual({ kind: 'booked' });
    expect(await book('alpha/p', 'P', null)).toEqual(taken('port', 'alpha/p'));
    expect(await book('alpha/p', 'O', 'S')).toEqual(taken('port', 'alpha/p'));
    expect(await book('alpha/r', 'O', 'S')).toEqual({ kind: 'booked' });
    expect(await book('alpha/r', 'O', null)).toEqual(taken('port', 'alpha/r'));
    expect((await run((connections) => connections.bookings())).ports).toEqual([
      { portId: 'alpha/p', orderId: 'O', segmentId: null },
      { portId: 'alpha/r', orderId: 'O', segmentId: 'S' },
    ]);
  });

  test('of an interconnect goes back with its segment; an end does not', async () => {
    await withSegments('S');
    await run(async (connections) => {
      await connections.bookPort('alpha/p', 'O', null);
      await connections.bookPort('alpha/r', 'O', 'S');
      await connections.bookSlots('S', ['alpha/near'], 1);
      expect(await connections.releaseSegment('S')).toEqual([
        { kind: 'resource', id: 'alpha/near' },
        { kind: 'port', id: 'alpha/r' },
      ]);
    });
    expect(await run((connections) => connections.bookings())).toEqual({
      slots: [],
      ports: [{ portId: 'alpha/p', orderId: 'O', segmentId: null }],
    });
  });

  test.each(segmentStates)('that is an end is kept while a segment on it is one that a carrier may hold: %s', async (state) => {
    await withSegments('S');
    await run(async (connections) => {
      await connections.setSegment('S', state, '');
      for (const portId of ['alpha/p', 'alpha/q', 'alpha/r']) await connections.bookPort(portId, 'O', null);
      await connections.bookPort('alpha/s', 'P', null);
    });
    const released = await run((connections) => connections.releaseEndPorts('O'));
    // S stands on p and q.
    const isOver = state === 'cleared' || state === 'ended';
    expect(released.toSorted()).toEqual(isOver ? ['alpha/p', 'alpha/q', 'alpha/r'] : ['alpha/r']);
    expect((await run((connections) => connections.bookings())).ports.map(({ portId }) => portId)).toEqual(
      isOver ? ['alpha/s'] : ['alpha/p', 'alpha/q', 'alpha/s'],
    );
  });
});

test('an interruption counts from its first moment until it is ended, for each order by itself', async () => {
  await run(async (connections) => {
    await connections.interrupt('O', 5);
    await connections.interrupt('O', 9);
    await connections.interrupt('P', 7);
  });
  expect(await run((connections) => connections.interruptedSince('O'))).toBe(5);
  await run((connections) => connections.endInterruption('O'));
  expect(await run((connections) => connections.interruptedSince('O'))).toBeNull();
  expect(await run((connections) => connections.interruptedSince('P'))).toBe(7);
});

test('refusals are kept per order, in the order in which they came, until they are forgotten', async () => {
  const refusal = (orderId: string, message: string): Refusal => ({
    ...{
      orderId,
      carrierId: 'alpha',
      aPortId: 'alpha/p',
      zPortId: 'alpha/q',
      resourceIds: ['alpha/near'],
      tag: 'in-use',
      message,
      atMs: 9,
    },
  });
  await run(async (connections) => {
    for (const [id, message] of [
      ['O', 'one'],
      ['P', 'other'],
      ['O', 'two'],
    ] as const)
      await connections.addRefusal(refusal(id, message));
  });
  expect(await run((connections) => connections.refusals('O'))).toEqual([refusal('O', 'one'), refusal('O', 'two')]);
  await run((connections) => connections.forgetRefusals(['O']));
  expect(await run((connections) => connections.refusals('O'))).toEqual([]);
  expect(await run((connections) => connections.refusals('P'))).toHaveLength(1);
});
