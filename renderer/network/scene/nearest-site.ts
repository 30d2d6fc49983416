import type { Point } from './geometry';

export type Direction = 'left' | 'right' | 'up' | 'down';

const headings: Readonly<Record<Direction, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** Off the heading counts more than along it. */
const sideways = 2.2;

/** The nearest in a direction, within 60° of it; null: there is none. */
export function nearestInDirection<Thing extends Point>(from: Point, direction: Direction, things: Iterable<Thing>): Thing | null {
  const heading = headings[direction];
  let found: Thing | null = null;
  let least = Infinity;
  for (const thing of things) {
    const [dx, dy] = [thing.x - from.x, thing.y - from.y];
    const along = dx * heading.x + dy * heading.y;
    const aside = Math.abs(dx * heading.y) + Math.abs(dy * heading.x);
    if (along <= 0 || aside > along * 1.75) continue;
    const cost = along + sideways * aside;
    if (cost < least) [found, least] = [thing, cost];
  }
  return found;
}
