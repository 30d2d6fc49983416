import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { ChangeAppliedShown, ProposalShown } from '../../core/contract/field-pack';
import type { OrderShown } from '../../core/contract/shapes';
import { elmOrder, importElm } from './testing/elm';
import { newPlace } from './testing/longlines-process';

const place = newPlace();
const words = ['--passphrase-file', 'words'] as const;
const inField = ['--store', 'field/longlines.db'] as const;

beforeAll(async () => {
  for (const [name, text] of [
    ['words', 'cable ship harbour\n'],
    ['others', 'cable ship harbours\n'],
  ] as const) {
    writeFileSync(join(place.folder, name), text);
    chmodSync(join(place.folder, name), 0o600);
  }
  await importElm(place);
});

test('a pack is made, shown, opened and planned with, and its proposal is applied once', async () => {
  expect(await place.ask(['pack', 'make', 'elm.llpack', '--title', 'Paris', ...words])).toMatchObject({
    counts: { nodes: 2, resources: 1 },
  });
  expect(await place.ask(['pack', 'show', 'elm.llpack', ...words])).toMatchObject({ title: 'Paris', madeBy: 'Ann' });
  await place.ask(['pack', 'open', 'elm.llpack', 'field', ...words]);
  expect((await place.run('pack', 'open', 'elm.llpack', 'field', ...words)).err).toMatch(/is there already/);
  await place.run('orders', 'submit', ...elmOrder('FLD-1'), ...inField);
  await place.ask(['pack', 'note', 'PAR', 'rack 4 is full', ...inField]);
  expect(await place.ask(['pack', 'changes', ...inField])).toHaveLength(2);
  await place.ask(['pack', 'propose', 'back.llpack', ...inField, ...words]);
  const proposal = await place.ask<ProposalShown>(['pack', 'apply', 'back.llpack', ...words]);
  expect(proposal.changes.map(({ standing }) => standing)).toEqual(['same', 'same']);
  expect(await place.ask(['orders', 'list'])).toEqual([]);
  expect(await place.ask<readonly ChangeAppliedShown[]>(['pack', 'apply', 'back.llpack', '--same', ...words])).toMatchObject([
    { kind: 'applied' },
    { kind: 'applied' },
  ]);
  expect(await place.ask<readonly OrderShown[]>(['orders', 'list'])).toMatchObject([{ id: 'FLD-1', state: 'planned' }]);
  expect(await place.ask(['orders', 'queued'])).toMatchObject({ orders: [{ orderId: 'FLD-1', now: { kind: 'waits' } }] });
  const again = await place.ask<readonly ChangeAppliedShown[]>(['pack', 'apply', 'back.llpack', '--change', '1', ...words]);
  expect(again).toMatchObject([{ kind: 'already' }]);
});

test('a wrong passphrase, a damaged, a truncated and a strange file are each refused in words; a passphrase is no option', async () => {
  await place.ask(['pack', 'make', 'whole.llpack', ...words]);
  const whole = readFileSync(join(place.folder, 'whole.llpack'));
  const told = async (file: Uint8Array, passphrase = 'words'): Promise<string> => {
    writeFileSync(join(place.folder, 'given.llpack'), file);
    const { code, err } = await place.run('pack', 'show', 'given.llpack', '--passphrase-file', passphrase);
    expect(code).toBe(1);
    return err;
  };
  expect(await told(whole, 'others')).toMatch(/the passphrase does not open it/);
  const damaged = Buffer.from(whole);
  damaged[400] = (damaged[400] ?? 0) ^ 1;
  expect(await told(damaged)).toMatch(/is damaged/);
  expect(await told(whole.subarray(0, 400))).toMatch(/ends too early/);
  expect(await told(Buffer.from('words'))).toMatch(/neither a field pack nor a proposal/);
  expect(await place.run('pack', 'make', 'x.llpack', '--passphrase', 'cable ship harbour')).toMatchObject({ code: 2 });
  expect((await place.run('pack', 'make', 'x.llpack')).err).toMatch(/no terminal to ask on: give --passphrase-file/);
  chmodSync(join(place.folder, 'words'), 0o644);
  expect((await place.run('pack', 'show', 'whole.llpack', ...words)).err).toMatch(/others than you can read/);
  chmodSync(join(place.folder, 'words'), 0o600);
});
