import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { SwitchAddress } from '../../core/contract/circuit-inputs';
import { carrierId, carrierRole, managerUrl, type CarrierAddress } from '../../core/contract/inputs';
import { wordsOfError } from '../../core/model/words-of-error';
import { ShellError } from '../shell-error';
import { lineAt, linesByPath } from './json-lines';
import { replaceFile } from './replace-file';
import { switchAddressOf, switchEntry, type SwitchEntry } from './switch-entry';

const file = z.string().min(1);

const carrierEntry = z.strictObject({
  id: carrierId,
  name: z.string().trim().min(1).max(100),
  role: carrierRole,
  url: managerUrl,
  ca: file,
  cert: file,
  key: file,
  serverName: z.string().min(1).optional(),
  mapping: file.optional(),
});
export type CarrierEntry = z.infer<typeof carrierEntry>;

/** The configuration file; files in it are relative to its own folder. */
const configurationSchema = z
  .strictObject({
    store: file.optional(),
    carriers: z.array(carrierEntry).default([]),
    switches: z.array(switchEntry).default([]),
  })
  .superRefine((configuration, context) => {
    for (const [list, what] of [
      ['carriers', 'carrier'],
      ['switches', 'switch'],
    ] as const) {
      const ids = configuration[list].map(({ id }) => id);
      for (const [index, id] of ids.entries())
        if (ids.indexOf(id) < index)
          context.addIssue({
            code: 'custom',
            path: [list, index, 'id'],
            message: `${what} ${id} is there twice: give each an id of its own`,
          });
    }
  });

export interface Configuration {
  /** The file, whether it is there or not. */
  readonly file: string;
  readonly store: string;
  readonly carriers: readonly CarrierAddress[];
  readonly switches: readonly SwitchAddress[];
}

export interface Choices {
  readonly config?: string | undefined;
  readonly store?: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
}

/** Where the store is and which carriers there are: options first, then the environment, then the file, then what is usual. Throws a ShellError `usage`. */
export function readConfiguration({ config, store, environment }: Choices): Configuration {
  const named = config ?? nonEmpty(environment['LONGLINES_CONFIG']);
  const path = resolve(named ?? join(baseFolder(environment, 'XDG_CONFIG_HOME', '.config'), 'longlines', 'longlines.json'));
  if (named !== undefined && !existsSync(path))
    throw new ShellError('usage', `there is no configuration file ${path}: correct --config, or write one`);
  const read = existsSync(path) ? parseConfiguration(readText(path), path) : { carriers: [], switches: [] };
  const folder = dirname(path);
  const chosenStore = store ?? nonEmpty(environment['LONGLINES_STORE']);
  return {
    file: path,
    store:
      chosenStore !== undefined
        ? resolve(chosenStore)
        : read.store !== undefined
          ? resolve(folder, read.store)
          : join(dataFolder(environment), 'longlines.db'),
    carriers: read.carriers.map((entry) => addressOf(entry, folder)),
    switches: read.switches.map((entry) => switchAddressOf(entry, folder)),
  };
}

/** Where what is not told otherwise is kept. */
export const dataFolder = (environment: NodeJS.ProcessEnv): string =>
  join(baseFolder(environment, 'XDG_DATA_HOME', join('.local', 'share')), 'longlines');

export function addressOf({ ca, cert, key, mapping, serverName, ...carrier }: CarrierEntry, folder: string): CarrierAddress {
  return {
    ...carrier,
    ...{ caFile: resolve(folder, ca), certFile: resolve(folder, cert), keyFile: resolve(folder, key) },
    ...(mapping === undefined ? {} : { mappingFile: resolve(folder, mapping) }),
    ...(serverName === undefined ? {} : { serverName }),
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ShellError(
      'usage',
      `the configuration ${path} cannot be read (${wordsOfError(error)}): correct --config, or the file's rights`,
    );
  }
}

/** Every problem with its line and field. A byte order mark, as some editors write it, is passed over. */
export function parseConfiguration(given: string, path: string): z.output<typeof configurationSchema> {
  const text = given.replace(/^\ufeff/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const words = wordsOfError(error);
    const position = /position (\d+)/.exec(words)?.[1];
    // Without a position, it ends too early.
    const where = `, line ${lineAt(text, position === undefined ? text.length : Number(position))}`;
    throw new ShellError('usage', `${path}${where}: it is no JSON (${words}): correct it`);
  }
  const parsed = configurationSchema.safeParse(value, { error: wordsOfIssue, reportInput: true });
  if (parsed.success) return parsed.data;
  const lines = linesByPath(text);
  const problems = parsed.error.issues.flatMap((issue) => {
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return fields.map((field) => {
      const name = field.join('.');
      // What is missing has no line of its own: the one of what it is missing in.
      const line = lines.get(name) ?? lines.get(field.slice(0, -1).join('.')) ?? 1;
      return `${path}, line ${line}, field "${name || '(whole)'}": ${issue.message}`;
    });
  });
  throw new ShellError('usage', problems.join('\n'));
}

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

/** What is wrong and what to do; undefined: the field has words of its own. */
export function wordsOfIssue(issue: RawIssue): string | undefined {
  if (issue.code === 'invalid_type')
    return issue.input === undefined
      ? 'it is missing: write it'
      : `it has to be ${typeWords[issue.expected] ?? issue.expected}: correct it`;
  if (issue.code === 'unrecognized_keys') return 'there is no such field: correct its name, or remove it';
  if (issue.code === 'invalid_value') return `it has to be ${issue.values.map(String).join(', ')}: choose one`;
  if (issue.code === 'too_small')
    return issue.origin === 'string'
      ? 'it is empty: write something, or remove the field'
      : `it has to be ${issue.minimum} or more: correct it`;
  if (issue.code === 'too_big')
    return issue.origin === 'string'
      ? `it is longer than ${issue.maximum} characters: shorten it`
      : `it has to be ${issue.maximum} or less: correct it`;
  return undefined;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text in quotation marks',
  array: 'a list in [ ]',
  object: 'an object in { }',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

type Entries = z.output<typeof configurationSchema>;

/** Adds a carrier to the file, or replaces the one with its id; the file is made where there is none. Throws a ShellError `usage`. */
export function writeCarrier(path: string, entry: CarrierEntry): void {
  write(path, ({ carriers, ...others }) => ({ ...others, carriers: withEntry(carriers, entry) }));
}

/** Changes the carriers of the file, or leaves out those that become null; a file that is not there, or in which nothing changes, is left alone. Throws a ShellError `usage`. */
export function changeCarriers(path: string, change: (entry: CarrierEntry) => CarrierEntry | null): readonly CarrierEntry[] {
  if (!existsSync(path)) return [];
  const before = parseConfiguration(readText(path), path).carriers;
  const carriers = before.flatMap((entry) => change(entry) ?? []);
  if (carriers.length !== before.length || carriers.some((entry, index) => entry !== before[index]))
    write(path, (others) => ({ ...others, carriers }));
  return carriers;
}

/** As `writeCarrier`. */
export function writeSwitch(path: string, entry: SwitchEntry): void {
  write(path, ({ switches, ...others }) => ({ ...others, switches: withEntry(switches, entry) }));
}

/** Takes a switch out of the file. False: it is not in it. Throws a ShellError `usage`. */
export function removeSwitchEntry(path: string, id: string): boolean {
  if (!switchEntryIn(path, id)) return false;
  write(path, ({ switches, ...others }) => ({ ...others, switches: switches.filter((entry) => entry.id !== id) }));
  return true;
}

/** Another switch of the file that is reached at the same host and port; undefined: there is none. */
export const switchAt = (path: string, { id, host, port }: SwitchEntry): SwitchEntry | undefined =>
  entriesOf(path).find((other) => other.id !== id && other.host.toLowerCase() === host.toLowerCase() && other.port === port);

const withEntry = <Entry extends { readonly id: string }>(entries: readonly Entry[], entry: Entry): Entry[] => [
  ...entries.filter(({ id }) => id !== entry.id),
  entry,
];

/** The switch as it is in the file; undefined: it is not. */
export const switchEntryIn = (path: string, id: string): SwitchEntry | undefined => entriesOf(path).find((entry) => entry.id === id);

const entriesOf = (path: string): readonly SwitchEntry[] => (existsSync(path) ? parseConfiguration(readText(path), path).switches : []);

function write(path: string, change: (current: Entries) => Entries): void {
  const { carriers, switches, ...others } = change(
    existsSync(path) ? parseConfiguration(readText(path), path) : { carriers: [], switches: [] },
  );
  try {
    replaceFile(path, `${JSON.stringify({ ...others, carriers, ...(switches.length > 0 && { switches }) }, null, 2)}\n`);
  } catch (error) {
    throw new ShellError(
      'usage',
      `the configuration ${path} cannot be written (${wordsOfError(error)}): name another file with --config, or correct the folder's rights`,
    );
  }
}

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** XDG Base Directory Specification: relative values are invalid and passed over. */
function baseFolder(environment: NodeJS.ProcessEnv, variable: string, fallback: string): string {
  const given = environment[variable];
  return given?.startsWith('/') ? given : join(environment['HOME'] ?? homedir(), fallback);
}
