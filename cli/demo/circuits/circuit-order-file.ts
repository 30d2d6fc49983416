import { circuitOrderFields, type CircuitOrderField } from '../../../core/model/circuit-order-fields';
import { toCsv } from '../order-file';
import type { PlannedPath } from './path-plan';

export type CircuitRow = Partial<Record<CircuitOrderField, string>>;

/** A line for each order of a switch, and no two the same. */
const placeOf = (index: number): string => `1-${1 + Math.floor(index / 512)}-${1 + (Math.floor(index / 32) % 16)}-${1 + (index % 32)}`;

/** The orders that each path is planned for, mixed by chance. */
export function makeCircuitRows(paths: readonly PlannedPath[], random: () => number): readonly CircuitRow[] {
  const numbers = new Map<string, number>();
  const rows = paths.flatMap(({ request: { id: path, switchId }, orders }) =>
    Array.from({ length: orders }, (): CircuitRow => {
      const number = numbers.get(switchId) ?? 0;
      numbers.set(switchId, number + 1);
      return { path, line: placeOf(number) };
    }),
  );
  return shuffled(rows, random).map((row, index) => {
    const number = String(index + 1).padStart(4, '0');
    return { order: `VC-${number}`, 'end-user': `subscriber ${number}`, ...row };
  });
}

/** Each to be refused for another reason; `small` is full by then, and gets `over` more. */
export function badCircuitRows(good: readonly CircuitRow[], paths: readonly PlannedPath[], over: number): readonly CircuitRow[] {
  const [known = {}] = good;
  const small = paths.find(({ part }) => part === 'small')?.request.id ?? '';
  const free = (index: number) => ({ path: known.path ?? '', line: `2-1-1-${index}` });
  return [
    { ...free(1), order: 'BAD-LINE-TAKEN', 'end-user': 'somebody else', line: known.line ?? '' },
    { ...free(2), order: 'BAD-USER-TWICE', 'end-user': known['end-user'] ?? '' },
    { ...free(3), order: 'BAD-VCI-RESERVED', 'end-user': 'subscriber A', 'line-vci': '20' },
    { ...free(4), order: 'BAD-VCI-RANGE', 'end-user': 'subscriber B', 'line-vci': '900' },
    { ...free(5), order: 'BAD-VPI-RANGE', 'end-user': 'subscriber C', 'line-vpi': '7' },
    { ...free(6), order: 'BAD-PATH', 'end-user': 'subscriber D', path: 'VP-NOWHERE' },
    { ...free(7), order: 'BAD-LINE', 'end-user': 'subscriber E', line: '1-1-seventeen' },
    { ...free(8), order: 'BAD-NOBODY', 'end-user': '' },
    { ...free(9), order: known.order ?? '', 'end-user': 'subscriber F' },
    ...Array.from({ length: over }, (_, index) => ({
      ...{ order: `BAD-FULL-${index + 1}`, 'end-user': `late subscriber ${index + 1}`, path: small, line: `2-1-2-${index + 1}` },
    })),
  ];
}

export const circuitCsv = (rows: readonly CircuitRow[]): string => toCsv(circuitOrderFields, rows);

function shuffled<T>(things: readonly T[], random: () => number): readonly T[] {
  const mixed = [...things];
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [mixed[index], mixed[other]] = [mixed[other] as T, mixed[index] as T];
  }
  return mixed;
}
