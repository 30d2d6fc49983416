import { randomUUID } from 'node:crypto';
import type { Change } from './changes';
import type { Alarm, Observed, ObjectKind, Snapshot } from './snapshot';
import { conditionUuid } from './tapi/alarm';

/** What a record of the log is about. */
export type Subject =
  | { readonly kind: 'entity'; readonly objectKind: ObjectKind; readonly uuid: string }
  | { readonly kind: 'condition'; readonly objectKind: ObjectKind; readonly uuid: string; readonly alarm: Alarm };

/** `stands`: created or changed; its content is what is there when the record is sent. */
export interface LogEntry {
  readonly key: string;
  readonly subject: Subject;
  readonly type: 'stands' | 'deleted' | 'tombstone';
  readonly sequence: number;
  readonly atMs: number;
}

export type Continuation =
  { readonly kind: 'entries'; readonly entries: readonly LogEntry[] } | { readonly kind: 'start-over'; readonly reason: string };

export const tombstoneRetentionMinutes = 60;

/**
 * A compacted log (TR-548): the last entry of each thing that stands, and for a while a tombstone of each that went. A client that knows
 * up to some sequence number becomes right by the entries after it, unless a tombstone after it was dropped.
 */
export class StreamLog {
  readonly #nowMs: () => number;
  readonly #entries = new Map<string, LogEntry>();
  #id = randomUUID();
  #last = 0;
  /** The youngest tombstone that was dropped. */
  #droppedUpTo = 0;

  constructor(standing: Snapshot, nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#fill(standing);
  }

  get id(): string {
    return this.#id;
  }

  token(entry: LogEntry): string {
    return `${this.#id}-${entry.sequence}`;
  }

  /** Begins anew: no token of before is known any more. */
  restart(standing: Snapshot): void {
    this.#id = randomUUID();
    this.#entries.clear();
    this.#last = 0;
    this.#droppedUpTo = 0;
    this.#fill(standing);
  }

  /** So many numbers are never given to an entry. */
  skip(count: number): void {
    this.#last += count;
  }

  /** Logs what changed; the entries to send, in order. */
  append(changes: readonly Change[]): readonly LogEntry[] {
    return changes.flatMap((change) => {
      switch (change.kind) {
        case 'created':
        case 'changed':
          return [this.#add(entityOf(change.observed), 'stands')];
        case 'deleted':
          return this.#bury(entityOf(change.observed));
        case 'alarm': {
          const subject = conditionOf(change.observed, change.alarm);
          return change.isRaised ? [this.#add(subject, 'stands')] : this.#bury(subject);
        }
        case 'threshold':
          // The link's own latency says it: there is no record of its own.
          return [];
      }
    });
  }

  /** An entry for something that nobody knows, which the log does not keep. */
  strange(uuid: string): LogEntry {
    const entry = this.#add({ kind: 'entity', objectKind: 'link', uuid }, 'stands');
    this.#entries.delete(entry.key);
    return entry;
  }

  /** What a client has to be sent that has got all up to `token`; null: it has nothing yet. */
  after(token: string | null): Continuation {
    this.#dropOldTombstones();
    const entries = [...this.#entries.values()].sort((one, other) => one.sequence - other.sequence);
    if (token === null) return { kind: 'entries', entries: entries.filter((entry) => entry.type === 'stands') };
    const known = this.#sequenceOf(token);
    if (known === null) return { kind: 'start-over', reason: 'this token is of another log' };
    if (known < this.#droppedUpTo) return { kind: 'start-over', reason: 'what went since this token is no longer in the log' };
    return { kind: 'entries', entries: entries.filter((entry) => entry.sequence > known) };
  }

  #sequenceOf(token: string): number | null {
    const [, id, sequence] = /^(.+)-(\d+)$/.exec(token) ?? [];
    return id === this.#id && Number(sequence) <= this.#last ? Number(sequence) : null;
  }

  #fill(standing: Snapshot): void {
    for (const observed of standing.values()) {
      this.#add(entityOf(observed), 'stands');
      if (observed.alarm) this.#add(conditionOf(observed, observed.alarm), 'stands');
    }
  }

  #add(subject: Subject, type: LogEntry['type']): LogEntry {
    const key = subject.kind === 'condition' ? conditionUuid(subject.uuid, subject.alarm) : subject.uuid;
    this.#last += 1;
    const entry = { key, subject, type, sequence: this.#last, atMs: this.#nowMs() };
    this.#entries.set(key, entry);
    return entry;
  }

  #bury(subject: Subject): readonly LogEntry[] {
    return [this.#add(subject, 'deleted'), this.#add(subject, 'tombstone')];
  }

  #dropOldTombstones(): void {
    const oldest = this.#nowMs() - tombstoneRetentionMinutes * 60_000;
    for (const [key, entry] of this.#entries) {
      if (entry.type !== 'tombstone' || entry.atMs >= oldest) continue;
      this.#entries.delete(key);
      this.#droppedUpTo = Math.max(this.#droppedUpTo, entry.sequence);
    }
  }
}

const entityOf = ({ kind, uuid }: Observed): Subject => ({ kind: 'entity', objectKind: kind, uuid });
const conditionOf = ({ kind, uuid }: Observed, alarm: Alarm): Subject => ({ kind: 'condition', objectKind: kind, uuid, alarm });
