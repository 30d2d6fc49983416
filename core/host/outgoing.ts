import type { Clock } from '../model/clock';

/** Where the host connected to since it began, and why: it connects to nothing else. */
export interface Outgoing {
  readonly kind: 'carrier' | 'switch' | 'session';
  /** Of the carrier, the switch or the session. */
  readonly id: string;
  readonly name: string;
  /** `https://host:port` or `host:port`, and by what. */
  readonly address: string;
  readonly how: string;
  /** When it was first connected to. */
  readonly sinceMs: number;
  /** Of a session, when it ended; null: it goes on. Carriers and switches are connected to again and again until the host ends. */
  readonly endedMs: number | null;
}

/** Sessions that ended are kept up to so many. */
const keptSessions = 1_000;

/** A list of every outgoing connection since the host began. */
export class OutgoingConnections {
  private readonly known = new Map<string, Outgoing>();
  private readonly clock: Pick<Clock, 'now'>;

  constructor(clock: Pick<Clock, 'now'>) {
    this.clock = clock;
  }

  /** The same carrier at another address is another connection. */
  begin(connection: Omit<Outgoing, 'sinceMs' | 'endedMs'>): void {
    const key = keyOf(connection);
    if (!this.known.has(key)) this.known.set(key, { ...connection, sinceMs: this.clock.now(), endedMs: null });
    this.forgetOldest();
  }

  ended(connection: Pick<Outgoing, 'kind' | 'id' | 'address'>): void {
    const key = keyOf(connection);
    const known = this.known.get(key);
    if (known) this.known.set(key, { ...known, endedMs: this.clock.now() });
  }

  list(): readonly Outgoing[] {
    return [...this.known.values()];
  }

  private forgetOldest(): void {
    const ended = [...this.known].filter(([, { kind, endedMs }]) => kind === 'session' && endedMs !== null);
    for (const [key] of ended.slice(0, Math.max(0, ended.length - keptSessions))) this.known.delete(key);
  }
}

const keyOf = ({ kind, id, address }: Pick<Outgoing, 'kind' | 'id' | 'address'>): string => `${kind} ${id} ${address}`;
