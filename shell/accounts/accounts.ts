import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import type { AccountShown } from '../../core/contract/accounts';
import { accountName } from '../../core/contract/accounts';
import { roles } from '../../core/model/role';
import type { AccountOutcome, Accounts } from '../../core/host/procedures/serving';
import type { Clock } from '../../core/model/clock';
import { parsedJson } from '../../core/model/parsed-json';
import { wordsOfError } from '../../core/model/words-of-error';
import { replaceFile } from '../configuration/replace-file';
import { ShellError } from '../shell-error';
import { isPassword, keepPassword, type KeptPassword } from './password';

/** The accounts of one file, and who is told of their changes. */
export interface KeptAccounts extends Accounts {
  /** Undefined: there is none of that name, whatever its case. */
  find(name: string): AccountShown | undefined;
  /** Told the name after each change of this process. */
  onChange(listener: (name: string) => void): () => void;
}

const kept = z.strictObject({
  name: accountName,
  role: z.enum(roles),
  salt: z.base64(),
  hash: z.base64(),
  createdAtMs: z.int().min(0),
  changedAtMs: z.int().min(0),
});
type Kept = z.infer<typeof kept>;
const keptFile = z.strictObject({ version: z.literal(1), accounts: z.array(kept) });

/** Beside the configuration, so that a copy of the store has no passwords in it: `longlines.json` has `longlines.accounts.json`. */
export const accountsFile = (configurationFile: string): string => `${configurationFile.replace(/\.json$/i, '')}.accounts.json`;

/** Accounts in one file, for its owner alone; read anew each time, and replaced whole at each change. Throws a ShellError where that is not possible. */
export function accountsIn(file: string, clock: Pick<Clock, 'now'>): KeptAccounts {
  const listeners = new Set<(name: string) => void>();
  const read = readerOf(file);
  const find = (name: string): Kept | undefined => read().find((account) => isSame(account.name, name));
  const write = (name: string, accounts: readonly Kept[]): AccountOutcome => {
    try {
      replaceFile(file, `${JSON.stringify({ version: 1, accounts }, null, 2)}\n`);
    } catch (error) {
      throw new ShellError('refused', `the accounts ${file} cannot be written (${wordsOfError(error)}): correct the folder's rights`);
    }
    for (const listener of listeners) listener(name);
    return { kind: 'done' };
  };
  const change = (name: string, to: Partial<Kept>): AccountOutcome => {
    const accounts = read();
    const known = accounts.find((account) => isSame(account.name, name));
    if (!known) return unknown(name, accounts);
    const changed = { ...known, ...to, changedAtMs: Math.max(clock.now(), known.changedAtMs + 1) };
    return write(
      known.name,
      accounts.map((account) => (account === known ? changed : account)),
    );
  };
  return {
    list: () => read().map(shownOf),
    find(name) {
      const found = find(name);
      return found && shownOf(found);
    },
    async add({ name, role, password }) {
      const secret = await keepPassword(password);
      const accounts = read();
      const same = accounts.find((account) => isSame(account.name, name));
      if (same) return { kind: 'refused', message: `there is an account ${same.name} already: choose another name, or change that one` };
      const nowMs = clock.now();
      return write(name, [...accounts, { name, role, ...secret, createdAtMs: nowMs, changedAtMs: nowMs }]);
    },
    setRole(name, role) {
      const known = find(name);
      if (known?.role === role) return { kind: 'refused', message: `${known.name} is ${role} already` };
      if (known && role !== 'administrator' && isLastAdministrator(known, read()))
        return { kind: 'refused', message: `${known.name} is the last administrator: make another account one first` };
      return change(name, { role });
    },
    async setPassword(name, password) {
      return change(name, await keepPassword(password));
    },
    remove(name) {
      const accounts = read();
      const known = accounts.find((account) => isSame(account.name, name));
      if (!known) return unknown(name, accounts);
      if (isLastAdministrator(known, accounts))
        return { kind: 'refused', message: `${known.name} is the last administrator: make another account one first` };
      return write(
        known.name,
        accounts.filter((account) => account !== known),
      );
    },
    async check(name, password) {
      const known = find(name);
      const isRight = await isPassword(known ?? (await nobody()), password);
      return known && isRight ? shownOf(known) : null;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const isLastAdministrator = (account: Kept, accounts: readonly Kept[]): boolean =>
  account.role === 'administrator' && accounts.filter(({ role }) => role === 'administrator').length === 1;

const unknown = (name: string, accounts: readonly Kept[]): AccountOutcome => ({
  kind: 'refused',
  message: `there is no account ${name}; ${accounts.length > 0 ? `there are ${accounts.map((account) => account.name).join(', ')}` : 'there is none at all'}`,
});

const shownOf = ({ name, role, createdAtMs, changedAtMs }: Kept): AccountShown => ({ name, role, createdAtMs, changedAtMs });

/** So that a name that nobody has takes as long as one with another password. */
let nobodysPassword: Promise<KeptPassword> | undefined;
const nobody = (): Promise<KeptPassword> => (nobodysPassword ??= keepPassword('nobody has this one'));

/** Reads the file where it is another one than last time: each call of a console asks. */
function readerOf(file: string): () => readonly Kept[] {
  let last: { readonly state: string; readonly accounts: readonly Kept[] } | null = null;
  return () => {
    const state = stateOf(file);
    if (state === null) return [];
    if (last?.state !== state) last = { state, accounts: read(file) };
    return last.accounts;
  };
}

/** What changes with whatever is done to the file; null: there is none. */
function stateOf(file: string): string | null {
  const found = attempt(file, () => statSync(file, { bigint: true, throwIfNoEntry: false }));
  return found ? [found.dev, found.ino, found.size, found.mode, found.mtimeNs, found.ctimeNs].join(' ') : null;
}

function read(file: string): readonly Kept[] {
  const text = attempt(file, () => {
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
      throw new ShellError('refused', `others than you can read the accounts ${file}: run "chmod 600 ${file}"`);
    return readFileSync(file, 'utf8');
  });
  const found = keptFile.safeParse(parsedJson(text)).data;
  if (!found)
    throw new ShellError('refused', `${file} holds no accounts of this version: bring back a copy, or move it away and add them again`);
  return found.accounts;
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ShellError) throw error;
    throw new ShellError('refused', `the accounts ${file} cannot be read (${wordsOfError(error)}): correct the file's rights`);
  }
}
