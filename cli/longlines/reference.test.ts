import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { fullName, textOf } from './define';
import { createProgram } from './program';
import { commandReference } from './reference';
import { version } from '../../shell/version';

const root = join(import.meta.dirname, '..', '..');
const beginning = '<!-- From here on as --help has it: `npx vitest run cli/longlines/reference.test.ts -u` writes it anew. -->';

/** The commands that do something. */
const leaves = (command: Command): readonly Command[] => (command.commands.length > 0 ? command.commands.flatMap(leaves) : [command]);

test('docs/command-line.md tells every command as its help does', async () => {
  const file = join(root, 'docs', 'command-line.md');
  const [introduction = ''] = readFileSync(file, 'utf8').split(beginning);
  const text = await format(`${introduction}${beginning}\n\n${commandReference(createProgram())}`, {
    parser: 'markdown',
    printWidth: 140,
    singleQuote: true,
  });
  await expect(text).toMatchFileSnapshot(file);
  expect(dirname(file)).toBe(join(root, 'docs'));
});

test('every command has an example that begins with its own words', () => {
  const commands = leaves(createProgram());
  expect(commands.length).toBeGreaterThan(30);
  for (const command of commands) {
    const { examples } = textOf(command);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(`${example} `.startsWith(`${fullName(command)} `), example).toBe(true);
  }
});

test('the version is the package’s', () => {
  expect(version).toBe((JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }).version);
});
