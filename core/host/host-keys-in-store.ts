import { commit, type Engine } from '../engine';
import type { HostKeys } from '../switches/host-keys';

export interface StoredHostKeys extends HostKeys {
  /** So that the next session asks as at the first use; false: none is kept for that host and port. */
  forget(host: string, port: number, by: string): Promise<boolean>;
}

/** The keys of SSH servers that an operator accepted in a session; told in the history. A host is the same however its name is capitalised (RFC 4343). */
export function hostKeysIn(engine: Pick<Engine, 'store' | 'clock' | 'isEnding' | 'announce'>): StoredHostKeys {
  return {
    pinned: (typed, port) => engine.store.transaction((tx) => tx.switches.hostKey(keptAs(typed), port)),
    pin: (typed, port, key) =>
      commit(engine, async ({ tx, note }) => {
        const host = keptAs(typed);
        const pinned = await tx.switches.hostKey(host, port);
        if (pinned) return pinned;
        await tx.switches.putHostKey(host, port, key);
        await note('host-key.accepted', `${host}:${port}`, `${key.type} ${key.fingerprint}`, 'operator');
        return key;
      }),
    forget: (typed, port, by) =>
      commit(engine, async ({ tx, note }) => {
        const host = keptAs(typed);
        if (!(await tx.switches.removeHostKey(host, port))) return false;
        await note('host-key.forgotten', `${host}:${port}`, `by ${by}`, 'operator');
        return true;
      }),
  };
}

const keptAs = (host: string): string => host.toLowerCase();
