import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { shortestPassword } from '../../../core/contract/accounts';
import { roles } from '../../../core/model/role';
import { wordsOfError } from '../../../core/model/words-of-error';
import { define, noOptions } from '../define';
import { Failure } from '../exit-codes';
import type { Screen } from '../../screen';
import { formatTime } from '../../../core/model/clock';

const passwordFlag = [
  '--password-file <file>',
  `its password, in one line of ${shortestPassword} characters or more (one is made, and printed once)`,
] as const;
const passwordOption = { passwordFile: z.string().min(1).optional() };
const role = z.enum(roles, { error: `--role: say ${roles.join(', ')}` });

export function accountCommands(program: Command): void {
  const accounts = program.command('accounts').description('Local accounts: who signs in from a browser, and in which role.');
  define(accounts, {
    usage: 'list',
    does: 'Lists the accounts with their roles.',
    examples: ['longlines accounts list'],
    asks: ['accounts.list'],
    mayCreate: true,
    options: noOptions,
    async run({ session }) {
      const known = await session.call('accounts.list', {});
      return {
        data: known,
        show(screen) {
          if (known.length === 0) {
            screen.line('There is no account: "longlines accounts add" adds one. The user who starts the host needs none.');
            return;
          }
          screen.table(
            ['account', 'role', 'added', 'changed'],
            known.map(({ name, role: its, createdAtMs, changedAtMs }) => [name, its, formatTime(createdAtMs), formatTime(changedAtMs)]),
          );
        },
      };
    },
  });
  define(accounts, {
    usage: 'add <account>',
    does: 'Adds an account: a viewer looks, an operator works the network, an administrator sets what it stands on.',
    examples: ['longlines accounts add zoe --role operator', 'longlines accounts add wall --role viewer --password-file wall-password'],
    flags: [[`--role <role>`, `${roles.join(', ')} (required)`], passwordFlag],
    asks: ['accounts.add'],
    mayCreate: true,
    options: z.object({ role, ...passwordOption }),
    async run({ session, by }, [name = ''], { role: its, passwordFile }) {
      const given = passwordOf(passwordFile);
      await session.call('accounts.add', { name, role: its, password: given.password, by });
      return told({ name, role: its }, given, (screen) => {
        screen.line(`${name} can sign in, as ${its}`);
      });
    },
  });
  define(accounts, {
    usage: 'role <account> <role>',
    does: 'Gives an account another role; what it had signed in ends.',
    examples: ['longlines accounts role zoe administrator'],
    asks: ['accounts.role'],
    options: noOptions,
    async run({ session, by }, [name = '', given = '']) {
      const its = role.safeParse(given);
      if (!its.success) throw new Failure('usage', `there is no role ${given}: say ${roles.join(', ')}`);
      await session.call('accounts.role', { name, role: its.data, by });
      return told({ name, role: its.data }, null, (screen) => {
        screen.line(`${name} is ${its.data} now`);
      });
    },
  });
  define(accounts, {
    usage: 'password <account>',
    does: 'Gives an account another password; what it had signed in ends.',
    examples: ['longlines accounts password zoe'],
    flags: [passwordFlag],
    asks: ['accounts.password'],
    options: z.object(passwordOption),
    async run({ session, by }, [name = ''], { passwordFile }) {
      const given = passwordOf(passwordFile);
      await session.call('accounts.password', { name, password: given.password, by });
      return told({ name }, given, (screen) => {
        screen.line(`${name} has another password`);
      });
    },
  });
  define(accounts, {
    usage: 'remove <account>',
    does: 'Removes an account; what it had signed in ends. The last administrator stays.',
    examples: ['longlines accounts remove zoe'],
    asks: ['accounts.remove'],
    options: noOptions,
    async run({ session, by }, [name = '']) {
      await session.call('accounts.remove', { name, by });
      return told({ name }, null, (screen) => {
        screen.line(`${name} is removed`);
      });
    },
  });
}

interface Password {
  readonly password: string;
  /** Nobody knows it yet. */
  readonly isMade: boolean;
}

const told = (data: object, given: Password | null, show: (screen: Screen) => void) => ({
  data: { ...data, ...(given?.isMade === true && { password: given.password }) },
  show(screen: Screen) {
    show(screen);
    if (given?.isMade === true) screen.line(`Its password, told this once: ${given.password}`);
  },
});

/** 120 bits. */
function passwordOf(file: string | undefined): Password {
  if (file === undefined) return { password: randomBytes(15).toString('base64url'), isMade: true };
  const password = readOwn(file).replace(/\r?\n$/, '');
  if (password.length < shortestPassword || /[\r\n]/.test(password))
    throw new Failure(
      'usage',
      `--password-file: ${file} has to hold one line of ${shortestPassword} characters or more: write a longer one`,
    );
  return { password, isMade: false };
}

function readOwn(file: string): string {
  try {
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
      throw new Failure('usage', `--password-file: others than you can read ${file}: run "chmod 600 ${file}"`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('usage', `--password-file: ${file} cannot be read (${wordsOfError(error)})`);
  }
}
