import { contains, grown, overlap, type Box, type Point } from './geometry';

/** A name that wants a place near what it names. */
export interface LabelWish {
  readonly text: string;
  /** What it stands beside. */
  readonly around: Box;
  readonly width: number;
  readonly height: number;
  /** Who has more is placed first. */
  readonly priority: number;
  /** Shown in any case, as long as it covers nothing. */
  readonly isNeeded: boolean;
}

export interface PlacedLabel<Wish extends LabelWish> {
  readonly wish: Wish;
  readonly box: Box;
}

/** What labels keep clear of. Grids keep looking cheap where there are thousands. */
export interface Clutter {
  /** Nothing may cover these. */
  takes(box: Box, apart: number): boolean;
  take(box: Box): void;
  /** What it costs to lie over lines there. */
  lineCost(box: Box): number;
  addLine(a: Point, z: Point, weight: number): void;
  /** Things of which a name nearby might be thought to be theirs. */
  addThing(at: Point): void;
  thingCost(box: Box, own: Box): number;
}

const cellSize = 64;
const sampleEvery = 5;

export function createClutter(bounds: Box): Clutter {
  const boxes = new Map<number, Box[]>();
  const samples = new Map<number, number[]>();
  const things = new Map<number, Point[]>();
  const column = (x: number): number => Math.floor((x - bounds.left) / cellSize);
  const row = (y: number): number => Math.floor((y - bounds.top) / cellSize);
  const key = (x: number, y: number): number => row(y) * 4096 + column(x);
  const cellsOf = function* (box: Box): Iterable<number> {
    for (let y = row(box.top); y <= row(box.bottom); y += 1)
      for (let x = column(box.left); x <= column(box.right); x += 1) yield y * 4096 + x;
  };
  return {
    takes(box, apart) {
      if (box.left < bounds.left || box.top < bounds.top || box.right > bounds.right || box.bottom > bounds.bottom) return true;
      for (const cell of cellsOf(grown(box, apart))) for (const taken of boxes.get(cell) ?? []) if (overlap(box, taken, apart)) return true;
      return false;
    },
    take(box) {
      for (const cell of cellsOf(box)) {
        const known = boxes.get(cell);
        if (known) known.push(box);
        else boxes.set(cell, [box]);
      }
    },
    lineCost(box) {
      let cost = 0;
      for (const cell of cellsOf(box)) {
        const near = samples.get(cell);
        if (!near) continue;
        for (let at = 0; at < near.length; at += 3) {
          const [x = 0, y = 0, weight = 0] = [near[at], near[at + 1], near[at + 2]];
          if (x > box.left && x < box.right && y > box.top && y < box.bottom) cost += weight;
        }
      }
      return cost;
    },
    addLine(a, z, weight) {
      const length = Math.hypot(z.x - a.x, z.y - a.y);
      for (let along = 0; along <= length; along += sampleEvery) {
        const share = length === 0 ? 0 : along / length;
        const [x, y] = [a.x + (z.x - a.x) * share, a.y + (z.y - a.y) * share];
        if (!contains(bounds, { x, y })) continue;
        const cell = key(x, y);
        const known = samples.get(cell);
        if (known) known.push(x, y, weight);
        else samples.set(cell, [x, y, weight]);
      }
    },
    addThing(at) {
      const cell = key(at.x, at.y);
      const known = things.get(cell);
      if (known) known.push(at);
      else things.set(cell, [at]);
    },
    thingCost(box, own) {
      const near: Box = { left: box.left - 9, right: box.right + 9, top: box.top - 18, bottom: box.bottom + 18 };
      let cost = 0;
      for (const cell of cellsOf(near))
        for (const at of things.get(cell) ?? []) {
          if (contains(own, at) || !contains(near, at)) continue;
          cost += at.y > box.top - 9 && at.y < box.bottom + 9 ? 16 : 9;
        }
      return cost;
    },
  };
}

/** Above this a name that is not needed is left out until one zooms in. */
const tooDear = 60;

/** Greedy, by priority: thirteen positions around each, the cheapest that covers nothing. */
export function placeLabels<Wish extends LabelWish>(wishes: readonly Wish[], clutter: Clutter): PlacedLabel<Wish>[] {
  const placed: PlacedLabel<Wish>[] = [];
  for (const wish of [...wishes].sort((one, other) => other.priority - one.priority)) {
    let best: { readonly box: Box; readonly cost: number } | null = null;
    for (const { x, y, cost } of positions(wish)) {
      const box = { left: x, top: y, right: x + wish.width, bottom: y + wish.height };
      if (best && cost >= best.cost) continue;
      if (clutter.takes(box, 1)) continue;
      const whole = cost + clutter.lineCost(box) * 2.2 + clutter.thingCost(box, wish.around);
      if (!best || whole < best.cost) best = { box, cost: whole };
    }
    if (!best || (best.cost > tooDear && !wish.isNeeded)) continue;
    clutter.take(best.box);
    placed.push({ wish, box: best.box });
  }
  return placed;
}

function positions({ around, width, height }: LabelWish): { readonly x: number; readonly y: number; readonly cost: number }[] {
  const [x, y] = [(around.left + around.right) / 2, (around.top + around.bottom) / 2];
  const [right, left] = [around.right + 3, around.left - 3 - width];
  const [above, below] = [around.top - 2 - height, around.bottom + 2];
  const [level, centred] = [y - height / 2, x - width / 2];
  return [
    { x: right, y: level, cost: 0 },
    { x: left, y: level, cost: 1.5 },
    { x: centred, y: above, cost: 1.5 },
    { x: centred, y: below, cost: 1.5 },
    { x: right - 4, y: above + 4, cost: 3 },
    { x: right - 4, y: below - 4, cost: 3 },
    { x: left + 4, y: above + 4, cost: 4.5 },
    { x: left + 4, y: below - 4, cost: 4.5 },
    { x: right + 6, y: above, cost: 7.5 },
    { x: left - 6, y: below, cost: 7.5 },
    { x: right + 4, y: below + 2, cost: 7.5 },
    { x: centred, y: above - 7, cost: 9 },
    { x: centred, y: below + 6, cost: 9 },
  ];
}
