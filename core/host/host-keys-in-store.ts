import type { HostKey as StoredHostKey } from '../model/host-key';
import type { Store } from '../store/store';
import type { HostKey, HostKeys } from '../switches/host-keys';

/** The keys of SSH servers that an operator accepted in a session. */
export const hostKeysIn = (store: Store): HostKeys => ({
  pinned: (host, port) => store.transaction(async (tx) => shown(await tx.switches.hostKey(host, port))),
  pin: (host, port, { type, fingerprint }) =>
    store.transaction(async (tx) => {
      const pinned = shown(await tx.switches.hostKey(host, port));
      if (!pinned) await tx.switches.putHostKey(host, port, { algorithm: type, fingerprint });
      return pinned ?? { type, fingerprint };
    }),
});

const shown = (key: StoredHostKey | null): HostKey | null => key && { type: key.algorithm, fingerprint: key.fingerprint };
