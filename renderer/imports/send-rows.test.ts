import { expect, test } from 'vitest';
import type { ConsoleClient } from '../client/console-client';
import { sendRows } from './send-rows';

const rows = Array.from({ length: 2_500 }, (_, at) => ({ line: at + 2, fields: { order: `O-${at}` }, amiss: '' }));
const given = { importId: 'import0001', kind: 'orders', name: 'orders.csv', by: 'Ann' } as const;

/** A host that answers so many calls; what it was asked is in `asked`. */
function host(answered: number, asked: string[]): Pick<ConsoleClient, 'call'> {
  const call = async (name: string, input: { readonly rows?: readonly unknown[]; readonly at?: number }) => {
    asked.push(input.rows ? `${name} ${String(input.at)}+${input.rows.length}` : name);
    return asked.length > answered ? { kind: 'unanswered', message: 'the host ended' } : { kind: 'answer', output: {} };
  };
  return { call: call as unknown as ConsoleClient['call'] };
}

test('rows go in their order, a thousand at a time', async () => {
  const asked: string[] = [];
  expect(await sendRows(host(99, asked), given, rows, new AbortController().signal)).toEqual({ kind: 'sent' });
  expect(asked).toEqual(['imports.begin', 'imports.add 0+1000', 'imports.add 1000+1000', 'imports.add 2000+500']);
});

test('without an answer nothing more is sent, the import is given up, and it is told from which row on', async () => {
  const asked: string[] = [];
  const sent = await sendRows(host(2, asked), given, rows, new AbortController().signal);
  expect(sent).toEqual({ kind: 'failed', message: 'the host ended; row 1001 and those after it were not tried: choose the file again' });
  expect(asked.slice(2)).toEqual(['imports.add 1000+1000', 'imports.discard']);
});

test('stopped, it is discarded', async () => {
  const asked: string[] = [];
  const stop = new AbortController();
  stop.abort();
  expect(await sendRows(host(99, asked), given, rows, stop.signal)).toEqual({ kind: 'stopped' });
  expect(asked).toEqual(['imports.begin', 'imports.discard']);
});
