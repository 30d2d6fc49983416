import type { IdentifierRange } from '../../../core/model/identifier-range';
import type { SubscriberLine } from '../../../core/model/switch';
import { Denial } from '../denial';
import { rangesOf } from '../ranges';

/** A circuit on the trunk side: `NTVCL-vpi-vci`. */
export interface TrunkEnd {
  readonly vpi: number;
  readonly vci: number;
}

/** A cross-connection's two ends: `NTVCL-vpi-vci,LTVCL-rack-shelf-slot-circuit-vpi-vci`. */
export interface CrossEnds extends TrunkEnd {
  readonly line: SubscriberLine;
}

/** Circuits of one VPI; all of it where there is no range. */
export interface TrunkSpan {
  readonly vpi: number;
  readonly vcis: IdentifierRange | null;
  /** It was named by itself: not by a range, nor by ALL. */
  readonly isSingle: boolean;
}

export const mostIdentifiers = 8;

export const trunkAid = ({ vpi, vci }: TrunkEnd): string => `NTVCL-${vpi}-${vci}`;

export const lineAid = ({ rack, shelf, slot, circuit, vpi, vci }: SubscriberLine): string =>
  `LTVCL-${rack}-${shelf}-${slot}-${circuit}-${vpi}-${vci}`;

export const crossAid = (ends: CrossEnds): string => `${trunkAid(ends)},${lineAid(ends.line)}`;

/** As short as lists and ranges make it. */
export function trunkAidList(ends: readonly TrunkEnd[]): string {
  const vpis = [...new Set(ends.map((end) => end.vpi))].sort((one, other) => one - other);
  const ranges = vpis.flatMap((vpi) =>
    rangesOf(ends.filter((end) => end.vpi === vpi).map((end) => end.vci)).map(({ first, last }) =>
      first === last ? trunkAid({ vpi, vci: first }) : `${trunkAid({ vpi, vci: first })}&&${trunkAid({ vpi, vci: last })}`,
    ),
  );
  return ranges.join('&');
}

/** What a change names, each identifier by itself: at most eight in all. */
export function readTrunkEnds(text: string): readonly TrunkEnd[] {
  const spans = readTrunkSpans(text);
  const ranges = spans.map(({ vpi, vcis }) => {
    if (!vcis) throw new Denial('IIAC', 'ALL is for retrieval only');
    return { vpi, vcis };
  });
  fewEnough(ranges.reduce((sum, { vcis }) => sum + vcis.last - vcis.first + 1, 0));
  return ranges.flatMap(({ vpi, vcis: { first, last } }) =>
    Array.from({ length: last - first + 1 }, (_, index) => ({ vpi, vci: first + index })),
  );
}

/** `NTVCL-3-100`, `NTVCL-3-100&&NTVCL-3-107`, `NTVCL-3-ALL`, and lists of these with `&`. */
export function readTrunkSpans(text: string): readonly TrunkSpan[] {
  return listOf(text).map((item) => {
    const all = /^NTVCL-(\d{1,5})-ALL$/.exec(item);
    if (all) return { vpi: Number(all[1]), vcis: null, isSingle: false };
    const [from = '', to, ...more] = item.split('&&');
    if (more.length > 0) throw new Denial('IISP', `"${item}" is no range`);
    const first = readTrunkEnd(from);
    const last = to === undefined ? first : readTrunkEnd(to);
    if (first.vpi !== last.vpi || first.vci > last.vci) throw new Denial('IDRG', `${item} is not a range within one VPI, from low to high`);
    return { vpi: first.vpi, vcis: { first: first.vci, last: last.vci }, isSingle: to === undefined };
  });
}

/** `NTVCL-3-100,LTVCL-1-1-2-17-0-35`, and lists of these with `&`: at most eight. */
export function readCrossEnds(text: string): readonly CrossEnds[] {
  const list = listOf(text);
  fewEnough(list.length);
  return list.map((item) => {
    const [trunk = '', line, ...more] = item.split(',');
    if (line === undefined || more.length > 0) throw new Denial('IIAC', `"${item}" is not a trunk end and a line end with a comma between`);
    return { ...readTrunkEnd(trunk), line: readLine(line) };
  });
}

export function readTrunkEnd(text: string): TrunkEnd {
  const read = /^NTVCL-(\d{1,5})-(\d{1,5})$/.exec(text);
  if (!read) throw new Denial('IIAC', `"${text}" is not NTVCL-vpi-vci`);
  return { vpi: Number(read[1]), vci: Number(read[2]) };
}

export function readLine(text: string): SubscriberLine {
  const read = /^LTVCL-(\d{1,5})-(\d{1,5})-(\d{1,5})-(\d{1,5})-(\d{1,5})-(\d{1,5})$/.exec(text);
  if (!read) throw new Denial('IIAC', `"${text}" is not LTVCL-rack-shelf-slot-circuit-vpi-vci`);
  const [rack = 0, shelf = 0, slot = 0, circuit = 0, vpi = 0, vci = 0] = read.slice(1).map(Number);
  return { rack, shelf, slot, circuit, vpi, vci };
}

/** `&` parts a list, `&&` makes a range. */
export function listOf(text: string): readonly string[] {
  if (text === '') throw new Denial('IIAC', 'an access identifier is missing');
  return text.split(/(?<!&)&(?!&)/);
}

function fewEnough(count: number): void {
  if (count > mostIdentifiers) throw new Denial('IDRG', `${count} identifiers: a command takes at most ${mostIdentifiers}`);
}
