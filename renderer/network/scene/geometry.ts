export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Which part of the map is shown: a point of it stands on the screen at `point × zoom + (x, y)`, in CSS pixels. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

export const onScreen = (view: View, { x, y }: Point): Point => ({ x: x * view.zoom + view.x, y: y * view.zoom + view.y });
export const onMap = (view: View, { x, y }: Point): Point => ({ x: (x - view.x) / view.zoom, y: (y - view.y) / view.zoom });

export const overlap = (one: Box, other: Box, apart = 0): boolean =>
  one.left < other.right + apart && one.right > other.left - apart && one.top < other.bottom + apart && one.bottom > other.top - apart;

export const contains = ({ left, top, right, bottom }: Box, { x, y }: Point): boolean => x >= left && x <= right && y >= top && y <= bottom;

export const boxAround = ({ x, y }: Point, halfWidth: number, halfHeight = halfWidth): Box => ({
  left: x - halfWidth,
  top: y - halfHeight,
  right: x + halfWidth,
  bottom: y + halfHeight,
});

export const grown = ({ left, top, right, bottom }: Box, by: number): Box => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
});

/** Of what is in several places: so much of the map's width or height at least. */
const leastShare = 0.35;

/** All of it is on the screen, clear of its edges, and not in one corner of it. */
export function isWellSeen(points: readonly Point[], view: View): boolean {
  if (points.length === 0) return true;
  const places = points.map((point) => onScreen(view, point));
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (left <= 20 || top <= 20 || right >= view.width - 20 || bottom >= view.height - 20) return false;
  const isOnePlace = left === right && top === bottom;
  return isOnePlace || right - left > view.width * leastShare || bottom - top > view.height * leastShare;
}

/** Squared distance of a point from a segment. */
export function squaredDistance(px: number, py: number, ax: number, ay: number, zx: number, zy: number): number {
  const [dx, dy] = [zx - ax, zy - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  return (px - ax - share * dx) ** 2 + (py - ay - share * dy) ** 2;
}

/** The part of a segment that lies in a box, or null: none does (Liang–Barsky). */
export function clipped(a: Point, z: Point, box: Box): readonly [Point, Point] | null {
  const [dx, dy] = [z.x - a.x, z.y - a.y];
  let [from, to] = [0, 1];
  const edges = [
    [-dx, a.x - box.left],
    [dx, box.right - a.x],
    [-dy, a.y - box.top],
    [dy, box.bottom - a.y],
  ] as const;
  for (const [p, q] of edges) {
    if (p === 0) {
      if (q < 0) return null;
      continue;
    }
    if (p < 0) from = Math.max(from, q / p);
    else to = Math.min(to, q / p);
  }
  if (from > to) return null;
  const at = (share: number): Point => ({ x: a.x + dx * share, y: a.y + dy * share });
  return [at(from), at(to)];
}

/** The path of one of several parallel lines: `off` pixels to the right of the straight one, which it leaves and meets again at the ends. */
export function lane(a: Point, z: Point, off: number): readonly Point[] {
  const [dx, dy] = [z.x - a.x, z.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const [ox, oy] = [-uy * off, ux * off];
  if (Math.abs(off) < 4.2) {
    const inset = Math.min(2.5, length / 3);
    return [
      { x: a.x + ox + ux * inset, y: a.y + oy + uy * inset },
      { x: z.x + ox - ux * inset, y: z.y + oy - uy * inset },
    ];
  }
  const turn = Math.min(14, length * 0.3);
  return [a, { x: a.x + ox + ux * turn, y: a.y + oy + uy * turn }, { x: z.x + ox - ux * turn, y: z.y + oy - uy * turn }, z];
}

/** Lines side by side take no more than this of the map's width. */
const widest = 24;
const laneGap = 3.4;

/** How far each of so many parallel lines is from the middle. */
export function laneOffset(at: number, count: number): number {
  const gap = count < 2 ? 0 : Math.min(laneGap, widest / (count - 1));
  return (at - (count - 1) / 2) * gap;
}
