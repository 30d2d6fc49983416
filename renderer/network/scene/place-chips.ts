import type { Box, Point } from './geometry';
import type { Clutter } from './label-places';
import type { ChipMark, ColourToken } from './scene';

export interface ChipWish {
  readonly a: Point;
  readonly z: Point;
  readonly text: string;
  /** Of the carrier; null: on an alternative. */
  readonly token: ColourToken | null;
}

const height = 18;

/** The latency of each hop, on its line or beside it, where it covers nothing; left out where there is no such place. */
export function placeChips(
  wishes: readonly ChipWish[],
  clutter: Clutter,
  measure: (text: string, size: 11, isStrong: boolean) => number,
): ChipMark[] {
  return wishes.flatMap(({ a, z, text, token }) => {
    const width = measure(text, 11, token !== null) + (token === null ? 11 : 17);
    const box = bestPlace(a, z, width, clutter);
    if (!box) return [];
    clutter.take(box);
    return [{ box, text, token }];
  });
}

function bestPlace(a: Point, z: Point, width: number, clutter: Clutter): Box | null {
  const [dx, dy] = [z.x - a.x, z.y - a.y];
  const length = Math.hypot(dx, dy);
  if (length < 24) return null;
  const [nx, ny] = [-dy / length, dx / length];
  let best: { readonly box: Box; readonly cost: number } | null = null;
  for (const along of [0.5, 0.42, 0.58, 0.34, 0.66])
    for (const off of [0, 20, -20, 28, -28, 38, -38]) {
      if (off === 0 && length < width + 34) continue;
      const reach = off === 0 ? 0 : Math.sign(off) * ((Math.abs(nx) * width + Math.abs(ny) * height) / 2 + (Math.abs(off) - 10) * 0.8);
      const at = { x: a.x + dx * along + nx * reach, y: a.y + dy * along + ny * reach };
      const box = { left: at.x - width / 2, top: at.y - height / 2, right: at.x + width / 2, bottom: at.y + height / 2 };
      if (clutter.takes(box, 2)) continue;
      const cost = (off === 0 ? -40 : clutter.lineCost(box) * 2) + Math.abs(along - 0.5) * 30 + Math.abs(off) * 0.5;
      if (!best || cost < best.cost) best = { box, cost };
    }
  return best?.box ?? null;
}
