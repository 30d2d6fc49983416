import { findHost, type HostClient } from '../../core/host/local/host-client';
import { socketPlaces, storeKey } from '../../core/host/local/place';
import { systemClock } from '../../core/host/system-clock';
import { StoreError } from '../../core/store/store-error';
import { acquireStoreLock } from '../../core/store/store-lock';
import { surroundings } from '../../shell/surroundings';
import { version } from '../../shell/version';
import { Failure } from './exit-codes';
import { outputOf, type Session, type SessionOptions } from './session-shape';

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
    const opened = options.needsHost ? await tryLock(key) : await openHere(options);
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

/** The engine takes longer to load than a running host to answer: only who needs it waits for it. */
async function openHere(options: SessionOptions): Promise<Session | 'in-use'> {
  const { openOnStore } = await import('./session-on-store');
  return openOnStore(options);
}
