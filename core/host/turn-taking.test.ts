import { expect, test } from 'vitest';
import { TurnTaking } from './turn-taking';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('pieces of work run one after another, in the order in which they were given', async () => {
  const turns = new TurnTaking();
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) =>
    turns.take(async () => {
      log.push(`${name} begins`);
      await new Promise<void>((resolve) => ends.push(resolve));
      log.push(`${name} ends`);
      return name;
    });
  const [one, two] = [work('one'), work('two')];
  await turn();
  expect(log).toEqual(['one begins']);
  ends[0]?.();
  expect(await one).toBe('one');
  await turn();
  ends[1]?.();
  expect(await two).toBe('two');
  expect(log).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
});

test('a failure is its caller’s and stops nobody behind it', async () => {
  const turns = new TurnTaking();
  const failed = turns.take(() => Promise.reject(new Error('no')));
  const next = turns.take(async () => 'done');
  await expect(failed).rejects.toThrow('no');
  await expect(next).resolves.toBe('done');
  await expect(turns.settled()).resolves.toBeUndefined();
});

test('it is settled when all that was given is done, that which was given meanwhile too', async () => {
  const turns = new TurnTaking();
  const log: string[] = [];
  void turns.take(async () => {
    await turn();
    log.push('one');
    void turns.take(async () => {
      await turn();
      log.push('two');
    });
  });
  await turns.settled();
  expect(log).toEqual(['one', 'two']);
});
