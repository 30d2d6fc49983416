import { isSignal, signals as allSignals, signalSlots } from '../../model/signal';
import type { Signal } from '../../model/signal';
import type { CarrierMapping } from '../mapping';
import { scaledDecimal } from './decimal';
import { entries, leaf, localName, member, memberAt, shown } from './json';
import type { Json } from './json';

export type CapacityOutcome =
  | { readonly kind: 'bitrate'; readonly bps: number }
  | { readonly kind: 'unreported' }
  | { readonly kind: 'refused'; readonly message: string };

/** A capacity's `total-size`, in bit/s. Units of bandwidth (GHz) and of volume (GB) are no bit rates: refused. */
export function readCapacity(capacity: Json | undefined): CapacityOutcome {
  const size = member(capacity, 'total-size');
  if (size === undefined) return { kind: 'unreported' };
  const unit = localName(leaf(member(size, 'unit')) ?? '').replace(/^CAPACITY_UNIT_/, '');
  const shift = Object.hasOwn(bitrateShift, unit) ? bitrateShift[unit] : undefined;
  if (shift === undefined)
    return {
      kind: 'refused',
      message: `its unit ${shown(member(size, 'unit'))} is no bit rate that is known (TBPS, GBPS, MBPS, KBPS, BPS)`,
    };
  const value = member(size, 'value');
  const bps = scaledDecimal(value, shift);
  if (bps === null || bps < 0)
    return { kind: 'refused', message: `its value ${shown(value)} is not a decimal number from zero up, or more than any link carries` };
  if (bps > maxBps) return { kind: 'refused', message: `its value ${shown(value)} ${unit} is more than any link carries; check its unit` };
  return { kind: 'bitrate', bps };
}

/** Whole slots that fit; the little more forgives factors such as 0.8 that have no exact binary form. */
export const slotsIn = (bps: number, slotsPerGbps: number): number => Math.floor((bps * slotsPerGbps) / 1e9 + 1e-6);

/** Slots that the rate takes. */
export const slotsFor = (bps: number, slotsPerGbps: number): number => Math.ceil((bps * slotsPerGbps) / 1e9 - 1e-6);

/** The signals that a port or node edge point says it accepts (`supported-cep-layer-protocol-qualifier-instances`), by the mapping table. */
export function readSignals(value: Json | undefined, table: CarrierMapping['signals']): readonly Signal[] {
  const accepted = new Set(qualifiersOf(value).map((qualifier) => (Object.hasOwn(table, qualifier) ? table[qualifier] : undefined)));
  return allSignals.filter((signal) => accepted.has(signal));
}

/** A link's node edge points name the containers that fit (ODUk); only where they name client signals do these limit what it carries. */
export const namesClientSignals = (value: Json | undefined): boolean =>
  qualifiersOf(value).some((qualifier) => qualifier.startsWith('DIGITAL_SIGNAL_TYPE_'));

export const signalsThatFit = (slots: number): readonly Signal[] =>
  allSignals.filter((signal) => isSignal(signal) && signalSlots[signal] <= slots);

function qualifiersOf(value: Json | undefined): readonly string[] {
  return entries(member(value, 'supported-cep-layer-protocol-qualifier-instances')).map((entry) =>
    localName(leaf(memberAt(entry, 'layer-protocol-qualifier')) ?? ''),
  );
}

/** One Pbit/s: more than a fibre has ever carried. */
const maxBps = 1e15;

const bitrateShift: Readonly<Record<string, number>> = { TBPS: 12, GBPS: 9, MBPS: 6, KBPS: 3, BPS: 0 };
