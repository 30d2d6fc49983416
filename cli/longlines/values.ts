import { z } from 'zod';
import { readDuration } from '../../core/model/duration';
import { holdOutKinds, type HoldOutSubject } from '../../core/model/hold-out';
import { maxLatencyNs } from '../../core/model/latency';

/** What is typed on the command line, read; the messages say how to write it. */
type Read<T> = { readonly kind: 'read'; readonly value: T } | { readonly kind: 'wrong'; readonly message: string };

const read = <T>(value: T): Read<T> => ({ kind: 'read', value });
const wrong = (message: string): Read<never> => ({ kind: 'wrong', message });

const option = <T>(reader: (text: string) => Read<T>) =>
  z.string().transform((text, context): T => {
    const outcome = reader(text);
    if (outcome.kind === 'read') return outcome.value;
    context.addIssue({ code: 'custom', message: outcome.message });
    return z.NEVER;
  });

const msPerUnit = { m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A time: ISO 8601 with its zone, `now`, or so long from now (`+90m`, `-8h`, `+2d`). Milliseconds since the epoch. */
export function readTime(text: string, nowMs: number): Read<number> {
  if (text === 'now') return read(nowMs);
  const relative = /^([+-])(\d+(?:\.\d+)?)(m|min|h|d)$/.exec(text);
  if (relative) {
    const distanceMs = Math.round(Number(relative[2]) * msPerUnit[relative[3] as keyof typeof msPerUnit]);
    return read(nowMs + (relative[1] === '-' ? -distanceMs : distanceMs));
  }
  const isDated = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const atMs = isDated ? Date.parse(text) : NaN;
  // JavaScript takes the 31st of February for the 3rd of March.
  const dayMs = isDated ? Date.parse(`${text.slice(0, 10)}T00:00Z`) : NaN;
  const isOnCalendar = !Number.isNaN(dayMs) && new Date(dayMs).toISOString().startsWith(text.slice(0, 10));
  if (!Number.isNaN(atMs) && isOnCalendar) return read(atMs);
  return wrong(`"${text}" is no time; write 2026-12-01T08:00Z, now, or so long from now: +90m, -8h, +2d`);
}

const nsPerUnit = { ns: 1, us: 1000, µs: 1000, μs: 1000, ms: 1_000_000 } as const;

/** A span of time: `90m`, `6h`, `7d`. Milliseconds. */
export function readSpan(text: string): Read<number> {
  const match = /^(\d+(?:\.\d+)?)(m|min|h|d)$/.exec(text);
  if (!match) return wrong(`"${text}" is no span of time; write 90m, 6h or 7d`);
  return read(Math.round(Number(match[1]) * msPerUnit[match[2] as keyof typeof msPerUnit]));
}

/** A latency with its unit, one way, in nanoseconds. */
export function readLatency(text: string): Read<number> {
  const match = /^(\d+(?:\.\d+)?)\s*(ns|us|µs|μs|ms)$/i.exec(text.trim());
  if (!match) return wrong(`"${text}" is no latency; write a number and its unit, such as 5us or 12.5ms`);
  const ns = Math.round(Number(match[1]) * nsPerUnit[(match[2] ?? '').toLowerCase() as keyof typeof nsPerUnit]);
  return ns <= maxLatencyNs ? read(ns) : wrong(`"${text}" is beyond ${maxLatencyNs / 1_000_000} ms; check its unit`);
}

const kinds: Readonly<Record<string, HoldOutSubject['kind']>> = {
  ...Object.fromEntries(holdOutKinds.map((kind) => [kind, kind])),
  duct: 'shared-risk',
};

/** `site:LON`, `duct:cable-irish-sea-2`, `resource:NYC-LON 400G #1`: a kind, and an id or a name. */
export function readSubject(text: string): Read<HoldOutSubject> {
  const [word = '', ...rest] = text.split(':');
  const [kind, id] = [kinds[word], rest.join(':').trim()];
  if (kind !== undefined && id !== '') return read({ kind, id });
  return wrong(`"${text}" names nothing; write a kind and an id or name, such as site:LON (kinds: ${Object.keys(kinds).join(', ')})`);
}

/** `resource:ID=12ms`. */
export function readSlower(text: string): Read<{ readonly subject: HoldOutSubject; readonly oneWayNs: number }> {
  const at = text.lastIndexOf('=');
  const subject = readSubject(text.slice(0, at < 0 ? undefined : at));
  if (at < 0) return wrong(`"${text}" does not say how slow; write resource:ID=12ms`);
  if (subject.kind === 'wrong') return subject;
  const latency = readLatency(text.slice(at + 1));
  return latency.kind === 'wrong' ? latency : read({ subject: subject.value, oneWayNs: latency.value });
}

function readWhole(text: string, least: number, most: number): Read<number> {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? read(value) : wrong(`"${text}" is no whole number from ${least} to ${most}`);
}

function readShort(text: string): Read<number> {
  const ms = readDuration(text);
  return ms === null ? wrong(`"${text}" is no duration; write a number and its unit, such as 500ms, 30s or 10min`) : read(ms);
}

/** For options of commands. */
export const durationOption = option(readShort);
export const timeOption = option((text) => readTime(text, Date.now()));
export const spanOption = option(readSpan);
export const latencyOption = option(readLatency);
export const wholeOption = (least: number, most: number) => option((text) => readWhole(text, least, most));
export const subjectOption = option(readSubject);
export const slowerOption = option(readSlower);

/** `delta-threshold` → `deltaThreshold`, as options are called in code. */
export const camel = (field: string): string => field.replaceAll(/-[a-z]/g, (dash) => dash.charAt(1).toUpperCase());
