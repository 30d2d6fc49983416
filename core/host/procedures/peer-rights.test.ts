import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { procedures, type ProcedureName } from '../../contract/procedures';
import { namesHostFiles, ownUser, rightOf, roleOf, type Peer } from '../../contract/roles';
import { hasRole, roles } from '../../model/role';
import { startedWorld } from '../testing/started-world';
import { orderRequest } from '../testing/world';
import { callProcedure } from './call-procedure';
import { actorOf, inTheNameOf } from './peer-rights';
import type { AccountOutcome, Accounts, Serving } from './serving';

const names = Object.keys(procedures) as ProcedureName[];
const account = (role: Peer['role']): Peer => ({ account: 'zoe', role, kind: 'account', isBeyond: true });

async function asked(more: Partial<Serving> = {}) {
  const { host, world } = await startedWorld();
  const serving: Serving = {
    ...{ host, clock: world.clock, store: '/nowhere', version: '1', pid: 1, connect: null, connectSwitch: null, ...more },
  };
  return {
    ...{ host, world },
    ask: (peer: Peer, name: string, input: unknown) =>
      callProcedure(serving, name, input, { peer, signal: new AbortController().signal, onProgress: () => undefined }),
  };
}

describe.each(roles)('%s', (role) => {
  test('is refused each procedure that needs more, and let to each other one', async () => {
    const { ask } = await asked();
    // No procedure takes this: who is let to it hears so.
    const strange = { unheardOf: 1 };
    for (const name of names) {
      const here = await ask({ ...account(role), isBeyond: false }, name, strange);
      expect(here, name).toMatchObject({ kind: 'error', error: { code: hasRole(role, roleOf(name)) ? 'invalid-input' : 'refused' } });
      const beyond = await ask(account(role), name, strange);
      const isLet = hasRole(role, roleOf(name)) && !namesHostFiles.has(name);
      expect(beyond, name).toMatchObject({ kind: 'error', error: { code: isLet ? 'invalid-input' : 'refused' } });
      const right = rightOf[name];
      if (right.role !== 'viewer' && !hasRole(role, right.role))
        expect(here, name).toMatchObject({
          error: { message: expect.stringContaining(`${role} zoe may not ${right.deed}; ask an`) as string },
        });
    }
  });
});

test('a viewer changes nothing: what he asks for is refused, and the order stands as it stood', async () => {
  const { ask, host, world } = await asked();
  await host.submitOrder(orderRequest({ id: 'ORD-A' }));
  await world.clock.run(10_000);
  const before = await host.dossier('ORD-A');
  expect(await ask(account('viewer'), 'orders.cancel', { orderId: 'ORD-A', by: 'root' })).toEqual({
    kind: 'error',
    error: { code: 'refused', message: 'viewer zoe may not cancel orders; ask an operator or administrator' },
  });
  await world.clock.run(10_000);
  expect(await host.dossier('ORD-A')).toEqual(before);
  expect(await ask(account('viewer'), 'orders.show', { orderId: 'ORD-A' })).toMatchObject({ kind: 'answer' });
});

test('files of the host’s machine are for nobody beyond it, whoever he is', async () => {
  const { ask } = await asked();
  for (const peer of [account('administrator'), { ...ownUser('ann'), isBeyond: true }])
    expect(await ask(peer, 'backup', { file: '/tmp/copy.db' })).toMatchObject({
      error: {
        code: 'refused',
        message: expect.stringMatching(/names files of the host's machine, and (zoe|ann) asks from beyond it: do it there/) as string,
      },
    });
});

test('an account acts under its own name, whatever it says; a user of the machine under any, with his own beside it', async () => {
  expect(actorOf(account('operator'), 'root')).toBe('zoe');
  expect(actorOf(ownUser('ann'), 'Night shift')).toBe('Night shift (by ann)');
  expect(actorOf(ownUser('ann'), 'ann')).toBe('ann');
  expect(actorOf(ownUser('ann'), undefined)).toBe('ann');
  // Whatever can be given a name at all is given the peer's own.
  for (const name of names) {
    const takesName = 'by' in (z.toJSONSchema(procedures[name].input, { unrepresentable: 'any', io: 'input' }).properties ?? {});
    expect(inTheNameOf(account('operator'), name, { by: 'root' }), name).toEqual({ by: takesName ? 'zoe' : 'root' });
  }
  const { ask, host } = await asked();
  await ask(account('operator'), 'recovery.pause', { carrierId: null, by: 'root', reason: 'storm' });
  const texts = (await host.history(10)).map(({ text }) => text).join();
  expect(texts).toContain('zoe');
  expect(texts).not.toContain('root');
});

test('one’s own password: with the one of before, for an account and nobody else', async () => {
  const said: string[] = [];
  const outcome: AccountOutcome = { kind: 'done' };
  const accounts: Accounts = {
    list: () => [],
    add: async () => outcome,
    setRole: () => outcome,
    setPassword: async (name, password) => (said.push(`${name} ${password}`), outcome),
    remove: () => ({ kind: 'refused', message: 'zoe is the last administrator' }),
    check: async (name, password) => (password === 'current one' ? { name, role: 'viewer', createdAtMs: 0, changedAtMs: 0 } : null),
  };
  const { ask, host } = await asked({ accounts });
  const next = 'long enough, certainly';
  expect(await ask(account('viewer'), 'accounts.own-password', { current: 'wrong', next })).toMatchObject({
    error: { message: 'the current password is wrong: correct it' },
  });
  expect(await ask(ownUser('ann'), 'accounts.own-password', { current: 'current one', next })).toMatchObject({
    error: { code: 'refused' },
  });
  expect(said).toEqual([]);
  expect(await ask(account('viewer'), 'accounts.own-password', { current: 'current one', next })).toMatchObject({ kind: 'answer' });
  expect(said).toEqual([`zoe ${next}`]);
  expect(await ask(ownUser('ann'), 'accounts.remove', { name: 'zoe', by: 'ann' })).toMatchObject({
    error: { code: 'refused', message: 'zoe is the last administrator' },
  });
  const told = (await host.history(10)).map(({ event, subject, text }) => `${event} ${subject} ${text}`);
  expect(told.find((each) => each.startsWith('account.'))).toBe('account.password-changed zoe by zoe');
  expect(told.join()).not.toContain(next);
});

test('secrets are told by their names, replaced and removed, and stand in the history without their values', async () => {
  const kept = new Map<string, string>();
  const { ask, host } = await asked({
    secrets: async () => ({
      kind: 'open',
      secrets: {
        by: 'passphrase',
        names: async () => [...kept.keys()],
        get: async (name) => kept.get(name) ?? null,
        put: async (name, secret) => void kept.set(name, secret),
        remove: async (name) => void kept.delete(name),
      },
    }),
  });
  const ann = ownUser('ann');
  await ask(ann, 'secrets.keep', { name: 'SW-NYC', secret: 'tie-line', by: 'ann' });
  await ask(ann, 'secrets.keep', { name: 'SW-NYC', secret: 'order-wire', by: 'ann' });
  expect(await ask(ann, 'secrets.list', {})).toEqual({
    kind: 'answer',
    output: { sealedBy: 'passphrase', message: '', names: ['SW-NYC'] },
  });
  await ask(ann, 'secrets.remove', { name: 'SW-NYC', by: 'ann' });
  expect(await ask(ann, 'secrets.remove', { name: 'SW-NYC', by: 'ann' })).toMatchObject({ error: { code: 'not-found' } });
  const told = (await host.history(10)).map(({ event, subject }) => `${event} ${subject}`);
  expect(told.filter((each) => each.startsWith('secret.')).sort()).toEqual([
    'secret.kept SW-NYC',
    'secret.removed SW-NYC',
    'secret.replaced SW-NYC',
  ]);
  expect(JSON.stringify(await host.history(10))).not.toMatch(/tie-line|order-wire/);
});

test('where no secrets can be kept, it says what helps', async () => {
  const { ask } = await asked({ secrets: async () => ({ kind: 'none', message: 'unlock a key store' }) });
  expect(await ask(ownUser('ann'), 'secrets.list', {})).toEqual({
    kind: 'answer',
    output: { sealedBy: null, message: 'unlock a key store', names: [] },
  });
  expect(await ask(ownUser('ann'), 'secrets.keep', { name: 'x', secret: 'y', by: 'ann' })).toMatchObject({
    error: { code: 'refused', message: 'unlock a key store' },
  });
});
