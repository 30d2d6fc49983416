import { expect, test } from 'vitest';
import type { HistoryRecordShown } from '../../core/contract/history';
import { exportHistory, type AskPage, type ExportFormat } from './export-history';

const records = Array.from({ length: 7 }, (_, index): HistoryRecordShown => ({
  ...{ seq: index + 1, atMs: index * 1000, actor: 'operator', event: 'order.active', subject: 'ORD-1' },
  text: index === 3 ? '=1+1, "quoted"' : `step ${index}`,
}));

/** Three a page, and an empty page between: a search that found nothing in one step goes on. */
const pages = [records.slice(0, 3), [], records.slice(3, 6), records.slice(6)];
const ask: AskPage = async ({ cursor = '0-7' }) => {
  const page = Number(cursor.split('-', 1)[0]);
  const found = pages[page] ?? [];
  const next = page + 1 < pages.length ? `${page + 1}-7` : null;
  return { kind: 'page', page: { records: found, next, lookedToSeq: found.at(-1)?.seq ?? 3, lookedToMs: null, lastSeq: 7 } };
};

function fileInMemory() {
  const file = { text: '', state: 'open', add: async (content: string) => void (file.text += content), finish, giveUp };
  async function finish(): Promise<boolean> {
    file.state = 'finished';
    return true;
  }
  function giveUp(): void {
    file.state = 'given up';
  }
  return file;
}

const exported = async (format: ExportFormat, asking = ask, signal = new AbortController().signal) => {
  const file = fileInMemory();
  const done: number[] = [];
  const outcome = await exportHistory(asking, file, { filter: {}, format, upToSeq: 7 }, signal, ({ written }) => void done.push(written));
  return { ...file, done, outcome };
};

test('JSON in pieces is one list of all records', async () => {
  const { text, state, outcome, done } = await exported('json');
  expect(JSON.parse(text)).toEqual(records.map(({ seq, atMs, ...rest }) => ({ number: seq, at: new Date(atMs).toISOString(), ...rest })));
  expect({ state, outcome, done }).toEqual({ state: 'finished', outcome: { kind: 'saved', written: 7 }, done: [3, 3, 6, 7] });
});

test('an empty list is JSON too', async () => {
  const nothing: AskPage = async () => ({
    kind: 'page',
    page: { records: [], next: null, lookedToSeq: 0, lookedToMs: null, lastSeq: 0 },
  });
  expect(JSON.parse((await exported('json', nothing)).text)).toEqual([]);
});

test('CSV has one line of names, and no formula', async () => {
  const { text } = await exported('csv');
  const lines = text.trimEnd().split('\r\n');
  expect(lines).toHaveLength(8);
  expect(lines[0]).toBe('number,at,actor,event,subject,text');
  expect(lines[4]).toBe(`4,1970-01-01T00:00:03.000Z,operator,order.active,ORD-1,"'=1+1, ""quoted"""`);
});

test('cancelled, failed or unwritable, it leaves nothing behind', async () => {
  expect(await exported('csv', ask, AbortSignal.abort())).toMatchObject({ state: 'given up', outcome: { kind: 'cancelled' } });
  const failing: AskPage = async (question) =>
    question.cursor === undefined ? ask(question) : { kind: 'failed', message: 'the host is ending' };
  expect(await exported('csv', failing)).toMatchObject({ state: 'given up', outcome: { kind: 'failed', message: 'the host is ending' } });
  const file = { ...fileInMemory(), add: () => Promise.reject(new Error('the disk is full')) };
  const outcome = await exportHistory(ask, file, { filter: {}, format: 'csv', upToSeq: 7 }, new AbortController().signal, () => undefined);
  expect(outcome).toEqual({ kind: 'failed', message: 'the disk is full' });
});
