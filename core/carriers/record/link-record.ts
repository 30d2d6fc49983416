import type { CertificateFacts } from '../../model/certificate';
import type { Clock } from '../../model/clock';
import type { MessageTone, NoticeWay } from '../../model/link-message';
import type { MessageLog, NotedMessage } from './message-log';

export interface RoundTrip {
  readonly atMs: number;
  readonly ms: number;
}

/** What is known of a link itself, in memory: since the host began, or since it was last connected. */
export interface LinkFacts {
  /** When anything came from the manager, a sign of life included; null: nothing has yet. */
  readonly heardAtMs: number | null;
  /** When the manager would have told us of a change at the latest: its notice stream was alive, or a poll was answered. */
  readonly informedAtMs: number | null;
  /** Of signs of life that we asked for, oldest first, of the last ten minutes. */
  readonly roundTrips: readonly RoundTrip[];
  /** `TAPI 2.5.0`; empty: not known yet. */
  readonly protocol: string;
  readonly notices: NoticeWay | null;
  /** Notices that were missed, since the host began. */
  readonly gaps: number;
  /** `TLSv1.3`; empty: none was established yet. */
  readonly tls: string;
  /** What the manager presented last: its own first. */
  readonly presented: readonly CertificateFacts[];
  /** The last reading in full. */
  readonly readAtMs: number | null;
  readonly readMs: number | null;
  /** Requests that are not answered yet. */
  readonly underWay: number;
}

const keptMs = 10 * 60_000;
const keptTrips = 120;

/** What one link notes of itself, for people. Of all sessions; a link that is made anew goes on with it. */
export class LinkRecord {
  private facts: LinkFacts = {
    ...{ heardAtMs: null, informedAtMs: null, roundTrips: [], protocol: '', notices: null, gaps: 0, tls: '', presented: [] },
    ...{ readAtMs: null, readMs: null, underWay: 0 },
  };
  /** Another one whenever anything came from the manager, and whenever it answered. */
  private heardCount = 0;
  private answerCount = 0;
  private readonly carrierId: string;
  private readonly log: MessageLog;
  private readonly clock: Pick<Clock, 'now'>;

  constructor(carrierId: string, log: MessageLog, clock: Pick<Clock, 'now'>) {
    this.carrierId = carrierId;
    this.log = log;
    this.clock = clock;
  }

  get shown(): LinkFacts {
    return this.facts;
  }

  /** Whether anything came since: `since` is what was had from it before. */
  get heard(): number {
    return this.heardCount;
  }

  /** As `heard`, of answers alone. */
  get answered(): number {
    return this.answerCount;
  }

  /** Bytes came. `isNews`: on the way by which changes are told. */
  hear(isNews = false): void {
    this.heardCount += 1;
    if (!isNews) this.answerCount += 1;
    const now = this.clock.now();
    this.facts = { ...this.facts, heardAtMs: now, ...(isNews ? { informedAtMs: now } : {}) };
  }

  informed(): void {
    this.facts = { ...this.facts, informedAtMs: this.clock.now() };
  }

  begin(): void {
    this.facts = { ...this.facts, underWay: this.facts.underWay + 1 };
  }

  end(message: NotedMessage): void {
    this.facts = { ...this.facts, underWay: Math.max(0, this.facts.underWay - 1) };
    this.log.note(this.carrierId, message);
  }

  note(message: NotedMessage): void {
    this.log.note(this.carrierId, message);
  }

  noteLink(event: string, text: string, tone: MessageTone = 'calm', elapsedMs: number | null = null): void {
    this.log.noteLink(this.carrierId, event, text, tone, elapsedMs);
  }

  tripped(ms: number): void {
    const now = this.clock.now();
    const roundTrips = [...this.facts.roundTrips, { atMs: now, ms }].filter(({ atMs }) => now - atMs <= keptMs).slice(-keptTrips);
    this.facts = { ...this.facts, roundTrips };
  }

  secured(tls: string, presented: readonly CertificateFacts[]): void {
    this.facts = { ...this.facts, tls, presented };
  }

  speaks(protocol: string): void {
    this.facts = { ...this.facts, protocol };
  }

  listens(notices: NoticeWay): void {
    this.facts = { ...this.facts, notices };
  }

  gap(text: string): void {
    this.facts = { ...this.facts, gaps: this.facts.gaps + 1 };
    this.noteLink('gap', text, 'warning');
  }

  wasRead(elapsedMs: number, text: string): void {
    const atMs = this.clock.now();
    this.facts = { ...this.facts, readAtMs: atMs, readMs: elapsedMs, informedAtMs: atMs };
    this.noteLink('read in full', text, 'calm', elapsedMs);
  }
}

/** The middle of these; of an even number the lower one. null: there are none. */
export function medianMs(trips: readonly RoundTrip[]): number | null {
  const sorted = trips.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
