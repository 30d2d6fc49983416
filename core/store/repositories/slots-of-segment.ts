import type { TextPool } from '../text-pool';

const [quote, backslash, colon, zero, nine] = [0x22, 0x5c, 0x3a, 0x30, 0x39];

/**
 * Visits the slots by resource that a JSON object names, as it lies in memory; one with a name that JSON writes otherwise than as it is, is parsed whole.
 * `pool`: of the resources' names.
 */
export function eachSlots(
  memory: Buffer,
  at: number,
  length: number,
  pool: TextPool,
  visit: (resourceId: string, slots: number) => void,
): void {
  const end = at + length;
  for (let from = at; from < end; from += 1) {
    if (memory[from] === backslash) {
      const parsed = JSON.parse(memory.toString('utf8', at, end)) as Readonly<Record<string, number>>;
      for (const [resourceId, slots] of Object.entries(parsed)) visit(resourceId, slots);
      return;
    }
  }
  for (let from = at; from < end; from += 1) {
    if (memory[from] !== quote) continue;
    let to = from + 1;
    while (memory[to] !== quote) to += 1;
    let [slots, digit] = [0, to + 1];
    for (; digit < end; digit += 1) {
      const byte = memory[digit] ?? 0;
      if (byte >= zero && byte <= nine) slots = slots * 10 + byte - zero;
      else if (byte !== colon) break;
    }
    visit(pool.read(memory, from + 1, to - from - 1), slots);
    from = digit;
  }
}
