import type { RouteHop, Way } from '../../model/route';
import type { TextPool } from '../text-pool';

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];
const [smallA, smallI, smallK, smallZ] = [0x61, 0x69, 0x6b, 0x7a];
/** By their first letter. */
const kinds: Readonly<Record<number, RouteHop['kind']>> = { 0x6e: 'node', 0x72: 'resource', 0x69: 'interconnect' };

/**
 * Reads the way out of a route's JSON, as it lies in memory: of a hundred thousand routes most is figures that nobody asks for at the start. A quote that is
 * part of a text has a backslash before it; a route with a text that holds one is parsed whole. `hopPool`: of what
 * routes lead over, which is little beside all ports.
 */
export function wayOfRoute(memory: Buffer, at: number, length: number, pool: TextPool, hopPool = pool): Way {
  const hops: Pick<RouteHop, 'kind' | 'id'>[] = [];
  let [aPortId, zPortId] = ['', ''];
  let kind: RouteHop['kind'] | null = null;
  let id: string | null = null;
  let key = 0;
  const end = at + length;
  for (let from = at; from < end; from += 1) {
    if (memory[from] !== quote) continue;
    let to = from + 1;
    while (memory[to] !== quote && to < end) to += 1;
    if (memory[to - 1] === backslash) return parsed(memory, at, end);
    if (memory[to + 1] === colon) key = memory[from + 1] ?? 0;
    else {
      if (key === smallK) kind = kinds[memory[from + 1] ?? 0] ?? null;
      else {
        for (let inside = from + 1; inside < to; inside += 1) if (memory[inside] === backslash) return parsed(memory, at, end);
        if (key === smallI) id = hopPool.read(memory, from + 1, to - from - 1);
        else if (key === smallA) aPortId = pool.read(memory, from + 1, to - from - 1);
        else if (key === smallZ) zPortId = pool.read(memory, from + 1, to - from - 1);
      }
      if (kind !== null && id !== null) {
        hops.push({ kind, id });
        kind = null;
        id = null;
      }
    }
    from = to;
  }
  return { aPortId, zPortId, hops };
}

const parsed = (memory: Buffer, at: number, end: number): Way => JSON.parse(memory.toString('utf8', at, end)) as Way;
