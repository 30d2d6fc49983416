import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PackContent } from '../../core/model/field-pack';
import { temporaryFolder } from '../../core/store/testing/temporary-folder';
import { fieldNetworksIn } from './field-networks';

const content = (packId: string, change: Partial<PackContent> = {}): PackContent => ({
  ...{ packId, title: `pack ${packId}`, madeAtMs: packId.length, madeBy: 'Ann' },
  part: { carrierIds: [], siteIds: [], orderIds: [], hasPools: true },
  carriers: [{ id: 'alpha', name: 'Alpha', role: 'both' }],
  ...{ linkStates: [], fileSources: [], sites: [], ports: [], resources: [], interconnects: [], readings: [], defaults: [] },
  nodes: [{ id: 'alpha/n', carrierId: 'alpha', name: 'n', siteId: null, condition: 'up', conditionText: '' }],
  ...{ holdOuts: [], orders: [], switches: [], paths: [], conditions: null },
  ...change,
});

function fieldIn(folder: string) {
  const field = fieldNetworksIn(folder, () => undefined);
  onTestFinished(() => field.end());
  return field;
}

test('packs are kept side by side, one is open, and each is there again after a restart with what was changed in it', async () => {
  const folder = join(temporaryFolder(), 'field');
  const field = fieldIn(folder);
  expect(await field.open(content('one'))).toEqual({ kind: 'done' });
  await field.network()?.serving.host.note('operator.note', 'n', 'changed');
  expect(await field.open(content('three'))).toEqual({ kind: 'done' });
  expect(field.network()?.serving.host.fieldOrigin?.packId).toBe('three');
  expect(field.list().map(({ packId, isOpen }) => [packId, isOpen])).toEqual([
    ['three', true],
    ['one', false],
  ]);
  await field.end();
  const later = fieldIn(folder);
  expect(later.network()).toBeNull();
  // Opened from its file again: what is there stays.
  expect(await later.open(content('one'))).toEqual({ kind: 'done' });
  expect((await later.network()?.serving.host.history(10))?.map(({ text }) => text)).toContain('changed');
  expect(later.remove('one')).toMatchObject({ kind: 'refused' });
  expect(later.remove('three')).toEqual({ kind: 'done' });
  expect(await later.reopen('three')).toMatchObject({ kind: 'refused' });
});

test('a pack whose id would name another place stays in the folder, which is its owner’s alone', async () => {
  const folder = join(temporaryFolder(), 'field');
  const field = fieldIn(folder);
  expect(await field.open(content('../../escaped'))).toEqual({ kind: 'done' });
  const file = field.network()?.configuration.store ?? '';
  expect(file.startsWith(`${folder}/`)).toBe(true);
  expect(statSync(join(file, '..')).mode & 0o077).toBe(0);
});

test('a pack that cannot be laid out says why, and leaves nothing behind', async () => {
  const folder = join(temporaryFolder(), 'field');
  const field = fieldIn(folder);
  const broken = content('one', {
    nodes: [{ id: 'beta/n', carrierId: 'beta', name: 'n', siteId: null, condition: 'up', conditionText: '' }],
  });
  expect(await field.open(broken)).toMatchObject({ kind: 'refused', message: expect.stringMatching(/cannot be opened/) as string });
  expect(field.list()).toEqual([]);
  expect(await field.open(content('one'))).toEqual({ kind: 'done' });
});
