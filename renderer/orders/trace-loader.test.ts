import { expect, test } from 'vitest';
import { createTraceLoader } from './trace-loader';

function loading() {
  const asked: (readonly string[])[] = [];
  const works: (() => void)[] = [];
  const loader = createTraceLoader({
    ask: async (orderIds) => {
      asked.push(orderIds);
      return orderIds.map((orderId) => ({ orderId, points: [{ atMs: asked.length, oneWayNs: 5 }] }));
    },
    after: (_ms, work) => {
      works.push(work);
      return () => void works.splice(works.indexOf(work), 1);
    },
  });
  const run = async (): Promise<void> => {
    for (const work of works.splice(0)) work();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { loader, asked, run, works };
}

test('what comes into sight together is asked for together, and once', async () => {
  const { loader, asked, run } = loading();
  let told = 0;
  loader.show('A', () => {
    told += 1;
  });
  loader.show('B', () => {
    told += 1;
  });
  await run();
  loader.show('A', () => {
    told += 1;
  });
  await run();
  expect(asked).toEqual([['A', 'B']]);
  expect(told).toBe(2);
  expect(loader.get('A')).toEqual([{ atMs: 1, oneWayNs: 5 }]);
  expect(loader.get('C')).toBeNull();
});

test('what has gone out of sight is not asked for, nor anew; what is in sight is', async () => {
  const { loader, asked, run } = loading();
  const hide = loader.show('A', () => undefined);
  loader.show('B', () => undefined);
  hide();
  await run();
  loader.refresh();
  await run();
  expect(asked).toEqual([['B'], ['B']]);
});

test('once it has ended nothing more is asked', async () => {
  const { loader, asked, run } = loading();
  loader.show('A', () => undefined);
  loader.end();
  await run();
  expect(asked).toEqual([]);
});
