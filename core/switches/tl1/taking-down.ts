import type { IdentifierRange } from '../../model/identifier-range';
import type { SubscriberLine } from '../../model/switch';
import { readLineAid, readTrunkAid } from './aids';

/** What an access identifier of a command stands for. */
export type TouchedPart =
  /** Circuits of a path on the trunk side; `range` null: all of them. */
  | { readonly kind: 'circuits'; readonly vpi: number; readonly range: IdentifierRange | null }
  | { readonly kind: 'line'; readonly line: SubscriberLine }
  /** All lines at or below a place: rack, shelf, slot, circuit, as many of them as are named. */
  | { readonly kind: 'place'; readonly aid: string; readonly place: readonly number[] }
  /** What it is cannot be told from its name; empty: none is named, so that all of the switch may be meant. */
  | { readonly kind: 'unknown'; readonly aid: string };

/** A command that takes something down. */
export interface TakingDown {
  /** `DLT-CRS-VC`. */
  readonly verb: string;
  /** Which switch it is meant for, as it calls itself; empty: the one that it is typed into. */
  readonly tid: string;
  readonly what: 'cross-connections' | 'circuits' | 'equipment';
  readonly parts: readonly TouchedPart[];
}

/**
 * The commands of a text that would take down a port, a circuit or a cross-connection: `DLT-…`, `RMV-…` (out of service), `OPR-…` (loops and switches), `INIT-SYS`, and `ED-…`
 * to `OOS`. A switch may read quotes and line ends otherwise than we do, so that each way of reading counts: what is asked about once too often does no harm.
 */
export function takingDown(text: string): readonly TakingDown[] {
  const joined = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '');
  const readings = [
    ...joined.split(';').map((command) => command.split(':')),
    ...outsideQuotes(joined, ';').map((it) => outsideQuotes(it, ':')),
  ];
  const seen = new Set<string>();
  return readings.flatMap((blocks) => {
    const found = readTaking(blocks);
    const key = JSON.stringify(found);
    if (!found || seen.has(key)) return [];
    seen.add(key);
    return [found];
  });
}

/** Of a text, just the commands that take something down, each with its semicolon: what else was typed, such as a password, is not repeated with them. */
export const takingDownOnly = (text: string): readonly string[] =>
  text
    .split(';')
    .map((command) => `${command.trim()};`)
    .filter((command) => takingDown(command).length > 0);

function readTaking([head = '', tid = '', aids = '', , ...rest]: readonly string[]): TakingDown | null {
  const verb = /^[^A-Z0-9]*([A-Z]+(?:-[A-Z0-9]+)*)/.exec(head.toUpperCase())?.[1] ?? '';
  const [act = '', modifier = ''] = verb.split('-');
  // Of users and of logs: no traffic.
  if (/-(?:SECU|USER|LOG|RULE)\b/.test(verb)) return null;
  const isTaking = ['DLT', 'RMV', 'OPR'].includes(act) || verb === 'INIT-SYS' || (act === 'ED' && /\bOOS/i.test(rest.join(':')));
  if (!isTaking) return null;
  const what = modifier === 'CRS' ? 'cross-connections' : /^V[CP]/.test(modifier) ? 'circuits' : 'equipment';
  return { verb, tid: tid.replace(/["\s]/g, '').toUpperCase(), what, parts: partsOf(aids.trim()) };
}

function partsOf(aids: string): readonly TouchedPart[] {
  const named = aids.replace(/["\s]/g, '').toUpperCase();
  if (named === '') return [{ kind: 'unknown', aid: '' }];
  return named
    .split(/(?<!&)&(?!&)/)
    .flatMap((item) => item.split(','))
    .filter((item) => item !== '')
    .map(readPart);
}

function readPart(item: string): TouchedPart {
  const all = /^NTV(?:CL-(\d{1,5})-ALL|PL?-(\d{1,5}))$/.exec(item);
  if (all) return { kind: 'circuits', vpi: Number(all[1] ?? all[2]), range: null };
  const [from = '', to = from, ...more] = item.split('&&');
  const [first, last] = [readTrunkAid(from), readTrunkAid(to)];
  if (first && last && more.length === 0) {
    // From one path to another, or downwards: whatever it may mean there, both ends are in it.
    if (first.vpi !== last.vpi) return { kind: 'unknown', aid: item };
    const [low, high] = [Math.min(first.vci, last.vci), Math.max(first.vci, last.vci)];
    return { kind: 'circuits', vpi: first.vpi, range: { first: low, last: high } };
  }
  const line = readLineAid(item);
  if (line) return { kind: 'line', line };
  const places = [from, to].map((aid) => /^LT[A-Z]*-(\d{1,5}(?:-\d{1,5}){0,5})$/.exec(aid)?.[1]?.split('-').map(Number));
  const [begin, end] = places;
  if (!begin || !end || more.length > 0) return { kind: 'unknown', aid: item };
  const differs = begin.findIndex((number, index) => end[index] !== number);
  return { kind: 'place', aid: item, place: begin.slice(0, differs === -1 ? 4 : Math.min(differs, 4)) };
}

/** A quote that is not closed ends with the text. */
function outsideQuotes(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  let isEscaped = false;
  for (const character of text) {
    if (character === separator && !isQuoted) {
      parts.push(part);
      part = '';
      continue;
    }
    if (character === '"' && !isEscaped) isQuoted = !isQuoted;
    isEscaped = character === '\\' && !isEscaped;
    part += character;
  }
  return [...parts, part];
}
