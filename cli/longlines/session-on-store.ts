import { existsSync } from 'node:fs';
import { procedures } from '../../core/contract/procedures';
import { createHost } from '../../core/host/create-host';
import { storeKey } from '../../core/host/local/place';
import { callProcedure } from '../../core/host/procedures/call-procedure';
import type { Serving } from '../../core/host/procedures/serving';
import { systemClock, systemNewId, systemPause } from '../../core/host/system-clock';
import { sleep } from '../../core/model/clock';
import { openStore } from '../../core/store/sqlite-store';
import { StoreError } from '../../core/store/store-error';
import { version } from '../../shell/version';
import { Failure } from './exit-codes';
import { outputOf, type Session, type SessionOptions } from './session-shape';

/** An engine without links on the store itself. Throws a Failure `store-unusable`. */
export async function openOnStore({ store: file, mayCreate, timeoutMs: usualMs, accounts }: SessionOptions): Promise<Session | 'in-use'> {
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
