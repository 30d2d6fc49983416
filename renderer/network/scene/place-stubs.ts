import type { ResourceRow } from '../../../core/contract/live';
import type { Topology } from '../topology/topology';
import type { AnchorsOf } from './anchors';
import { clipped, contains, type Box, type Point } from './geometry';
import type { Clutter } from './label-places';
import type { LabelMark } from './scene';
import { shortened } from './site-marks';

interface Stub {
  readonly inside: Point;
  readonly exit: Point;
  readonly text: string;
  readonly weight: number;
}

/** More lines than these leave the picture only where it shows so much that their names would be noise. */
const mostStubs = 14;
const manyBundles = 2_000;

/** Where lines leave the screen: to where, how many, and how long it takes. */
export function placeStubs(
  topology: Topology,
  resources: ReadonlyMap<string, ResourceRow>,
  anchorsOf: AnchorsOf,
  screen: Box,
  clutter: Clutter,
  measure: (text: string, size: 11, isStrong: boolean) => number,
): LabelMark[] {
  if (topology.bundles.length > manyBundles) return [];
  const stubs: Stub[] = [];
  for (const { a, z, strands } of topology.bundles) {
    const [from, to] = [anchorsOf(a)?.at, anchorsOf(z)?.at];
    if (!from || !to || a === z) continue;
    const isFromIn = contains(screen, from);
    if (isFromIn === contains(screen, to)) continue;
    const [inside, outside] = isFromIn ? [from, to] : [to, from];
    const exit = clipped(inside, outside, screen)?.[1];
    const far = topology.sites[isFromIn ? z : a];
    if (!exit || !far) continue;
    const latencies = strands.flatMap(({ resourceId }) => {
      const row = resources.get(resourceId);
      return row?.azNs == null || row.zaNs === null ? [] : [Math.max(row.azNs, row.zaNs)];
    });
    const fastest = latencies.length === 0 ? '' : `  ${(Math.min(...latencies) / 1e6).toFixed(1)} ms`;
    const count = strands.length > 1 ? ` ×${strands.length}` : '';
    stubs.push({ inside, exit, text: `${arrowTo(exit, screen)} ${shortened(far.name)}${count}${fastest}`, weight: strands.length });
  }
  if (stubs.length > 3 * mostStubs) return [];
  return stubs
    .sort((one, other) => other.weight - one.weight)
    .slice(0, mostStubs)
    .flatMap((stub) => place(stub, screen, clutter, measure(stub.text, 11, false)));
}

function arrowTo({ x, y }: Point, { left, right, top }: Box): string {
  if (x < left + 2) return '←';
  if (x > right - 2) return '→';
  return y < top + 2 ? '↑' : '↓';
}

function place({ inside, exit, text }: Stub, screen: Box, clutter: Clutter, width: number): LabelMark[] {
  const length = Math.hypot(inside.x - exit.x, inside.y - exit.y) || 1;
  const [ux, uy] = [(inside.x - exit.x) / length, (inside.y - exit.y) / length];
  let best: { readonly box: Box; readonly cost: number } | null = null;
  for (const along of [10, 24, 40, 60, 80, 110, 140, 180])
    for (const off of [-11, 11, -18, 18, -26, 26]) {
      if (along > length) continue;
      const onSide = Math.abs(ux) < Math.abs(uy);
      const x = exit.x + ux * along + (onSide ? (off > 0 ? 10 : -10 - width) : exit.x > screen.right - 2 ? -width : 0);
      const y = exit.y + uy * along + (onSide ? -6 : off - 6);
      const left = Math.max(screen.left + 8, Math.min(screen.right - 8 - width, x));
      const box = { left, top: y, right: left + width, bottom: y + 13 };
      if (clutter.takes(box, 2)) continue;
      const cost = clutter.lineCost(box) * 2 + along * 0.2;
      if (!best || cost < best.cost) best = { box, cost };
    }
  if (!best) return [];
  clutter.take(best.box);
  return [{ box: best.box, text, look: 'away', isReceding: false }];
}
