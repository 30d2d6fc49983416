import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CallErrorCode } from '../../../core/contract/procedure';
import { temporaryFolder } from '../../../core/store/testing/temporary-folder';
import type { Cli } from '../define';
import { Failure } from '../exit-codes';
import type { Session } from '../session';
import { importOrders } from './orders-import';

const file = join(temporaryFolder(), 'orders.csv');
const rows = ['A', 'B', 'C', 'D'];
writeFileSync(
  file,
  ['order,customer,accessing,a,z,signal,limit', ...rows.map((id) => `${id},Quay Bank,elm,LON,PAR,10GE-LAN,20 ms`)].join('\n'),
);

/** A host that answers the order B with a failure. */
function clientOf(code: CallErrorCode | 'unanswered', sent: string[]): Cli {
  const call = async (name: string, { fields }: { readonly fields: { readonly order: string } }): Promise<null> => {
    if (name === 'orders.await') throw new Failure('unanswered', 'the host ended');
    sent.push(fields.order);
    if (fields.order === 'B') throw new Failure(code, 'told by the host');
    return null;
  };
  return {
    configuration: { file: '', store: '', carriers: [], switches: [] },
    output: { isJson: true, note: () => undefined, progress: () => undefined, result: () => undefined, failure: () => undefined },
    // Only orders are submitted and waited for here.
    session: { via: 'host', call: call as unknown as Session['call'], close: async () => undefined },
    by: 'Ann',
    timeoutMs: 1_000,
    givenTimeoutMs: null,
  };
}

test.each(['unanswered', 'ending', 'internal', 'store-unusable'] as const)(
  'a host that fails in the middle (%s): the rows so far, the one in doubt, and how many were not sent',
  async (code) => {
    const sent: string[] = [];
    const result = await importOrders(clientOf(code, sent), [file], { dryRun: false, wait: true, waitTimeout: 1 });
    expect(sent).toEqual(['A', 'B']);
    expect(result).toMatchObject({
      data: {
        rows: [
          { line: 2, orderId: 'A', outcome: 'submitted' },
          { line: 3, orderId: 'B', outcome: 'in-doubt', message: 'told by the host' },
        ],
        notSent: 2,
        awaited: null,
      },
      exitCode: new Failure(code, '').exitCode,
    });
  },
);

test.each([
  ['invalid-input', 'malformed'],
  ['busy', 'refused'],
  ['refused', 'refused'],
] as const)('what concerns one row (%s) stops no other', async (code, outcome) => {
  const sent: string[] = [];
  const result = await importOrders(clientOf(code, sent), [file], { dryRun: false, wait: false, waitTimeout: 1 });
  expect(sent).toEqual(rows);
  expect(result).toMatchObject({
    data: { rows: [{ outcome: 'submitted' }, { outcome }, { outcome: 'submitted' }, { outcome: 'submitted' }], notSent: 0 },
    exitCode: 5,
  });
});

test('a host that ends while the orders are waited for takes nothing from what is told of the rows', async () => {
  const result = await importOrders(clientOf('refused', []), [file], { dryRun: false, wait: true, waitTimeout: 1 });
  expect(result).toMatchObject({
    data: { rows: rows.map((orderId) => ({ orderId })), notSent: 0, stoppedBy: 'the host ended', awaited: null },
    exitCode: 7,
  });
});
