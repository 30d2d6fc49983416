import { commit, type Engine } from '../engine';
import type { SessionPiece } from '../store/circuit-repositories';
import { addressOf, dialTarget, howOf, type RawTarget } from '../switches/raw-target';
import type { SwitchAddress } from '../switches/switch-address';
import { openRawSession, type RawSession, type RawSessionOptions } from '../switches/raw-session';
import type { StoredHostKeys } from './host-keys-in-store';
import type { OutgoingConnections } from './outgoing';
import { sessionAuditIn } from './session-audit-in-store';
import { refused, type Submission } from './submission';

export interface SessionRequest extends Pick<RawSessionOptions, 'who' | 'content' | 'terminal' | 'onState' | 'onOutput'> {
  readonly target: RawTarget;
  /** What the switch is called here; without: its address alone. */
  readonly name?: string;
}

export type SwitchTarget =
  { readonly kind: 'target'; readonly target: RawTarget; readonly name: string } | { readonly kind: 'refused'; readonly message: string };

/** Raw sessions to switches, each told in the history; those that are open end with the host. */
export interface SessionCommands {
  openSession(request: SessionRequest): RawSession;
  /** From now on, how sessions reach the TL1 of a switch; asked anew for each. Throws with words where it cannot be told, such as of a file that is missing. */
  reachSwitch(switchId: string, address: () => Promise<SwitchAddress>): void;
  switchTarget(switchId: string): Promise<SwitchTarget>;
  /** The switches whose TL1 is reached at that host, by the names that they give themselves (TID; empty: not known here). */
  switchesAt(host: string): Promise<readonly { readonly switchId: string; readonly tid: string }[]>;
  /** So that the next session asks about the server's key as at its first use. */
  forgetHostKey(host: string, port: number, by: string): Promise<Submission>;
  /** What passed in a session as far as it was recorded, in the order in which it passed; none where nothing was, or it was erased. */
  sessionContent(sessionId: string): Promise<readonly SessionPiece[]>;
  /** For good, but for backups that were made before, and what the store's journal has until it is written over; told in the history. */
  eraseSessionContent(sessionId: string, by: string): Promise<Submission>;
}

export interface Sessions extends SessionCommands {
  readonly close: () => Promise<void>;
}

export function sessions(engine: Engine, hostKeys: StoredHostKeys, outgoing: OutgoingConnections): Sessions {
  const { store, clock, newId, settings } = engine;
  const audit = sessionAuditIn(store, settings);
  const open = new Map<RawSession, Promise<void>>();
  const addresses = new Map<string, () => Promise<SwitchAddress>>();
  return {
    reachSwitch: (switchId, address) => void addresses.set(switchId, address),
    async switchTarget(switchId) {
      const known = await store.transaction((tx) => tx.switches.get(switchId));
      if (!known) return { kind: 'refused', message: `switch ${switchId} is not known: choose one of the list` };
      const address = addresses.get(switchId);
      if (!address)
        return {
          kind: 'refused',
          message: `how ${known.name} (${switchId}) is reached is not known: it is not in the configuration with which this host runs`,
        };
      return { kind: 'target', target: { kind: 'tl1', address: await address() }, name: known.name };
    },
    async switchesAt(host) {
      const each: { readonly switchId: string; readonly tid: string }[] = [];
      for (const [switchId, read] of addresses) {
        // One whose files are not there now is no reason not to be asked about the others.
        const address = await read().catch(() => null);
        if (address?.host.toLowerCase() === host.toLowerCase()) each.push({ switchId, tid: address.tid });
      }
      return each;
    },
    openSession({ target, name, onState, ...request }) {
      const address = addressOf(target);
      const connection = { kind: 'session', id: newId(), name: name ?? '', address, how: howOf(target) } as const;
      outgoing.begin(connection);
      let end = (): void => undefined;
      const ended = new Promise<void>((resolve) => (end = resolve));
      const session = openRawSession({
        ...request,
        id: connection.id,
        where: name === undefined ? address : `${name} (${address})`,
        how: howOf(target),
        dial: dialTarget(target, { clock, hostKeys }),
        audit,
        clock,
        onState(state) {
          onState(state);
          if (state.kind !== 'closed') return;
          outgoing.ended(connection);
          open.delete(session);
          end();
        },
      });
      if (session.state().kind !== 'closed') open.set(session, ended);
      return session;
    },
    async forgetHostKey(host, port, by) {
      const isForgotten = await hostKeys.forget(host, port, by);
      return isForgotten ? { kind: 'received' } : refused(`no host key is kept for ${host}:${port}; check host and port`);
    },
    sessionContent: (sessionId) => store.transaction((tx) => tx.sessions.content(sessionId)),
    async eraseSessionContent(sessionId, by) {
      if ([...open.keys()].some(({ id }) => id === sessionId)) return refused(`session ${sessionId} is open; close it first`);
      const pieces = await commit(engine, async ({ tx, note }) => {
        const count = await tx.sessions.removeContent(sessionId);
        if (count > 0) await note('session.content-erased', sessionId, `by ${by}: what passed in it, ${count} pieces`, 'operator');
        return count;
      });
      return pieces > 0 ? { kind: 'received' } : refused(`no content is kept of session ${sessionId}; check its id`);
    },
    async close() {
      const ending = [...open];
      for (const [session] of ending) session.close();
      await Promise.all(ending.map(([, ended]) => ended));
    },
  };
}
