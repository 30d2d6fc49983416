import { expect, test } from 'vitest';
import type { DraftDiscardedShown, DraftSavedShown } from '../../core/contract/drafts';
import type { Outcome } from '../client/console-client';
import { createDraftSaver, type DraftContent } from './draft-saver';

const typed = (a: string): DraftContent => ({ title: 'T', step: 'ends', fields: { a } });

interface Asked {
  readonly content: DraftContent;
  readonly revision: number;
  readonly answer: (outcome: Outcome<DraftSavedShown>) => Promise<void>;
}

function saving(first: Parameters<typeof createDraftSaver>[0] = { content: typed(''), revision: 0, savedAtMs: null }) {
  const asked: Asked[] = [];
  let timers: { readonly ms: number; readonly work: () => void }[] = [];
  const saver = createDraftSaver(first, {
    save: (content, revision) =>
      new Promise((resolve) => {
        const answer = async (outcome: Outcome<DraftSavedShown>): Promise<void> => {
          resolve(outcome);
          for (let turn = 0; turn < 8; turn++) await Promise.resolve();
        };
        asked.push({ content, revision, answer });
      }),
    after: (ms, work) => {
      const timer = { ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  });
  const passTime = (): void => {
    const due = timers;
    timers = [];
    for (const { work } of due) work();
  };
  return { saver, asked, passTime, waits: () => timers.map(({ ms }) => ms) };
}

const saved = (revision: number): Outcome<DraftSavedShown> => ({
  kind: 'answer',
  output: { kind: 'saved', revision, savedAtMs: 10 * revision },
});

test('what nobody changed is not kept', async () => {
  const { saver, asked } = saving();
  expect((await saver.flush()).kind).toBe('untouched');
  expect(asked).toEqual([]);
});

test('what is typed in one go is saved once, from the revision that the last saving gave', async () => {
  const { saver, asked, passTime } = saving();
  saver.change(typed('a'));
  saver.change(typed('ab'));
  passTime();
  expect(asked).toMatchObject([{ content: { fields: { a: 'ab' } }, revision: 0 }]);
  await asked[0]?.answer(saved(1));
  expect(saver.state()).toEqual({ kind: 'saved', atMs: 10 });
  saver.change(typed('abc'));
  passTime();
  expect(asked[1]).toMatchObject({ content: { fields: { a: 'abc' } }, revision: 1 });
});

test('what is typed while it is being saved is saved after it', async () => {
  const { saver, asked } = saving();
  saver.change(typed('a'));
  const kept = saver.flush();
  await Promise.resolve();
  saver.change(typed('ab'));
  await asked[0]?.answer(saved(1));
  expect(asked[1]).toMatchObject({ content: { fields: { a: 'ab' } }, revision: 1 });
  await asked[1]?.answer(saved(2));
  expect(await kept).toEqual({ kind: 'saved', atMs: 20 });
  expect(saver.hasUnsaved()).toBe(false);
});

test('a saving that failed is tried again with the same content and revision', async () => {
  const { saver, asked, passTime, waits } = saving();
  saver.change(typed('a'));
  passTime();
  await asked[0]?.answer({ kind: 'unanswered', message: 'the link was lost' });
  expect(saver.state()).toEqual({ kind: 'failed', message: 'the link was lost' });
  expect(waits()).toHaveLength(1);
  passTime();
  expect(asked[1]).toMatchObject({ content: { fields: { a: 'a' } }, revision: 0 });
  await asked[1]?.answer(saved(1));
  expect(saver.state().kind).toBe('saved');
});

test.each([
  {
    kind: 'newer',
    message: 'Bob saved it',
    draft: { id: 'd', kind: 'connection', title: 'T', step: 's', by: 'Bob', savedAtMs: 5, revision: 4 },
  },
  { kind: 'gone', message: 'discarded' },
] as const)('after “$kind” nothing is sent until one decides, and what is here stays', async (output) => {
  const { saver, asked, passTime } = saving({ content: typed('a'), revision: 2, savedAtMs: 1 });
  saver.change(typed('mine'));
  passTime();
  await asked[0]?.answer({ kind: 'answer', output });
  saver.change(typed('mine too'));
  passTime();
  await saver.flush();
  expect(asked).toHaveLength(1);
  expect(saver.state()).toEqual(output);
  expect(saver.content()).toEqual(typed('mine too'));
  saver.adopt(typed('theirs'), 4, 5);
  expect([saver.content(), saver.revision(), saver.hasUnsaved()]).toEqual([typed('theirs'), 4, false]);
  saver.change(typed('theirs and mine'));
  passTime();
  expect(asked[1]).toMatchObject({ revision: 4 });
});

test('once it has ended nothing is saved', async () => {
  const { saver, asked, passTime } = saving();
  saver.change(typed('a'));
  saver.end();
  passTime();
  await saver.flush();
  expect(asked).toEqual([]);
});

const bobs: DraftDiscardedShown = {
  ...{ kind: 'newer', message: 'Bob saved this draft' },
  draft: { id: 'd', kind: 'connection', title: 'T', step: 'ends', by: 'Bob', savedAtMs: 20, revision: 2 },
};

test('what is discarded is the revision that is here, and nothing is saved after it', async () => {
  const { saver, asked, passTime } = saving({ content: typed('a'), revision: 1, savedAtMs: 10 });
  const revisions: number[] = [];
  saver.change(typed('ab'));
  const discarding = saver.discard((revision) => {
    revisions.push(revision);
    return Promise.resolve({ kind: 'answer', output: { kind: 'discarded' } });
  });
  await Promise.resolve();
  await asked[0]?.answer(saved(2));
  expect(await discarding).toEqual({ kind: 'answer', output: { kind: 'discarded' } });
  expect(revisions).toEqual([2]);
  saver.change(typed('abc'));
  passTime();
  expect(asked).toHaveLength(1);
});

test('what another window saved since is not discarded, and is told; a draft of which there is no answer goes on', async () => {
  const { saver, asked, passTime } = saving({ content: typed('a'), revision: 1, savedAtMs: 10 });
  expect(await saver.discard(() => Promise.resolve({ kind: 'unanswered', message: 'no host' }))).toMatchObject({ kind: 'unanswered' });
  expect(await saver.discard(() => Promise.resolve({ kind: 'answer', output: bobs }))).toEqual({ kind: 'answer', output: bobs });
  expect(saver.state()).toEqual(bobs);
  saver.adopt(typed('bob'), 2, 20);
  saver.change(typed('bobby'));
  passTime();
  expect(asked).toMatchObject([{ content: { fields: { a: 'bobby' } }, revision: 2 }]);
});

test('where another window saved something else while one typed, discarding asks for nothing', async () => {
  const { saver, asked } = saving({ content: typed('a'), revision: 1, savedAtMs: 10 });
  saver.change(typed('ab'));
  const discarding = saver.discard(() => Promise.reject(new Error('asked')));
  await Promise.resolve();
  await asked[0]?.answer({ kind: 'answer', output: bobs });
  expect(await discarding).toEqual({ kind: 'answer', output: bobs });
});

test('of what was never touched nobody is asked', async () => {
  const { saver } = saving();
  expect(await saver.discard(() => Promise.reject(new Error('asked')))).toBeNull();
});
