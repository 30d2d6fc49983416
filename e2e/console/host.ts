import { tmpdir } from 'node:os';
import { findHost } from '../../core/host/local/host-client';
import { storeKey } from '../../core/host/local/place';
import { systemClock } from '../../core/host/system-clock';
import type { InputOf, OutputOf, ProcedureName } from '../../core/contract/procedures';
import type { Place } from './place';

/** Asks the running host of a story for what no command of the command line asks; throws with what it said where it refuses. */
export async function askHost<Name extends ProcedureName>(
  { environment }: Place,
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const { LONGLINES_STORE: store = '', XDG_RUNTIME_DIR: runtimeFolder } = environment;
  const surroundings = { platform: process.platform, userId: process.getuid?.() ?? null, runtimeFolder, temporaryFolder: tmpdir() };
  const found = await findHost(storeKey(store), { clock: systemClock, version: 'of a story', surroundings, helloMs: 30_000 });
  if (found.kind !== 'connected') throw new Error(found.kind === 'none' ? `no host runs on ${store}` : found.message);
  try {
    const outcome = await found.client.call(name, input, { timeoutMs: 30_000 });
    if (outcome.kind === 'answer') return outcome.output;
    throw new Error(`${name}: ${outcome.kind === 'error' ? outcome.error.message : outcome.message}`);
  } finally {
    found.client.close();
  }
}
