import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openStore } from '../store/sqlite-store';
import { exampleOrder } from '../orders/testing/example-order';
import { createHost } from './create-host';
import { systemClock, systemNewId, systemPause } from './system-clock';

const words = (at: number): string => `decision ${at} in the store that is damaged`;

/** A store with some hundred orders in a folder of its own; opened as one that is too large to be checked at once. */
async function storeFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'longlines-check-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'store.db');
  const store = await openStore(file, { clock: systemClock, pause: systemPause });
  await store.transaction(async ({ orders, history }) => {
    for (let at = 0; at < 600; at += 1) {
      const orderId = `ORD-${at}`;
      await orders.insert(exampleOrder({ id: orderId, state: 'released' }));
      await orders.addDecision({
        ...{ orderId, atMs: 1, occasion: 'provisioning', outcome: 'no-route', summary: words(at), limitNs: 1, bestAchievableNs: null },
        candidates: [],
      });
    }
    await history.add({ atMs: 1, actor: 'operator', event: 'latency.entered', subject: 'one', text: 'as it was entered' });
  });
  await store.close();
  return file;
}

function spoil(file: string, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(file);
  change(bytes);
  writeFileSync(file, bytes);
}

/** A host on the store; its check is begun. */
async function checked(file: string) {
  const store = await openStore(file, { clock: systemClock, pause: systemPause, wholeBytes: 0 });
  const told: string[] = [];
  const host = await createHost({ store, clock: systemClock, newId: systemNewId, onDamage: (words) => told.push(words) });
  await host.resume();
  return { store, host, told, end: () => host.close().then(() => store.close()) };
}

test('a page that was damaged in a large store is found in the background, is told, and the store serves no more', async () => {
  const file = await storeFile();
  spoil(file, (bytes) => {
    const at = bytes.indexOf(words(300));
    bytes.fill(0xff, at - (at % 4096), at - (at % 4096) + 4096);
  });
  // A small one is refused at once.
  await expect(openStore(file, { clock: systemClock, pause: systemPause })).rejects.toMatchObject({ code: 'damaged' });
  const { store, told, end } = await checked(file);
  // Nothing of it is asked for at the start.
  await vi.waitFor(() => {
    expect(told).not.toEqual([]);
  }, 5_000);
  expect(told.join()).toMatch(/store\.db is damaged .*from a backup/);
  await expect(store.transaction(({ orders }) => orders.counts())).rejects.toMatchObject({ code: 'damaged' });
  await end();
});

test('a field pack that is damaged is found so in the background, though nothing of it is taken up', async () => {
  const file = await storeFile();
  const made = await openStore(file, { clock: systemClock, pause: systemPause });
  await made.transaction(async ({ fieldPacks, orders }) => {
    await fieldPacks.putOrigin({ packId: 'P', title: 'for the field', madeAtMs: 1, madeBy: 'who made it' });
    await orders.insert(exampleOrder({ id: 'under way', state: 'received' }));
  });
  await made.close();
  spoil(file, (bytes) => {
    const at = bytes.indexOf(words(300));
    bytes.fill(0xff, at - (at % 4096), at - (at % 4096) + 4096);
  });
  const { host, told, end } = await checked(file);
  expect((await host.orders()).find(({ id }) => id === 'under way')?.state).toBe('received');
  await vi.waitFor(() => {
    expect(told).not.toEqual([]);
  }, 5_000);
  expect(told.join()).toMatch(/store\.db is damaged .*from a backup/);
  await end();
});

test('a large store that is cut off is refused at once', async () => {
  const file = await storeFile();
  writeFileSync(file, readFileSync(file).subarray(0, -4096));
  await expect(openStore(file, { clock: systemClock, pause: systemPause, wholeBytes: 0 })).rejects.toMatchObject({ code: 'damaged' });
});

test('a record of the history that was changed is found in the background, and is an entry once', async () => {
  const file = await storeFile();
  spoil(file, (bytes) => void bytes.write('as it was ENTERED', bytes.indexOf('as it was entered')));
  const first = await checked(file);
  await vi.waitFor(() => {
    expect(first.told).not.toEqual([]);
  }, 5_000);
  const broken = async () => (await first.host.history(20)).filter(({ event }) => event === 'history.broken');
  expect((await broken()).map(({ text }) => text)).toEqual([expect.stringMatching(/^record \d+ was changed; it now reads/)]);
  await first.end();
  const second = await checked(file);
  await second.store.verifyHistory();
  await second.host.settled();
  expect((await second.host.history(20)).filter(({ event }) => event === 'history.broken')).toHaveLength(1);
  await second.end();
});

test('a store that is sound tells nothing', async () => {
  const { host, store, told, end } = await checked(await storeFile());
  await store.checkFile();
  await host.settled();
  expect(told).toEqual([]);
  expect((await host.history(20)).map(({ event }) => event)).not.toContain('history.broken');
  await end();
});
