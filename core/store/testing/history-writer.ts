import { writeSync } from 'node:fs';
import { systemPause } from '../../host/system-clock';
import { order } from '../repositories/testing/example';
import { openRecorded } from './recorded-store';

/**
 * A program for the tests: `history-writer <file> <backup>` opens a store, records as fast as it can and makes one backup after another over the
 * last, until it is killed. It prints after each acknowledged commit the number of the last record, and after each backup `backup` and the number
 * of the last record from before it was begun.
 */
async function main(file: string, target: string): Promise<void> {
  const store = await openRecorded(file);
  let last = Number((await store.exportHead()).split(' ')[1]);
  if (last === 0) {
    await store.transaction(async ({ history, orders }) => {
      await orders.insert(order());
      // Some slices of a backup.
      for (let record = 2; record <= 4000; record++) {
        await history.add({ atMs: record, actor: 'engine', event: 'thing.happened', subject: 'O', text: 'x'.repeat(600) });
      }
    });
    last = 4000;
    print(String(last));
  }
  void (async () => {
    for (;;) {
      const before = last;
      await store.backup(target, { overwrite: true });
      print(`backup ${before}`);
    }
  })();
  for (;;) {
    const size = 1 + (last % 3);
    await store.transaction(async ({ history }) => {
      for (let record = 0; record < size; record++) {
        await history.add({ atMs: last, actor: 'engine', event: 'thing.happened', subject: 'O', text: 'x'.repeat(last % 700) });
      }
    });
    last += size;
    print(String(last));
    await systemPause();
  }
}

/** Synchronously: a line that was printed is an acknowledgement, even when the next instruction never runs. */
function print(line: string): void {
  writeSync(1, `${line}\n`);
}

main(process.argv[2] ?? '', process.argv[3] ?? '').catch((error: unknown) => {
  print(`failed: ${String(error)}`);
  process.exitCode = 1;
});
