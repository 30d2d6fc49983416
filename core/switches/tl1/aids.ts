import type { IdentifierRange } from '../../model/identifier-range';
import type { SubscriberLine } from '../../model/switch';
import type { CrossConnection } from '../creation-system';
import { fieldsOf } from './text-block';

/** A circuit on the trunk side. */
export interface TrunkCircuit {
  readonly vpi: number;
  readonly vci: number;
}

/** A command names at most so many access identifiers; a range counts what it spans (GranDSLAM 4200). */
export const mostIdentifiers = 8;

/** `NTVCL-3-100`: a virtual channel link on the network termination's side. */
export const trunkAid = ({ vpi, vci }: TrunkCircuit): string => `NTVCL-${vpi}-${vci}`;

/** All circuits of a path; for retrieving only, where the limit on identifiers does not count. */
export const wholePathAid = (vpi: number): string => `NTVCL-${vpi}-ALL`;

/** `LTVCL-1-1-2-17-0-35`: rack, shelf, slot, circuit, VPI, VCI on a line termination. */
export const lineAid = ({ rack, shelf, slot, circuit, vpi, vci }: SubscriberLine): string =>
  `LTVCL-${rack}-${shelf}-${slot}-${circuit}-${vpi}-${vci}`;

export const crossAid = (cross: CrossConnection): string => `${trunkAid(cross)},${lineAid(cross.line)}`;

/** `NTVCL-3-100&&NTVCL-3-107&NTVCL-3-110`: ranges with `&&`, lists with `&`. */
export const trunkAids = (vpi: number, ranges: readonly IdentifierRange[]): string =>
  ranges
    .map(({ first, last }) =>
      first === last ? trunkAid({ vpi, vci: first }) : `${trunkAid({ vpi, vci: first })}&&${trunkAid({ vpi, vci: last })}`,
    )
    .join('&');

/** The same identifiers in portions that a command takes, in their order. */
export function portionsOf(ranges: readonly IdentifierRange[], size = mostIdentifiers): readonly (readonly IdentifierRange[])[] {
  const portions: IdentifierRange[][] = [];
  let room = 0;
  for (const range of ranges)
    for (let first = range.first; first <= range.last;) {
      if (room === 0) {
        portions.push([]);
        room = size;
      }
      const last = Math.min(range.last, first + room - 1);
      portions.at(-1)?.push({ first, last });
      room -= last - first + 1;
      first = last + 1;
    }
  return portions;
}

/** What a line of an answer says of: circuits, or a circuit joined to a line with its primary state. Null: it names neither. */
export type AnswerLine =
  | { readonly kind: 'circuits'; readonly vpi: number; readonly range: IdentifierRange }
  | { readonly kind: 'cross-connection'; readonly cross: CrossConnection; readonly isInService: boolean };

/**
 * `"NTVCL-3-100::…:IS"`, `NTVCL-3-100&&NTVCL-3-107:1,1,,:IS`, `"NTVCL-3-100,LTVCL-1-1-2-17-0-35:::OOS"`, quoted or not, the two ends in either order.
 * A list gives one for each of its parts; null: the line is none of these.
 */
export function readAnswerLine(line: string): readonly AnswerLine[] | null {
  const fields = fieldsOf(line, ':');
  const block = (fields[0] ?? '').replace(/^AID=/i, '');
  if (block.includes(',')) {
    const isInService = !/^OOS\b/i.test(fields.at(-1) ?? '');
    const [one = '', other = '', ...more] = block.split(',').map((aid) => aid.trim());
    const trunk = readTrunkAid(one) ?? readTrunkAid(other);
    const joined = readLineAid(one) ?? readLineAid(other);
    if (!trunk || !joined || more.length > 0) return null;
    return [{ kind: 'cross-connection', cross: { ...trunk, line: joined }, isInService }];
  }
  const read: AnswerLine[] = [];
  for (const part of block.split(/(?<!&)&(?!&)/)) {
    const [first, last, ...more] = part.split('&&').map(readTrunkAid);
    if (!first || last === null || more.length > 0 || (last && (last.vpi !== first.vpi || last.vci < first.vci))) return null;
    read.push({ kind: 'circuits', vpi: first.vpi, range: { first: first.vci, last: last?.vci ?? first.vci } });
  }
  return read;
}

export function readTrunkAid(text: string): TrunkCircuit | null {
  const read = /^NTVCL-(\d{1,4})-(\d{1,5})$/i.exec(text.trim());
  return read ? { vpi: Number(read[1]), vci: Number(read[2]) } : null;
}

export function readLineAid(text: string): SubscriberLine | null {
  const read = /^LTVCL-(\d{1,5})-(\d{1,5})-(\d{1,5})-(\d{1,5})-(\d{1,4})-(\d{1,5})$/i.exec(text.trim());
  if (!read) return null;
  const [rack = 0, shelf = 0, slot = 0, circuit = 0, vpi = 0, vci = 0] = read.slice(1).map(Number);
  return { rack, shelf, slot, circuit, vpi, vci };
}
