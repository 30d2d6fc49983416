import { expect, test } from 'vitest';
import { memoryStore } from '../store/repositories/testing/memory-store';
import { noteInTurn } from './note-in-turn';

test('repositories are made once, and what each transaction notes is its own', async () => {
  const store = await memoryStore();
  let made = 0;
  const noted = noteInTurn<string[]>((tx, into) => {
    made += 1;
    return {
      ...tx,
      history: {
        ...tx.history,
        async add(entry) {
          await tx.history.add(entry);
          into().push(entry.text);
        },
      },
    };
  });
  const add = async (text: string): Promise<readonly string[]> => {
    const into: string[] = [];
    await store.transaction(async (tx) => {
      const { history } = noted(tx, into);
      for (const each of [text, `${text} again`]) await history.add({ atMs: 1, actor: 'engine', event: 'e', subject: 's', text: each });
    });
    return into;
  };
  expect(await Promise.all(['one', 'other'].map(add))).toEqual([
    ['one', 'one again'],
    ['other', 'other again'],
  ]);
  expect(made).toBe(1);
});
