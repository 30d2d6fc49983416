import { order } from '../repositories/testing/example';
import { systemClock, systemPause } from '../../host/system-clock';
import type { HistorySigner } from '../../model/history';
import { Connection } from '../connection';
import type { SqlValue } from '../connection';
import type { Disk } from '../disk';
import { openStore } from '../sqlite-store';
import { loadSqliteOnDisk } from '../sqljs-on-disk';
import type { Store, Tx } from '../store';

export const openRecorded = (file: string, disk?: Disk, signer?: HistorySigner): Promise<Store> =>
  openStore(file, { clock: systemClock, pause: systemPause, ...(disk && { disk }), ...(signer && { signer }) });

/** Seven records: an order's arrival, three entries, two transitions, an entry. */
export async function recordExamples(store: Store): Promise<void> {
  const note = ({ history }: Tx, text: string) =>
    history.add({ atMs: 1_700_000_000_000, actor: 'operator', event: 'thing.happened', subject: 'O', text });
  await store.transaction(async (tx) => {
    await tx.orders.insert(order());
    await note(tx, 'Zürich – 漢字');
    await note(tx, '');
  });
  await store.transaction(async (tx) => {
    await note(tx, 'with \0 inside, and \ufffd');
    await tx.orders.move({ orderId: 'O', from: 'received', to: 'identifying', atMs: 8, cause: 'taken up', actor: 'engine' });
    await tx.orders.move({ orderId: 'O', from: 'identifying', to: 'planned', atMs: 9, cause: 'waits for its date', actor: 'engine' });
    await note(tx, 'at the end');
  });
}

/** As another program could, with the constraints out of the way. */
export async function tamper(
  disk: Disk,
  file: string,
  ...changes: readonly (readonly [sql: string, params?: readonly SqlValue[]])[]
): Promise<void> {
  const connection = new Connection(await loadSqliteOnDisk(), disk, file);
  try {
    connection.execute('PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF');
    for (const { name } of connection.all(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('history', 'transitions', 'history_head')",
    )) {
      connection.execute(`DROP TRIGGER ${String(name)}`);
    }
    for (const [sql, params] of changes) connection.run(sql, params);
  } finally {
    connection.close();
  }
}

/** Repeats the steps until the work is done, and at least once. */
export async function meanwhile<T>(step: () => Promise<unknown>, work: Promise<T>): Promise<T> {
  const state = { isOver: false };
  const stepping = (async () => {
    do await step();
    while (!state.isOver);
  })();
  try {
    return await work;
  } finally {
    state.isOver = true;
    await stepping;
  }
}
