import { readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { z } from 'zod';
import { shortestPassphrase } from '../../core/contract/field-pack';
import { wordsOfError } from '../../core/model/words-of-error';
import { Failure } from './exit-codes';

/** Never an option with the words themselves: a command line is kept by shells, and seen by others on the machine. */
export const passphraseFlag = [
  '--passphrase-file <file>',
  'the passphrase, in one line of a file that only you can read (or LONGLINES_PASSPHRASE; asked for on a terminal)',
] as const;
export const passphraseOption = { passphraseFile: z.string().min(1).optional() };

/** `isNew`: it is asked for twice, and may not be too short. */
export async function passphraseFor(file: string | undefined, isNew: boolean): Promise<string> {
  const given = file === undefined ? process.env['LONGLINES_PASSPHRASE'] : readOwnLine(file);
  const passphrase = given === undefined || given === '' ? await ask(isNew) : given;
  if (isNew && passphrase.length < shortestPassphrase)
    throw new Failure('usage', `the passphrase has ${passphrase.length} characters: take ${shortestPassphrase} or more, several words`);
  return passphrase;
}

function readOwnLine(file: string): string {
  try {
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
      throw new Failure('usage', `--passphrase-file: others than you can read ${file}: run "chmod 600 ${file}"`);
    const line = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    if (line === '' || /[\r\n]/.test(line)) throw new Failure('usage', `--passphrase-file: ${file} has to hold one line`);
    return line;
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('usage', `--passphrase-file: ${file} cannot be read (${wordsOfError(error)})`);
  }
}

async function ask(isNew: boolean): Promise<string> {
  if (!process.stdin.isTTY)
    throw new Failure(
      'usage',
      'no passphrase was given, and there is no terminal to ask on: give --passphrase-file or LONGLINES_PASSPHRASE',
    );
  const passphrase = await askUnseen('Passphrase: ');
  if (isNew && (await askUnseen('Passphrase again: ')) !== passphrase)
    throw new Failure('usage', 'the two were not the same: nothing was made');
  return passphrase;
}

/** What is typed is not echoed, and goes into no history. */
async function askUnseen(question: string): Promise<string> {
  const nowhere = new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 });
  process.stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      terminal.once('line', resolve);
      terminal.once('SIGINT', () => {
        reject(new Failure('usage', 'no passphrase was given'));
      });
    });
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
