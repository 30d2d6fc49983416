import type { ReportedNode, ReportedResource } from '../carrier-link';
import type { Place } from '../../model/distance';
import { maxLatencyNs, type Latency } from '../../model/latency';
import { conditions, type Condition } from '../../model/network';
import { isSignal, signals as allSignals, signalSlots, type Signal } from '../../model/signal';
import { scaledDecimal } from '../tapi/decimal';
import type { CsvRow } from './csv-table';
import { nameFrom, quoted } from './text';

/** The cells of one row as the values that they stand for. What is malformed is told by its column, and is unknown, or not offered. */
export interface Cells {
  doubt(column: string, message: string): void;
  has(...columns: readonly string[]): boolean;
  text(column: string): string;
  /** Separated by `|`. */
  words(column: string): readonly string[];
  yes(column: string): boolean;
  state(): Pick<ReportedNode, 'condition' | 'conditionText'>;
  place(): Place | null;
  microseconds(column: string): number | null;
  latency(): Latency | null;
  slots(): Pick<ReportedResource, 'slots' | 'availableSlots'>;
  /** Those listed; where none are, all that fit into the slots. */
  signals(slots: number): readonly Signal[];
  price(): number;
}

export function readCells(row: CsvRow, doubt: Cells['doubt']): Cells {
  const has: Cells['has'] = (...columns) => columns.some((column) => row.fields.has(column));
  const text = (column: string): string => row.fields.get(column) ?? '';
  const words: Cells['words'] = (column) => [
    ...new Set(
      text(column)
        .split('|')
        .flatMap((word) => nameFrom(word, '') || []),
    ),
  ];

  const whole = (column: string, most: number, shift: number, instead: string): number | null => {
    const value = scaledDecimal(text(column), shift);
    if (value !== null && value >= 0 && value <= most && !text(column).startsWith('-')) return value;
    doubt(column, `${quoted(text(column))} is not a decimal number from 0 to ${most / 10 ** shift}: ${instead}`);
    return null;
  };

  const microseconds: Cells['microseconds'] = (column) => (has(column) ? whole(column, maxLatencyNs, 3, 'refused, it is unknown') : null);

  const degrees = (column: string, limit: number): number | null => {
    const written = text(column);
    const value = /^[+-]?\d{1,3}(\.\d{1,15})?$/.test(written) ? Number(written) : Number.NaN;
    if (Math.abs(value) <= limit) return value;
    doubt(
      column,
      `${written === '' ? 'nothing' : quoted(written)} is not degrees from -${limit} to ${limit}: its site has no place on the map`,
    );
    return null;
  };

  return {
    doubt,
    has,
    text,
    words,
    yes(column) {
      const written = text(column).toLowerCase();
      if (['', 'yes', 'true', '1'].includes(written)) return true;
      if (!['no', 'false', '0'].includes(written)) doubt(column, `${quoted(written)} is neither yes nor no: taken as no`);
      return false;
    },
    state() {
      const written = text('state').toLowerCase();
      const conditionText = nameFrom(text('state_text'), '');
      const condition = offered.find((known) => known === (written === '' ? 'up' : written));
      if (condition) return { condition, conditionText };
      doubt('state', `${quoted(written)} is none of ${offered.join(', ')}: taken as down`);
      return { condition: 'down', conditionText: nameFrom(`the file says ${quoted(written)} ${conditionText}`, '') };
    },
    place() {
      if (!has('latitude', 'longitude')) return null;
      const [latitudeDeg, longitudeDeg] = [degrees('latitude', 90), degrees('longitude', 180)];
      return latitudeDeg === null || longitudeDeg === null ? null : { latitudeDeg, longitudeDeg };
    },
    microseconds,
    latency() {
      if (!has('latency_us')) {
        if (has('latency_za_us')) doubt('latency_us', 'only the way back is stated: refused, the latency is unknown');
        return null;
      }
      const azNs = microseconds('latency_us');
      const zaNs = has('latency_za_us') ? microseconds('latency_za_us') : azNs;
      return azNs === null || zaNs === null ? null : { azNs, zaNs };
    },
    slots() {
      const column = has('slots') ? 'slots' : 'capacity_gbps';
      if (!has(column)) {
        doubt('slots', 'neither slots nor capacity_gbps is stated: none of it is offered');
        return { slots: 0, availableSlots: 0 };
      }
      const unit = column === 'slots' ? 1 : slotsPerGbps / 1000;
      const value = whole(column, column === 'slots' ? maxSlots : maxSlots * 1000, column === 'slots' ? 0 : 3, 'none of it is offered');
      const slots = Math.min(maxSlots, Math.floor((value ?? 0) * unit + 1e-6));
      const free = has('free_slots') ? (whole('free_slots', maxSlots, 0, 'none of it is offered') ?? 0) : slots;
      if (free > slots && value !== null) doubt('free_slots', `more are free than the ${slots} that there are: all are taken as free`);
      return { slots, availableSlots: Math.min(free, slots) };
    },
    signals(slots) {
      if (!has('signals')) return allSignals.filter((signal) => signalSlots[signal] <= slots);
      const listed = words('signals').flatMap((word) => word.split(' '));
      const strange = listed.filter((word) => !isSignal(word));
      if (strange.length > 0) doubt('signals', `${strange.map(quoted).join(', ')}: not known, so not accepted (${allSignals.join(', ')})`);
      return allSignals.filter((signal) => listed.includes(signal));
    },
    price: () => (has('price_per_slot') ? (whole('price_per_slot', maxPricePerSlot, 0, 'counted as free of charge') ?? 0) : 0),
  };
}

/** What is withdrawn is not in the file. */
const offered: readonly Condition[] = conditions.filter((condition) => condition !== 'withdrawn');

/** 1.25G tributary slots that one Gbit/s makes. */
const slotsPerGbps = 0.8;
const maxSlots = 1_000_000;
/** Minor currency units: for the most slots over the longest routes it still adds up exactly. */
const maxPricePerSlot = 1_000_000_000_000;
