import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHistory } from '../core/host/find-history';
import { systemClock, systemPause } from '../core/host/system-clock';
import type { RecordFilter } from '../core/model/history-search';
import { openStore } from '../core/store/sqlite-store';
import type { Store } from '../core/store/store';

/**
 * A history of a million entries in a store on this machine's disk: how long it takes to write, to verify, to find a first page by each filter, and to read
 * whole as an export does. Fails where a first page takes longer than 200 ms, or the verification longer than 10 s of a processor: a machine that is busy with
 * other things makes the time on the clock longer.
 */
const entries = 1_000_000;
const mostFirstPageMs = 200;
const mostVerificationMs = 10_000;

const events = [
  'alternative.lost',
  'carrier.warned',
  'link.up',
  'link.down',
  'impairment.raised',
  'margin.narrowed',
  'move.done',
  'bulk.late',
];
const beganMs = Date.UTC(2026, 0, 1);
const stepMs = 20_000;

const filters: Readonly<Record<string, RecordFilter>> = {
  everything: {},
  'a common event': { event: 'link.up' },
  'a thing': { event: 'link' },
  'a rare event': { event: 'store.backed-up' },
  'a subject': { subject: 'ORD-77' },
  operators: { actor: 'operator' },
  'the engine': { actor: 'engine' },
  'somebody by name': { person: 'M. Okafor' },
  'a day': { fromMs: beganMs + 5_000_000_000, toMs: beganMs + 5_086_400_000 },
  'all but the last hour': { toMs: beganMs + entries * stepMs - 3_600_000 },
  'a common word': { words: ['slower'] },
  'a rare word': { words: ['needle-1234'] },
  'no such word': { words: ['nowhere'] },
  'a subject and a word': { subject: 'ORD-77', words: ['nowhere'] },
};

async function fill(store: Store): Promise<void> {
  for (let at = 0; at < entries; at += 10_000) {
    await store.transaction(async ({ history }) => {
      for (let entry = at; entry < at + 10_000; entry++) {
        await history.add({
          atMs: beganMs + entry * stepMs,
          actor: entry % 37 === 0 ? 'operator' : entry % 11 === 0 ? 'carrier' : 'engine',
          event: entry % 100_000 === 5 ? 'store.backed-up' : (events[(entry * 7 + (entry >> 5)) % events.length] ?? ''),
          subject: `ORD-${(entry * 31) % 20_000}`,
          text: `by M. Okafor: alpha/lon-par-${entry % 300} was found ${entry % 13} times slower than it was totalled, needle-${entry}`,
        });
      }
    });
  }
}

/** How long it took, milliseconds; what it came to. */
async function timed<T>(work: () => Promise<T>): Promise<readonly [ms: number, result: T]> {
  const began = performance.now();
  const result = await work();
  return [performance.now() - began, result];
}

const told = (name: string, ms: number, words = ''): void => {
  console.log(`${name.padEnd(26)} ${ms.toFixed(0).padStart(7)} ms  ${words}`);
};

async function measure(store: Store): Promise<readonly string[]> {
  const faults: string[] = [];
  const [fillMs] = await timed(() => fill(store));
  told('written', fillMs, `${entries} entries`);
  const processorBefore = process.cpuUsage();
  const [verifyMs, verdict] = await timed(() => store.verifyHistory());
  const { user, system } = process.cpuUsage(processorBefore);
  const processorMs = (user + system) / 1000;
  told(
    'verified',
    verifyMs,
    `${verdict.checked} records, ${verdict.problems.length} problems, ${processorMs.toFixed(0)} ms of a processor`,
  );
  if (processorMs > mostVerificationMs || verdict.problems.length > 0)
    faults.push(`the verification took ${processorMs.toFixed(0)} ms of a processor`);
  for (const [name, filter] of Object.entries(filters)) {
    const ask = (cursor?: string) => findHistory(store, systemClock, { filter, order: 'newest', limit: 200, cursor });
    const [firstMs, first] = await timed(() => ask());
    let found = first.records.length;
    const [restMs] = await timed(async () => {
      for (let next = first.next; next !== null && found < 200;) {
        const page = await ask(next);
        found += page.records.length;
        next = page.next;
      }
    });
    told(name, firstMs, `${first.records.length} found at first, ${found} after ${(firstMs + restMs).toFixed(0)} ms`);
    if (firstMs > mostFirstPageMs) faults.push(`a first page by ${name} took ${firstMs.toFixed(0)} ms`);
  }
  const [exportMs, count] = await timed(async () => {
    let read = 0;
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: Awaited<ReturnType<typeof findHistory>> = await findHistory(store, systemClock, {
        ...{ filter: {}, order: 'oldest', limit: 2_000, cursor },
      });
      read += page.records.length;
      cursor = page.next;
    }
    return read;
  });
  told('read whole', exportMs, `${count} records`);
  return faults;
}

const folder = mkdtempSync(join(tmpdir(), 'll-bench-history-'));
try {
  const store = await openStore(join(folder, 'history.db'), { clock: systemClock, pause: systemPause });
  const faults = await measure(store);
  await store.close();
  for (const fault of faults) console.error(`too slow: ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
