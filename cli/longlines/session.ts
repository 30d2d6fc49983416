import { existsSync } from 'node:fs';
import type { Answer, Progress } from '../../core/contract/procedure';
import { procedures, type InputOf, type OutputOf, type ProcedureName } from '../../core/contract/procedures';
import { createHost } from '../../core/host/create-host';
import { findHost, type HostClient, type Unanswered } from '../../core/host/local/host-client';
import { socketPlaces, storeKey } from '../../core/host/local/place';
import { callProcedure } from '../../core/host/procedures/call-procedure';
import type { Accounts, Serving } from '../../core/host/procedures/serving';
import { systemClock, systemNewId, systemPause } from '../../core/host/system-clock';
import { openStore } from '../../core/store/sqlite-store';
import { StoreError } from '../../core/store/store-error';
import { acquireStoreLock } from '../../core/store/store-lock';
import { sleep } from '../../core/model/clock';
import { Failure } from './exit-codes';
import { surroundings } from '../../shell/surroundings';
import { version } from '../../shell/version';
import { withRemedy } from './with-remedy';

export interface CallSettings {
  readonly onProgress?: (progress: Progress) => void;
  /** How long it may take without a word, where that differs from `--timeout`. */
  readonly timeoutMs?: number;
}

/** The way to the engine: its running host, or the store itself where none runs. */
export interface Session {
  readonly via: 'host' | 'store';
  /** What the engine answers; throws a Failure where it refuses or cannot. */
  call<Name extends ProcedureName>(name: Name, input: InputOf<Name>, settings?: CallSettings): Promise<OutputOf<Name>>;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly store: string;
  readonly timeoutMs: number;
  /** Only a running host will do. */
  readonly needsHost: boolean;
  /** A store is made where there is none. */
  readonly mayCreate: boolean;
  /** Of the configuration: changed here where no host runs. */
  readonly accounts?: Accounts;
}

/** A store that is in use by a command, or by a host that is starting or ending, is free, or answers, soon. */
const busyMs = 10_000;
const lookAgainMs = 50;

/** Speaks to the running host, or opens the store where none runs. Throws a Failure `needs-host` or `store-unusable`. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const key = storeKey(options.store);
  const deadlineMs = systemClock.now() + Math.min(busyMs, options.timeoutMs);
  for (;;) {
    const found = await findHost(key, { clock: systemClock, version, surroundings: surroundings(), helloMs: options.timeoutMs });
    if (found.kind === 'connected') return throughHost(found.client, options);
    // A process that has the store is a host that cannot be spoken to; if none has it, whatever is at the host's place is none.
    if (found.kind === 'unusable' && (await tryLock(key)) === 'in-use') throw new Failure('needs-host', found.message);
    const opened = options.needsHost ? await tryLock(key) : await open(options);
    if (opened === 'free') throw new Failure('needs-host', noHost(options.store));
    if (opened !== 'in-use') return opened;
    if (systemClock.now() >= deadlineMs) {
      throw new Failure('store-unusable', `the store ${options.store} is in use by a process that ${heardNowhere(key)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
}

/** Where a host was looked for: one that was started with another runtime folder listens where this command cannot know. */
function heardNowhere(key: string): string {
  const places = socketPlaces(key, surroundings()).map(({ address }) => address);
  const runtime = process.env['XDG_RUNTIME_DIR'];
  return [
    `does not answer at ${places.join(' or ')}`,
    `a host that was started with another XDG_RUNTIME_DIR listens there: give this command the same (it has ${runtime ? `"${runtime}"` : 'none'})`,
    'if it is no host, wait until it has ended, or end it',
  ].join('; ');
}

/** Whether a process has the store, which only asking for it tells. */
async function tryLock(key: string): Promise<'free' | 'in-use'> {
  try {
    await (await acquireStoreLock(key)).release();
    return 'free';
  } catch (error) {
    if (error instanceof StoreError && error.code === 'in-use') return 'in-use';
    throw error;
  }
}

const noHost = (store: string): string => `no host is running for the store ${store}: start one with "longlines run", then try again`;

function throughHost(client: HostClient, { timeoutMs: usualMs }: SessionOptions): Session {
  return {
    via: 'host',
    call: async (name, input, { timeoutMs = usualMs, onProgress } = {}) =>
      outputOf(await client.call(name, input, { timeoutMs, ...(onProgress && { onProgress }) })),
    close: async () => {
      client.close();
    },
  };
}

function outputOf<Output>(outcome: Answer<Output> | Unanswered): Output {
  if (outcome.kind === 'answer') return outcome.output;
  if (outcome.kind === 'unanswered') throw new Failure('unanswered', outcome.message);
  throw new Failure(outcome.error.code, withRemedy(outcome.error.message));
}

async function open({ store: file, mayCreate, timeoutMs: usualMs, accounts }: SessionOptions): Promise<Session | 'in-use'> {
  if (!existsSync(file) && !mayCreate) {
    throw new Failure(
      'store-unusable',
      `there is no store ${file}: name it with --store or LONGLINES_STORE, or let "longlines run" make it`,
    );
  }
  try {
    const store = await openStore(file, { clock: systemClock, pause: systemPause });
    const host = await createHost({ store, clock: systemClock, newId: systemNewId });
    const serving: Serving = {
      host,
      clock: systemClock,
      store: storeKey(file),
      version,
      pid: process.pid,
      connect: null,
      connectSwitch: null,
      ...(accounts && { accounts }),
    };
    const interruption = new AbortController();
    return {
      via: 'store',
      async call(name, input, { onProgress = () => undefined } = {}) {
        const outcome = await callProcedure(serving, name, input, { signal: interruption.signal, onProgress });
        // What was entered is taken as far as it goes without links.
        if (procedures[name].reach === 'queues') await Promise.race([host.settled(), sleep(systemClock, usualMs)]);
        return outputOf(outcome);
      },
      async close() {
        interruption.abort();
        await host.close();
        await store.close();
      },
    };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.code === 'in-use') return 'in-use';
    throw new Failure('store-unusable', error.message);
  }
}
