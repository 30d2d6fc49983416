import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CircuitOrderShown } from '../../../core/contract/circuit-shapes';
import type { CallErrorCode } from '../../../core/contract/procedure';
import { temporaryFolder } from '../../../core/store/testing/temporary-folder';
import type { Cli } from '../define';
import { Failure } from '../exit-codes';
import { circuitsCsv } from '../show-circuits';
import type { Session } from '../session';
import { importCircuits } from './circuits-import';

const folder = temporaryFolder();
const fileOf = (name: string, lines: readonly string[]): string => {
  const file = join(folder, name);
  writeFileSync(file, lines.join('\n'));
  return file;
};
const header = 'order,end-user,path,line';
const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => `C-${index},user ${index},VP-1,1-1-1-${index % 48}`);

type Row = Readonly<Record<string, string>>;

/** A host that gives the answers; `sent` has the rows of each call. */
function clientOf(answerTo: (row: Row, call: number) => unknown, sent: (readonly Row[])[]): Cli {
  const call = async (_: string, { rows }: { readonly rows: readonly Row[] }): Promise<unknown> => {
    sent.push(rows);
    return rows.map((row) => answerTo(row, sent.length));
  };
  return {
    configuration: { file: '', store: '', carriers: [], switches: [] },
    output: { isJson: true, note: () => undefined, progress: () => undefined, result: () => undefined, failure: () => undefined },
    // Only circuits are ordered and checked here.
    session: { via: 'host', call: call as unknown as Session['call'], close: async () => undefined },
    ...{ by: 'Ann', timeoutMs: 1_000, givenTimeoutMs: null },
  };
}

const given = ({ order = '' }: Row) => ({ kind: 'received', orderId: order, vci: 32 });

test('many rows go in calls of a thousand, and come back with their lines', async () => {
  const sent: (readonly Row[])[] = [];
  const result = await importCircuits(clientOf(given, sent), [fileOf('many.csv', [header, ...rowsOf(2_500)])], { dryRun: false });
  expect(sent.map((rows) => rows.length)).toEqual([1000, 1000, 500]);
  expect(result).toMatchObject({ exitCode: 0, data: { notSent: 0, stoppedBy: null } });
  expect((result.data as { rows: readonly { line: number; orderId: string }[] }).rows.at(-1)).toMatchObject({
    line: 2501,
    orderId: 'C-2499',
  });
});

test.each(['unanswered', 'ending', 'store-unusable'] as const)(
  'a host that fails in the middle (%s): the rows so far, those in doubt, and how many were not sent',
  async (code: CallErrorCode | 'unanswered') => {
    const sent: (readonly Row[])[] = [];
    const client = clientOf((row, call) => {
      if (call === 2) throw new Failure(code, 'told by the host');
      return given(row);
    }, sent);
    const result = await importCircuits(client, [fileOf('broken.csv', [header, ...rowsOf(2_500)])], { dryRun: false });
    expect(sent).toHaveLength(2);
    const { rows, ...data } = result.data as { rows: readonly { outcome: string }[]; notSent: number };
    expect(rows.map(({ outcome }) => outcome)).toEqual([...Array<string>(1000).fill('given'), ...Array<string>(1000).fill('in-doubt')]);
    expect(data).toMatchObject({ notSent: 500, stoppedBy: 'told by the host' });
    expect(result.exitCode).toBe(new Failure(code, '').exitCode);
  },
);

test('what is refused or malformed is told by its line; the exit status says that it is partly done', async () => {
  const answers: Readonly<Record<string, unknown>> = {
    'C-0': { kind: 'received', orderId: 'C-0', vci: null },
    'C-1': { kind: 'refused', orderId: 'C-1', message: 'path full' },
    'C-2': { kind: 'malformed', orderId: 'C-2', problems: [{ field: 'line', message: 'line is missing' }] },
  };
  const file = fileOf('mixed.csv', [header, ...rowsOf(3)]);
  const result = await importCircuits(
    clientOf(({ order = '' }) => answers[order], []),
    [file],
    { dryRun: false },
  );
  expect(result).toMatchObject({
    data: {
      rows: [
        { line: 2, outcome: 'waits', vci: null },
        { line: 3, outcome: 'refused', message: 'path full' },
        { line: 4, outcome: 'malformed', message: 'line is missing' },
      ],
    },
    exitCode: 5,
  });
});

test.each([false, true])(
  'a row with too many cells is refused by its line and sent nowhere; the others are (dry run: %s)',
  async (dryRun) => {
    const sent: (readonly Row[])[] = [];
    const file = fileOf('surplus.csv', [
      `${header},`,
      'C-0,Elm Street 5, Springfield,VP-1,1-1-1-1',
      'C-1,Elm,VP-1,1-1-1-2',
      'C-2,Oak,VP-1,1-1-1-3,40',
    ]);
    const result = await importCircuits(
      clientOf((row) => (dryRun ? { kind: 'given', orderId: row['order'] } : given(row)), sent),
      [file],
      { dryRun },
    );
    expect(sent.flat().map((row) => row['order'])).toEqual(['C-1']);
    expect(result).toMatchObject({
      data: {
        rows: [
          {
            line: 2,
            orderId: 'C-0',
            outcome: 'malformed',
            message: expect.stringMatching(/surplus\.csv, line 2: "1-1-1-1" is in no column/) as string,
          },
          { line: 3, outcome: 'given' },
          { line: 4, orderId: 'C-2', outcome: 'malformed', message: expect.stringMatching(/line 4: "40" is in no column/) as string },
        ],
        notSent: 0,
      },
      exitCode: 5,
    });
  },
);

test('a file of which no row can be read is no call, and refused', async () => {
  const sent: (readonly Row[])[] = [];
  const result = await importCircuits(clientOf(given, sent), [fileOf('all-surplus.csv', [header, 'C-0,Elm,VP-1,1-1-1-1,5'])], {
    dryRun: false,
  });
  expect(sent).toEqual([]);
  expect(result).toMatchObject({ leavesWork: false, exitCode: 1 });
});

test('what "circuits list --csv" writes is imported as it was ordered, whatever it says besides', async () => {
  const sent: (readonly Row[])[] = [];
  const listed: CircuitOrderShown = {
    ...{ id: 'C-1', endUser: '=Elm, "5"', pathId: 'VP-1', switchId: 'NYC', switchName: 'New York', provider: 'Northern, Broadband' },
    ...{ number: 1, state: 'active', cause: 'joined, at last', vpi: 3, vci: 40, receivedAtMs: 0, stateSinceMs: 1, isImpaired: false },
    line: { rack: 1, shelf: 1, slot: 2, circuit: 17, vpi: 0, vci: 41 },
  };
  await importCircuits(clientOf(given, sent), [fileOf('export.csv', [circuitsCsv([listed])])], { dryRun: false });
  expect(sent).toEqual([[{ order: 'C-1', 'end-user': '=Elm, "5"', path: 'VP-1', line: '1-1-2-17', 'line-vpi': '0', 'line-vci': '41' }]]);
});

test('a dry run is one call, so that rows are judged by those before them', async () => {
  const sent: (readonly Row[])[] = [];
  const client = clientOf(({ order = '' }) => ({ kind: 'waits', orderId: order }), sent);
  const result = await importCircuits(client, [fileOf('dry.csv', [header, ...rowsOf(1_500)])], { dryRun: true });
  expect(sent.map((rows) => rows.length)).toEqual([1500]);
  expect(result).toMatchObject({ leavesWork: false, exitCode: 0, data: { isDryRun: true } });
});

test.each([
  ['no-line.csv', ['order,end-user,path', 'a,b,c'], /no-line\.csv has no column line; .*order, end-user, path, line, line-vpi, line-vci/],
  [
    'mistyped.csv',
    [`${header},line_vci`, 'C-1,Elm,VP-1,1-1-1-1,40'],
    /mistyped\.csv, line 1: column "line_vci" is not known; write line-vci if that is meant; there are order, .*correct it, or remove it/,
  ],
  ['mistyped-required.csv', ['order,end_user,path,line', 'a,b,c,d'], /has no column end-user \("end_user" is perhaps meant as end-user\)/],
  ['strange.csv', [`${header},colour`, 'C-1,Elm,VP-1,1-1-1-1,red'], /column "colour" is not known; there are/],
  ['ragged.csv', [header, 'a,"b'], /ragged\.csv, line 2/],
  ['too-many.csv', [header, ...rowsOf(100_001)], /has 100001 rows; at most 100000 are taken at once: split it/],
])('%s is refused whole', async (name, lines, message) => {
  const sent: (readonly Row[])[] = [];
  await expect(importCircuits(clientOf(given, sent), [fileOf(name, lines)], { dryRun: false })).rejects.toThrow(message);
  expect(sent).toEqual([]);
});
