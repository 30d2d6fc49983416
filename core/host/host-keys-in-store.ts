import { commit, type Engine } from '../engine';
import type { HostKeys } from '../switches/host-keys';

/** The keys of SSH servers that an operator accepted in a session; told in the history. */
export const hostKeysIn = (engine: Pick<Engine, 'store' | 'clock' | 'isEnding' | 'announce'>): HostKeys => ({
  pinned: (host, port) => engine.store.transaction((tx) => tx.switches.hostKey(host, port)),
  pin: (host, port, key) =>
    commit(engine, async ({ tx, note }) => {
      const pinned = await tx.switches.hostKey(host, port);
      if (pinned) return pinned;
      await tx.switches.putHostKey(host, port, key);
      await note('host-key.accepted', `${host}:${port}`, `${key.type} ${key.fingerprint}`, 'operator');
      return key;
    }),
});
