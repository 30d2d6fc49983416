import { contains, squaredDistance, type Point } from './geometry';
import type { Hits, Target } from './scene';

/** How far from a line a pointer may be to be on it, pixels. */
const reach = 5;

/** What is at a point of the picture; things lie over lines. All lines are measured: tens of thousands take less than a millisecond. */
export function targetAt({ things, lineEnds, lineIds }: Hits, point: Point): Target | null {
  let nearest: { readonly target: Target; readonly distance: number } | null = null;
  for (const { box, target } of things) {
    if (!contains(box, point)) continue;
    const distance = Math.hypot((box.left + box.right) / 2 - point.x, (box.top + box.bottom) / 2 - point.y);
    if (!nearest || distance < nearest.distance) nearest = { target, distance };
  }
  if (nearest) return nearest.target;
  let [found, least] = [-1, reach ** 2];
  for (let at = 0; at < lineIds.length; at += 1) {
    const [ax = 0, ay = 0, zx = 0, zy = 0] = [lineEnds[4 * at], lineEnds[4 * at + 1], lineEnds[4 * at + 2], lineEnds[4 * at + 3]];
    const distance = squaredDistance(point.x, point.y, ax, ay, zx, zy);
    if (distance < least) [found, least] = [at, distance];
  }
  const id = lineIds[found];
  return id === undefined ? null : { kind: 'resource', id };
}
