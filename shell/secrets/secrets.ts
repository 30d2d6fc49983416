import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { parsedJson } from '../../core/model/parsed-json';
import { replaceFile } from '../configuration/replace-file';

/** How what is kept is made unreadable to whoever only has the file. */
export interface Sealer {
  readonly by: 'system' | 'passphrase';
  readonly seal: (text: string) => Promise<string>;
  /** Rejects where it was sealed by another, or was changed. */
  readonly open: (sealed: string) => Promise<string>;
}

/** Passwords and passphrases that the operator had us keep, by a name of theirs. */
export interface Secrets {
  readonly by: Sealer['by'];
  /** null: there is none of that name. */
  get(name: string): Promise<string | null>;
  put(name: string, secret: string): Promise<void>;
  /** No error where there is none. */
  remove(name: string): Promise<void>;
  names(): Promise<readonly string[]>;
}

const kept = z.strictObject({ version: z.literal(1), by: z.enum(['system', 'passphrase']), sealed: z.string() });
const entries = z.record(z.string(), z.string());
type Entries = Readonly<Record<string, string>>;

const sealers = { system: 'this machine’s key store', passphrase: 'a passphrase' } as const;

/**
 * Secrets in one file, sealed together, so that not even their names can be read. The file is replaced whole at each change; one that cannot be opened is
 * told about and never written over.
 */
export function secretsIn(file: string, { by, seal, open }: Sealer): Secrets {
  const read = async (): Promise<Entries> => {
    if (!existsSync(file)) return {};
    const found = kept.safeParse(parsedJson(readFileSync(file, 'utf8'))).data;
    if (!found) throw new Error(`${file} holds no secrets of this version: move it away, and enter them again`);
    if (found.by !== by)
      throw new Error(
        `the secrets in ${file} are kept with ${sealers[found.by]}, and only ${sealers[by]} is at hand: bring that back, or move the file away and enter them again`,
      );
    return entries.parse(JSON.parse(await open(found.sealed)));
  };
  // One after the other: none may undo what another wrote.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const change = (with_: (entries: Entries) => Entries): Promise<void> =>
    inTurn(async () => {
      const sealed = await seal(JSON.stringify(with_(await read())));
      replaceFile(file, `${JSON.stringify({ version: 1, by, sealed })}\n`);
    });
  return {
    by,
    get: (name) =>
      inTurn(async () => {
        const known = await read();
        return Object.hasOwn(known, name) ? (known[name] ?? null) : null;
      }),
    put: (name, secret) => change((known) => ({ ...known, [name]: secret })),
    remove: (name) => change((known) => Object.fromEntries(Object.entries(known).filter(([other]) => other !== name))),
    names: () => inTurn(async () => Object.keys(await read()).sort()),
  };
}
