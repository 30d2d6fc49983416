import { beforeEach, expect, test } from 'vitest';
import { mostDrafts, type Draft } from '../model/draft';
import { memoryStore } from '../store/repositories/testing/memory-store';
import type { Store } from '../store/store';
import { draftCommands, type DraftCommands } from './draft-commands';
import { VirtualClock } from './testing/virtual-clock';

let clock: VirtualClock;
let drafts: DraftCommands;
let store: Store;
beforeEach(async () => {
  clock = new VirtualClock();
  store = await memoryStore();
  drafts = draftCommands({ store, clock });
});

const draft = (change: Partial<Draft> = {}): Omit<Draft, 'savedAtMs'> => ({
  ...{ id: 'd1', kind: 'connection', title: 'Zürich – Basel', step: 'ends', fields: { a: 'site:ZRH' }, by: 'Ann', revision: 0 },
  ...change,
});

test('a draft comes back as it was saved, and the list has the latest first', async () => {
  expect(await drafts.saveDraft(draft())).toEqual({ kind: 'saved', revision: 1, savedAtMs: clock.now() });
  await clock.run(1_000);
  await drafts.saveDraft(draft({ id: 'd2' }));
  expect(await drafts.draft('d1')).toMatchObject({ fields: { a: 'site:ZRH' }, revision: 1, by: 'Ann' });
  expect((await drafts.drafts()).map(({ id }) => id)).toEqual(['d2', 'd1']);
});

test('a revision that another window went beyond is refused with whose it is, and nothing is written over', async () => {
  await drafts.saveDraft(draft());
  await drafts.saveDraft(draft({ revision: 1, by: 'Bob', fields: { a: 'site:BSL' } }));
  expect(await drafts.saveDraft(draft({ revision: 1, fields: { a: 'site:GVA' } }))).toMatchObject({
    kind: 'newer',
    draft: { by: 'Bob', revision: 2 },
    message: expect.stringMatching(/^Bob saved this draft .* ago .*not written over/) as string,
  });
  expect(await drafts.draft('d1')).toMatchObject({ by: 'Bob', fields: { a: 'site:BSL' } });
  expect(await drafts.discardDraft('d1', 1, 'Ann')).toMatchObject({ kind: 'newer' });
  expect(await drafts.draft('d1')).not.toBeNull();
});

test('saving again what was saved, after its answer was lost, is answered as the first time', async () => {
  const first = await drafts.saveDraft(draft());
  await clock.run(1_000);
  expect(await drafts.saveDraft(draft())).toEqual(first);
  expect(await drafts.saveDraft(draft({ title: 'another' }))).toMatchObject({ kind: 'newer' });
});

test('one that was discarded does not come back by a saving from before', async () => {
  await drafts.saveDraft(draft());
  expect(await drafts.discardDraft('d1', null, 'Ann')).toEqual({ kind: 'discarded' });
  expect(await drafts.saveDraft(draft({ revision: 1 }))).toMatchObject({ kind: 'gone' });
  expect(await drafts.draft('d1')).toBeNull();
  expect(await drafts.discardDraft('d1', 3, 'Ann')).toEqual({ kind: 'discarded' });
});

test('who discarded what another saved is kept in the history; that one discarded his own is not', async () => {
  await drafts.saveDraft(draft());
  await drafts.discardDraft('d1', 1, 'Ann');
  await drafts.saveDraft(draft({ id: 'd2' }));
  await drafts.discardDraft('d2', 1, 'Bob');
  const entries = await store.transaction(({ history }) => history.tail(10));
  expect(entries.map(({ event, subject, text }) => [event, subject, text])).toEqual([
    ['draft.discarded', 'd2', '“Zürich – Basel”, saved last by Ann, discarded by Bob'],
  ]);
});

test.each([
  [{ password: 'x' }, 'password'],
  [{ link: { passphrase: 'x' } }, 'passphrase'],
  [{ files: [{ name: 'a', text: '-----BEGIN EC PRIVATE KEY-----\nMH' }] }, 'text'],
])('a secret is not kept: %o', async (fields, name) => {
  expect(await drafts.saveDraft(draft({ fields }))).toEqual({
    kind: 'refused',
    message: expect.stringContaining(`leave out ${name},`) as string,
  });
  expect(await drafts.drafts()).toEqual([]);
});

test('beyond so many the next is refused, and those that are there can still be saved', async () => {
  for (let count = 0; count < mostDrafts; count++) await drafts.saveDraft(draft({ id: `d${count}` }));
  expect(await drafts.saveDraft(draft({ id: 'more' }))).toMatchObject({ kind: 'refused' });
  expect(await drafts.saveDraft(draft({ id: 'd0', revision: 1, title: 'later' }))).toMatchObject({ kind: 'saved' });
});
