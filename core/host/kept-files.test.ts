import { expect, test } from 'vitest';
import type { Draft } from '../model/draft';
import type { CarrierKeeping } from './carrier-keeping';
import { keptFiles } from './kept-files';

function world() {
  const files = new Set<string>();
  const drafts = new Map<string, Record<string, unknown>>();
  const inUse: string[] = [];
  const acts: string[] = [];
  const due: (() => void)[] = [];
  let fault = '';
  const keeping: Pick<CarrierKeeping, 'keepPem' | 'sweep'> = {
    keepPem(what) {
      const file = `${what}-${files.size}`;
      files.add(file);
      return file;
    },
    sweep(needed) {
      if (fault !== '') throw new Error(fault);
      const dropped = [...files].filter((file) => !needed.has(file));
      for (const file of dropped) files.delete(file);
      return dropped;
    },
  };
  const draft = (id: string, fields: Record<string, unknown>): Draft => ({
    ...{ id, kind: 'carrier', title: id, step: 'address', fields, by: 'ann', revision: 1, savedAtMs: 0 },
  });
  const kept = keptFiles(
    {
      draftsInFull: () => Promise.resolve([...drafts].map(([id, fields]) => draft(id, fields))),
      filesInUse: () => inUse,
      recordAct: (event, subject, _, text) => Promise.resolve(void acts.push(`${event} ${subject} ${text}`)),
    },
    {
      after(_, work) {
        due.push(work);
        return () => undefined;
      },
    },
    keeping,
  );
  const save = (id: string, fields: Record<string, unknown>): void => {
    drafts.set(id, fields);
    kept.heldByDraft(fields);
  };
  return { kept, files, drafts, inUse, acts, due, save, fail: (words: string) => (fault = words) };
}

test('a key goes with the last draft that names it, not with the first of two', async () => {
  const { kept, files, drafts, save, acts } = world();
  const key = kept.keepPem('key', 'pem');
  save('one', { keyFile: key });
  save('two', { deep: [{ keyFile: key }] });
  drafts.delete('one');
  await kept.sweep();
  expect([...files]).toEqual([key]);
  drafts.delete('two');
  await kept.sweep();
  expect([...files]).toEqual([]);
  expect(acts).toEqual([`carrier.credential-dropped ${key} nothing needs it any more`]);
});

test('one that was replaced goes, and one that a link is made with stays', async () => {
  const { kept, files, save, inUse } = world();
  const [former, latest, used] = [kept.keepPem('key', 'a'), kept.keepPem('key', 'b'), kept.keepPem('key', 'c')];
  save('one', { keyFile: former });
  save('one', { keyFile: latest, certFile: used });
  save('one', { keyFile: latest });
  inUse.push(used);
  await kept.sweep();
  expect([...files]).toEqual([latest, used]);
});

test('one that was just pasted stays until a draft names it, for a while', async () => {
  const { kept, files, due } = world();
  kept.keepPem('key', 'a');
  await kept.sweep();
  expect(files.size).toBe(1);
  for (const work of due) work();
  await expect.poll(() => files.size).toBe(0);
});

test('what could not be removed is told, and fails nothing', async () => {
  const { kept, acts, fail } = world();
  fail('longlines.json is no JSON');
  await kept.sweep();
  expect(acts).toEqual([expect.stringMatching(/^carrier\.credentials-left .*could not be removed: longlines\.json is no JSON/)]);
});
