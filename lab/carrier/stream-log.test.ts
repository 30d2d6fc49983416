import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesBetween } from './changes';
import type { Observed, Snapshot } from './snapshot';
import { StreamLog, tombstoneRetentionMinutes, type LogEntry } from './stream-log';

const thing = (uuid: string, version: number): Observed => ({
  uuid,
  kind: 'link',
  name: { 'value-name': 'link-name', value: uuid },
  attributes: { 'operational-state': { value: String(version) } },
  alarm: version % 3 === 0 ? 'LOS' : null,
  threshold: null,
});

const snapshotOf = (versions: Readonly<Record<string, number>>): Snapshot =>
  new Map(Object.entries(versions).map(([uuid, version]) => [uuid, thing(uuid, version)]));

const keysOf = (snapshot: Snapshot): ReadonlySet<string> =>
  new Set(new StreamLog(snapshot, () => 0).after(null).kind === 'entries' ? standingKeys(new StreamLog(snapshot, () => 0)) : []);

function standingKeys(log: StreamLog): readonly string[] {
  const since = log.after(null);
  return since.kind === 'entries' ? since.entries.map((entry) => entry.key) : [];
}

function applied(known: ReadonlySet<string>, entries: readonly LogEntry[]): ReadonlySet<string> {
  const keys = new Set(known);
  for (const entry of entries) {
    if (entry.type === 'stands') keys.add(entry.key);
    else keys.delete(entry.key);
  }
  return keys;
}

const someState = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 8 }));

test('a client that goes on after any token ends with what stands', () => {
  fc.assert(
    fc.property(fc.array(someState, { minLength: 1, maxLength: 8 }), fc.nat(), (states, at) => {
      const [first = {}] = states;
      const log = new StreamLog(snapshotOf(first), () => 0);
      let [now, known] = [snapshotOf(first), new Set(standingKeys(log)) as ReadonlySet<string>];
      let token = `${log.id}-0`;
      let frozen = at % states.length === 0;
      const begun = log.after(null);
      if (begun.kind === 'entries' && begun.entries.length > 0) token = log.token(begun.entries.at(-1) as LogEntry);
      states.slice(1).forEach((state, index) => {
        const next = snapshotOf(state);
        const entries = log.append(changesBetween(now, next));
        now = next;
        const last = entries.at(-1);
        if (frozen || !last) return;
        known = applied(known, entries);
        token = log.token(last);
        frozen = at % states.length === index + 1;
      });
      const rest = log.after(token);
      expect(rest.kind).toBe('entries');
      if (rest.kind === 'entries') expect(applied(known, rest.entries)).toEqual(keysOf(now));
    }),
  );
});

test('a token from before a tombstone that was dropped starts over; one from after it goes on', () => {
  let nowMs = 0;
  const log = new StreamLog(snapshotOf({ a: 1, b: 1 }), () => nowMs);
  const before = `${log.id}-2`;
  log.append(changesBetween(snapshotOf({ a: 1, b: 1 }), snapshotOf({ a: 1 })));
  nowMs = tombstoneRetentionMinutes * 60_000;
  expect(log.after(before).kind).toBe('entries');
  nowMs += 1;
  expect(log.after(before)).toEqual({ kind: 'start-over', reason: 'what went since this token is no longer in the log' });
  expect(log.after(`${log.id}-4`)).toEqual({ kind: 'entries', entries: [] });
});

test('numbers that were skipped are given to nothing, and a number that was not given yet is no token', () => {
  const log = new StreamLog(snapshotOf({ a: 1 }), () => 0);
  log.skip(10);
  const [next] = log.append(changesBetween(snapshotOf({ a: 1 }), snapshotOf({ a: 2 })));
  expect(next?.sequence).toBe(12);
  expect(log.after(`${log.id}-13`).kind).toBe('start-over');
});
