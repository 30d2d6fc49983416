import { expect, test } from 'vitest';
import { endInOrder, type EndPorts } from './end-in-order';

function timed() {
  const waiting: (() => void)[] = [];
  const told: string[] = [];
  const ports = (steps: EndPorts['steps'], answers: boolean[] = []): EndPorts => ({
    steps,
    patienceMs: 10_000,
    after: (_delayMs, work) => {
      waiting.push(work);
      return () => undefined;
    },
    ask: async () => {
      told.push('asked');
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked once too often');
      return answer;
    },
    failed: (error) => void told.push(String(error)),
  });
  return { told, ports, passTime: () => waiting.shift()?.() };
}

test('what ends soon is not asked about', async () => {
  const { told, ports } = timed();
  const ended: string[] = [];
  const outcome = await endInOrder(ports([() => void ended.push('channels'), async () => void ended.push('host')]));
  expect([outcome, ended, told]).toEqual(['in-order', ['channels', 'host'], []]);
});

test('a step that fails keeps no other from being taken', async () => {
  const { told, ports } = timed();
  const ended: string[] = [];
  await endInOrder(ports([() => Promise.reject(new Error('the store fails')), () => void ended.push('lab')]));
  expect([ended, told]).toEqual([['lab'], ['Error: the store fails']]);
});

test('who waits is asked again, and who does not leaves the rest', async () => {
  const { told, ports, passTime } = timed();
  const outcome = endInOrder(ports([() => new Promise<void>(() => undefined)], [true, false]));
  passTime();
  await expect.poll(() => told).toEqual(['asked']);
  passTime();
  expect(await outcome).toBe('left');
  expect(told).toEqual(['asked', 'asked']);
});

test('what ends while the operator is asked has ended in order', async () => {
  const { ports, passTime } = timed();
  let end = (): void => undefined;
  const host = new Promise<void>((resolve) => (end = resolve));
  const outcome = endInOrder({ ...ports([() => host]), ask: () => new Promise(() => undefined) });
  passTime();
  end();
  expect(await outcome).toBe('in-order');
});
