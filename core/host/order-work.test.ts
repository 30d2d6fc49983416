import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OrderWork, type Desk, type WorkEnd } from './order-work';

/** Work that ends when a test says so. */
function desk(limit: number) {
  const started: string[] = [];
  const running = new Map<string, (end: WorkEnd) => void>();
  const atDesk = new Map<string, Desk>();
  const work = new OrderWork({ booking: limit, carriers: limit }, (orderId, desk) => {
    if (running.has(orderId)) throw new Error(`${orderId} is worked on twice at once`);
    started.push(orderId);
    atDesk.set(orderId, desk);
    return new Promise<WorkEnd>((resolve) => running.set(orderId, resolve));
  });
  const end = async (orderId: string, how: WorkEnd = 'done') => {
    const resolve = running.get(orderId);
    if (!resolve) throw new Error(`${orderId} is not worked on`);
    running.delete(orderId);
    resolve(how);
    await turn();
  };
  return { work, started, running, end, atDesk };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('orders that are called', () => {
  test('are begun at once up to the limit; the others wait for a place', async () => {
    const { work, started, end } = desk(2);
    for (const id of ['a', 'b', 'c', 'd']) work.call(id, 5);
    expect(started).toEqual(['a', 'b']);
    await end('b');
    expect(started).toEqual(['a', 'b', 'c']);
  });

  test('wait by urgency, among equals in the order of the calls', async () => {
    const { work, started, end } = desk(1);
    work.call('first', 9);
    for (const [id, priority] of [
      ['low', 9],
      ['middle', 5],
      ['middle too', 5],
      ['urgent', 1],
      ['between', 1.5],
    ] as const)
      work.call(id, priority);
    for (const id of ['first', 'urgent', 'between', 'middle', 'middle too']) await end(id);
    expect(started).toEqual(['first', 'urgent', 'between', 'middle', 'middle too', 'low']);
  });

  test('twice while they wait are worked on once, by the more urgent call', async () => {
    const { work, started, end } = desk(1);
    work.call('first', 5);
    work.call('b', 5);
    work.call('c', 9);
    work.call('c', 1);
    work.call('c', 9);
    await end('first');
    await end('c');
    await end('b');
    expect(started).toEqual(['first', 'c', 'b']);
  });

  test('again while they are worked on are taken up once more afterwards, never twice at once', async () => {
    const { work, started, end } = desk(2);
    work.call('a', 5);
    work.call('a', 5);
    work.call('a', 5);
    expect(started).toEqual(['a']);
    await end('a');
    expect(started).toEqual(['a', 'a']);
    await end('a');
    expect(started).toEqual(['a', 'a']);
  });

  test('again while they are worked on keep the most urgent of those calls', async () => {
    const { work, started, end } = desk(1);
    work.call('a', 5);
    work.call('b', 3);
    work.call('a', 1);
    work.call('a', 9);
    await end('a');
    expect(started).toEqual(['a', 'a']);
  });
});

describe('orders that go on to their carriers', () => {
  test('make room for others to be booked, and wait for a place there', async () => {
    const { work, started, atDesk, end } = desk(1);
    for (const id of ['a', 'b', 'c']) work.call(id, 5);
    await end('a', 'to-carriers');
    expect(started).toEqual(['a', 'b', 'a']);
    expect([atDesk.get('a'), atDesk.get('b')]).toEqual(['carriers', 'booking']);
    await end('b', 'to-carriers');
    expect(started).toEqual(['a', 'b', 'a', 'c']);
    await end('a');
    expect(started).toEqual(['a', 'b', 'a', 'c', 'b']);
    expect(atDesk.get('b')).toBe('carriers');
  });

  test('keep their urgency, and are moved up where they are called again', async () => {
    const { work, started, end } = desk(1);
    work.call('a', 5);
    await end('a', 'to-carriers');
    for (const [id, priority] of [
      ['b', 5],
      ['c', 3],
      ['d', 7],
    ] as const) {
      work.call(id, priority);
      await end(id, 'to-carriers');
    }
    work.call('d', 1);
    for (const id of ['a', 'd', 'c', 'b']) await end(id);
    expect(started).toEqual(['a', 'a', 'b', 'c', 'd', 'd', 'c', 'b']);
    expect(work.isUnderWay('b')).toBe(false);
  });

  test('are at rest, and closed, when they are done there', async () => {
    const { work, end } = desk(1);
    work.call('a', 5);
    await end('a', 'to-carriers');
    let [isAtRest, isClosed] = [false, false];
    void work.atRest('a').then(() => (isAtRest = true));
    await turn();
    expect(isAtRest).toBe(false);
    void work.close().then(() => (isClosed = true));
    await end('a');
    expect([isAtRest, isClosed]).toEqual([true, true]);
  });
});

describe('it is settled', () => {
  test('at once while there is nothing to do', async () => {
    await expect(desk(1).work.settled()).resolves.toBeUndefined();
  });

  test('when the last work has ended, that which was called meanwhile too', async () => {
    const { work, end } = desk(1);
    work.call('a', 5);
    work.call('b', 5);
    work.call('a', 5);
    let isSettled = false;
    void work.settled().then(() => (isSettled = true));
    for (const id of ['a', 'b']) await end(id);
    expect(isSettled).toBe(false);
    await end('a');
    expect(isSettled).toBe(true);
  });
});

test('once closed nothing is taken up; what is under way ends first', async () => {
  const { work, started, end } = desk(1);
  work.call('a', 5);
  work.call('b', 5);
  work.call('a', 1);
  let isClosed = false;
  void work.close().then(() => (isClosed = true));
  work.call('c', 1);
  await turn();
  expect(isClosed).toBe(false);
  await end('a');
  expect(isClosed).toBe(true);
  work.call('d', 1);
  expect(started).toEqual(['a']);
});

test('whatever is called and ends: no order is forgotten, none runs twice at once, never more than the limit', async () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('call' as const),
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      priority: fc.integer({ min: 1, max: 9 }),
    }),
    fc.record({ kind: fc.constant('end' as const), at: fc.nat(4) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(step, { maxLength: 40 }), async (limit, steps) => {
      const { work, started, running, end } = desk(limit);
      /** Calls that no work has begun after. */
      const owed = new Set<string>();
      let seen = 0;
      const catchUp = () => {
        for (const id of started.slice(seen)) owed.delete(id);
        seen = started.length;
        expect(running.size).toBeLessThanOrEqual(limit);
        if ([...owed].some((id) => !running.has(id))) expect(running.size).toBe(limit);
      };
      for (const asked of steps) {
        if (asked.kind === 'call') {
          owed.add(asked.id);
          work.call(asked.id, asked.priority);
        } else {
          const id = [...running.keys()][asked.at % Math.max(1, running.size)];
          if (id !== undefined) await end(id);
        }
        catchUp();
      }
      for (let id = [...running.keys()][0]; id !== undefined; id = [...running.keys()][0]) {
        await end(id);
        catchUp();
      }
      await work.settled();
      expect([...owed]).toEqual([]);
    }),
  );
});
