import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { z } from 'zod';
import { readConfiguration } from '../../shell/configuration/configuration';
import type { GlobalOptions } from './define';
import { Failure } from './exit-codes';
import { openSession } from './session';
import type { Session } from './session-shape';

export interface ConfigurationToWrite {
  /** It need not be there yet. */
  readonly file: string;
  readonly folder: string;
  readonly store: string;
}

/** The configuration that an entry is written into: that of `--config` may not be there yet. */
export function configurationToWrite(chosen: GlobalOptions): ConfigurationToWrite {
  const configuration = readConfiguration({
    ...chosen,
    config: undefined,
    environment: {
      ...process.env,
      ...(chosen.config !== undefined && existsSync(chosen.config) && { LONGLINES_CONFIG: chosen.config }),
    },
  });
  const file = chosen.config === undefined ? configuration.file : resolve(chosen.config);
  return { file, folder: dirname(file), store: configuration.store };
}

/** The path as it is written: relative to the folder where it is within. Throws a Failure `usage` where there is no such file. */
export function fileWithin(folder: string, flag: string, path: string): string {
  if (!existsSync(path)) throw new Failure('usage', `${flag}: there is no file ${resolve(path)}`);
  const inside = relative(folder, resolve(path));
  return inside.startsWith('..') ? resolve(path) : inside;
}

export const entryFailure = (id: string, error: z.ZodError): Failure =>
  new Failure('usage', error.issues.map(({ path, message }) => `${path.join('.') || id}: ${message}`).join('\n'));

/** Has the running host do it, or does it on the store where none runs. `not-known`: there is no store, or it knows no such thing. */
export async function inStore(
  store: string,
  timeoutMs: number,
  work: (session: Session) => Promise<unknown>,
): Promise<'host' | 'store' | 'not-known'> {
  if (!existsSync(store)) return 'not-known';
  const session = await openSession({ store, timeoutMs, needsHost: false, mayCreate: false });
  try {
    await work(session);
    return session.via;
  } catch (error) {
    if (error instanceof Failure && error.code === 'not-found') return 'not-known';
    throw error;
  } finally {
    await session.close();
  }
}

/** Has the running host connect what was written. False: no host runs. */
export async function connectIfRunning(
  store: string,
  timeoutMs: number,
  connect: (session: Session) => Promise<unknown>,
): Promise<boolean> {
  try {
    const session = await openSession({ store, timeoutMs, needsHost: true, mayCreate: false });
    try {
      await connect(session);
      return true;
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof Failure && error.code === 'needs-host') return false;
    throw error;
  }
}
