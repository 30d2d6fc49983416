import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../core/store/testing/temporary-folder';
import { accountsFile, accountsIn } from './accounts';

function kept(nowMs = { value: 1_000 }) {
  const file = join(temporaryFolder(), 'longlines.accounts.json');
  const changes: string[] = [];
  const accounts = accountsIn(file, { now: () => nowMs.value });
  accounts.onChange((name) => changes.push(name));
  return { file, changes, accounts, nowMs };
}
const zoe = { name: 'Zoe', role: 'administrator', password: 'correct horse battery' } as const;

test('they are kept beside the configuration, and not in the store', () => {
  expect(accountsFile('/etc/longlines.json')).toBe('/etc/longlines.accounts.json');
  expect(accountsFile('/etc/noc')).toBe('/etc/noc.accounts.json');
});

test('an account is known by its password, as people write it, and its file tells nobody the password', async () => {
  const { accounts, file, changes } = kept();
  expect(await accounts.add({ ...zoe, password: 'Vögel über dem See' })).toEqual({ kind: 'done' });
  expect(changes).toEqual(['Zoe']);
  // NFC and NFD: keyboards differ in how they make an umlaut.
  expect(await accounts.check('zoe', 'Vögel über dem See'.normalize('NFD'))).toMatchObject({ name: 'Zoe', role: 'administrator' });
  expect(await accounts.check('Zoe', 'Vogel uber dem See')).toBeNull();
  expect(await accounts.check('nobody', 'nobody has this one')).toBeNull();
  expect(readFileSync(file, 'utf8')).not.toMatch(/V.{1,2}gel|See/);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(accounts.list()).toEqual([{ name: 'Zoe', role: 'administrator', createdAtMs: 1_000, changedAtMs: 1_000 }]);
});

test('there is one of a name, whatever its case', async () => {
  const { accounts } = kept();
  await accounts.add(zoe);
  expect(await accounts.add({ ...zoe, name: 'ZOE' })).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('account Zoe already') as string,
  });
});

test('the last administrator is neither removed nor made less; another one may be', async () => {
  const { accounts, changes } = kept();
  await accounts.add(zoe);
  await accounts.add({ ...zoe, name: 'bob', role: 'operator' });
  const last = { kind: 'refused', message: 'Zoe is the last administrator: make another account one first' };
  expect(accounts.remove('zoe')).toEqual(last);
  expect(accounts.setRole('zoe', 'viewer')).toEqual(last);
  expect(accounts.setRole('bob', 'administrator')).toEqual({ kind: 'done' });
  expect(accounts.remove('zoe')).toEqual({ kind: 'done' });
  expect(accounts.list().map(({ name }) => name)).toEqual(['bob']);
  expect(changes).toEqual(['Zoe', 'bob', 'bob', 'Zoe']);
});

test('a change is told by its time, even within one millisecond', async () => {
  const { accounts } = kept();
  await accounts.add(zoe);
  await accounts.setPassword('zoe', 'another password');
  expect(accounts.find('ZOE')?.changedAtMs).toBe(1_001);
  expect(await accounts.check('zoe', zoe.password)).toBeNull();
  expect(await accounts.check('zoe', 'another password')).not.toBeNull();
});

test('what names nobody is told with who there is', async () => {
  const { accounts } = kept();
  expect(accounts.remove('bob')).toMatchObject({ message: 'there is no account bob; there is none at all' });
  await accounts.add(zoe);
  expect(accounts.setRole('bob', 'viewer')).toMatchObject({ message: 'there is no account bob; there are Zoe' });
  expect(await accounts.setPassword('bob', 'long enough, certainly')).toMatchObject({ kind: 'refused' });
  expect(accounts.setRole('zoe', 'administrator')).toMatchObject({ message: 'Zoe is administrator already' });
});

test('a file that others can read, or that is none of ours, is told and left as it is', async () => {
  const { accounts, file } = kept();
  await accounts.add(zoe);
  chmodSync(file, 0o644);
  expect(() => accounts.list()).toThrow(`others than you can read the accounts ${file}: run "chmod 600 ${file}"`);
  chmodSync(file, 0o600);
  writeFileSync(file, '{"version":2}');
  expect(() => accounts.list()).toThrow('holds no accounts of this version');
  await expect(accounts.add({ ...zoe, name: 'bob' })).rejects.toThrow('holds no accounts of this version');
  expect(readFileSync(file, 'utf8')).toBe('{"version":2}');
});
