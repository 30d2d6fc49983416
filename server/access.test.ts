import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../core/store/testing/temporary-folder';
import { accountsIn } from '../shell/accounts/accounts';
import { createAccess, type Access } from './access';
import { webLimits, type WebLimits } from './limits';
import { ask } from './testing/ask';
import { served } from './testing/served';

const password = 'correct horse battery';

/** Accounts of which only zoe and yan have a password. */
function access(limits: Partial<WebLimits> = {}, now: () => number = () => 0): Access {
  const accounts = ['zoe', 'yan'].map((name) => ({ name, role: 'operator', createdAtMs: 1, changedAtMs: 1 }) as const);
  return createAccess({
    ...{ now, limits: { ...webLimits, ...limits }, user: 'ann' },
    accounts: {
      list: () => accounts,
      find: (name) => accounts.find((account) => account.name === name),
      check: async (name, given) => accounts.find((account) => account.name === name && given === password) ?? null,
      onChange: () => () => undefined,
    },
  });
}

/** How it went: the token where it was granted. */
async function signIn(to: Access, account: string, given = password, address = 'a'): Promise<string> {
  const outcome = await to.signIn({ account, password: given }, address);
  return outcome.kind === 'granted' ? outcome.token : outcome.kind;
}
const isGood = (of: Access, token: string): boolean => of.judge(token, 'b').kind === 'granted';

afterEach(() => {
  vi.useRealTimers();
});

test('who signs in takes back his own try alone: what else the address failed still counts', async () => {
  const it = access({ maxFailedTries: 3 });
  expect([await signIn(it, 'zoe', 'wrong one'), await signIn(it, 'zoe', 'wrong two')]).toEqual(['denied', 'denied']);
  for (let count = 0; count < 5; count += 1) expect(await signIn(it, 'yan')).toMatch(/^[\w-]{43}$/);
  expect([await signIn(it, 'zoe', 'wrong three'), await signIn(it, 'yan')]).toEqual(['denied', 'too-many-tries']);
});

test('the passwords of one account are counted from wherever they come, and however it is written; other accounts go on', async () => {
  const it = access({ maxFailedTriesOfAccount: 3 });
  for (const [index, name] of ['zoe', 'ZOE', 'Zoe'].entries()) expect(await signIn(it, name, 'wrong', `address ${index}`)).toBe('denied');
  expect(await signIn(it, 'zoe', password, 'another')).toBe('too-many-tries');
  expect(await signIn(it, 'yan', password, 'another')).toMatch(/^[\w-]{43}$/);
});

test('who signs in again and again ends his own sign-ins, the oldest first, and nobody else’s', async () => {
  const it = access({ maxSignInsOfAccount: 3 });
  const others = await signIn(it, 'zoe');
  const own: string[] = [];
  for (let count = 0; count < 5; count += 1) own.push(await signIn(it, 'yan'));
  expect(own.map((token) => isGood(it, token))).toEqual([false, false, true, true, true]);
  expect(isGood(it, others)).toBe(true);
});

test('where all together are too many, one of the account that has most is ended', async () => {
  const it = access({ maxSignIns: 3, maxSignInsOfAccount: 3 });
  const first = await signIn(it, 'zoe');
  const own = [await signIn(it, 'yan'), await signIn(it, 'yan'), await signIn(it, 'yan')];
  expect([first, ...own].map((token) => isGood(it, token))).toEqual([true, false, true, true]);
});

test('a sign-in ends at its time, though nobody asks', async () => {
  vi.useFakeTimers();
  const it = access({ signInMs: 1_000 });
  const judged = it.judge(await signIn(it, 'zoe'), 'b');
  if (judged.kind !== 'granted') throw new Error(judged.kind);
  vi.advanceTimersByTime(999);
  expect(judged.ended.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(judged.ended.reason).toEqual(new Error('the sign-in has lasted long enough: sign in again'));
  expect(judged.isStillWorthIt()).toBe(false);
});

test('a window whose time is up is closed', async () => {
  const it = await served({ signInMs: 300 });
  const outcome = await it.access.signIn({ account: 'zoe', password }, '127.0.0.1');
  if (outcome.kind !== 'granted') throw new Error(outcome.kind);
  const socket = await it.socket('/console', outcome.token);
  const [, reason] = (await once(socket, 'close')) as [number, Buffer];
  expect(reason.toString()).toBe('the sign-in has lasted long enough: sign in again');
});

test.each([
  ['says something: it is not heard', {}, true],
  ['only listens', { heartbeatMs: 50 }, false],
])('another process takes an account’s role away: its window %s, and is closed', async (_, limits, isSaying) => {
  const file = join(temporaryFolder(), 'longlines.accounts.json');
  const [here, elsewhere] = [accountsIn(file, { now: () => 1 }), accountsIn(file, { now: () => 2 })];
  await here.add({ name: 'zoe', role: 'operator', password });
  const heard: unknown[] = [];
  const it = await served(
    limits,
    (channel) => {
      channel.onMessage((message) => heard.push(message));
    },
    here,
  );
  const outcome = await it.access.signIn({ account: 'zoe', password }, '127.0.0.1');
  if (outcome.kind !== 'granted') throw new Error(outcome.kind);
  const socket = await it.socket('/console', outcome.token);
  onTestFinished(() => {
    socket.terminate();
  });
  const closed = once(socket, 'close') as Promise<[number, Buffer]>;
  expect(elsewhere.setRole('zoe', 'viewer')).toEqual({ kind: 'done' });
  if (isSaying) for (const message of ['one', 'two']) socket.send(message);
  expect((await closed)[1].toString()).toBe('the account was changed: sign in again');
  expect(heard).toEqual([]);
  expect(it.access.judge(outcome.token, '127.0.0.1').kind).toBe('denied');
});

test('where the accounts’ file is damaged, the token of the launch is good, and signing in says what is amiss', async () => {
  const file = join(temporaryFolder(), 'longlines.accounts.json');
  const accounts = accountsIn(file, { now: () => 1 });
  await accounts.add({ name: 'zoe', role: 'operator', password });
  const it = await served({}, undefined, accounts);
  const signedIn = await signIn(it.access, 'zoe');
  writeFileSync(file, '{"version":1,');
  const session = (method: string, bearer: string | null, body?: string) =>
    ask(it.port, {
      ...{ method, path: '/session' },
      headers: {
        ...{ host: `127.0.0.1:${it.port}`, origin: it.server.origin },
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
      },
      ...(body !== undefined && { body }),
    });
  expect((await session('GET', it.access.token)).status).toBe(200);
  expect(await session('GET', signedIn)).toMatchObject({ status: 401, body: '{"takesAccounts":true}' });
  expect((await session('DELETE', signedIn)).status).toBe(200);
  expect(it.faults).toEqual([]);
  const refused = await session('POST', null, JSON.stringify({ account: 'zoe', password }));
  expect(refused).toMatchObject({ status: 503, body: expect.stringContaining('cannot be read') as string });
  // Its path is for who runs the host.
  expect(refused.body).not.toContain(file);
  expect(it.faults).toEqual([expect.objectContaining({ message: expect.stringContaining(file) as string })]);
});
