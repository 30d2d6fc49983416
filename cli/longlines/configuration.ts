import { existsSync, readFileSync, renameSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { carrierId, carrierRole, type CarrierAddress } from '../../core/contract/inputs';
import { Failure } from './exit-codes';
import { lineAt, linesByPath } from './json-lines';

const file = z.string().min(1);

const carrierEntry = z.strictObject({
  id: carrierId,
  name: z.string().trim().min(1).max(100),
  role: carrierRole,
  url: z.url({ protocol: /^https$/, error: 'a manager is reached by https://host:port' }),
  ca: file,
  cert: file,
  key: file,
  serverName: z.string().min(1).optional(),
  mapping: file.optional(),
});
export type CarrierEntry = z.infer<typeof carrierEntry>;

/** The configuration file; files in it are relative to its own folder. */
const configurationSchema = z
  .strictObject({ store: file.optional(), carriers: z.array(carrierEntry).default([]) })
  .superRefine(({ carriers }, context) => {
    for (const [index, { id }] of carriers.entries()) {
      if (carriers.findIndex((other) => other.id === id) < index)
        context.addIssue({
          code: 'custom',
          path: ['carriers', index, 'id'],
          message: `carrier ${id} is there twice: give each an id of its own`,
        });
    }
  });

export interface Configuration {
  /** The file, whether it is there or not. */
  readonly file: string;
  readonly store: string;
  readonly carriers: readonly CarrierAddress[];
}

export interface Choices {
  readonly config?: string | undefined;
  readonly store?: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
}

/** Where the store is and which carriers there are: options first, then the environment, then the file, then what is usual. Throws a Failure `usage`. */
export function readConfiguration({ config, store, environment }: Choices): Configuration {
  const named = config ?? nonEmpty(environment['LONGLINES_CONFIG']);
  const path = resolve(named ?? join(baseFolder(environment, 'XDG_CONFIG_HOME', '.config'), 'longlines', 'longlines.json'));
  if (named !== undefined && !existsSync(path))
    throw new Failure('usage', `there is no configuration file ${path}: correct --config, or write one`);
  const read = existsSync(path) ? parseConfiguration(readFileSync(path, 'utf8'), path) : { carriers: [] };
  const folder = dirname(path);
  const chosenStore = store ?? nonEmpty(environment['LONGLINES_STORE']);
  return {
    file: path,
    store:
      chosenStore !== undefined
        ? resolve(chosenStore)
        : read.store !== undefined
          ? resolve(folder, read.store)
          : join(baseFolder(environment, 'XDG_DATA_HOME', join('.local', 'share')), 'longlines', 'longlines.db'),
    carriers: read.carriers.map((entry) => addressOf(entry, folder)),
  };
}

export function addressOf({ ca, cert, key, mapping, serverName, ...carrier }: CarrierEntry, folder: string): CarrierAddress {
  return {
    ...carrier,
    ...{ caFile: resolve(folder, ca), certFile: resolve(folder, cert), keyFile: resolve(folder, key) },
    ...(mapping === undefined ? {} : { mappingFile: resolve(folder, mapping) }),
    ...(serverName === undefined ? {} : { serverName }),
  };
}

/** Every problem with its line and field. */
export function parseConfiguration(text: string, path: string): z.output<typeof configurationSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(words)?.[1];
    const where = position === undefined ? '' : `, line ${lineAt(text, Number(position))}`;
    throw new Failure('usage', `${path}${where}: it is no JSON (${words}): correct it`);
  }
  const parsed = configurationSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = linesByPath(text);
  const problems = parsed.error.issues.map(({ path: field, message }) => {
    const name = field.join('.');
    // What is missing has no line of its own: the one of what it is missing in.
    const line = lines.get(name) ?? lines.get(field.slice(0, -1).join('.')) ?? 1;
    return `${path}, line ${line}, field "${name || '(whole)'}": ${message}`;
  });
  throw new Failure('usage', problems.join('\n'));
}

/** Adds a carrier to the file, or replaces the one with its id; the file is made where there is none. Written beside it and renamed. */
export function writeCarrier(path: string, entry: CarrierEntry): void {
  const current = existsSync(path) ? parseConfiguration(readFileSync(path, 'utf8'), path) : { carriers: [] };
  const carriers = [...current.carriers.filter(({ id }) => id !== entry.id), entry];
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}-partial`;
  writeFileSync(partial, `${JSON.stringify({ ...current, carriers }, null, 2)}\n`, { mode: 0o600 });
  renameSync(partial, path);
}

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** XDG Base Directory Specification: relative values are invalid and passed over. */
function baseFolder(environment: NodeJS.ProcessEnv, variable: string, fallback: string): string {
  const given = environment[variable];
  return given?.startsWith('/') ? given : join(environment['HOME'] ?? homedir(), fallback);
}
