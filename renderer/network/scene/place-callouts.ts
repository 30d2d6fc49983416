import type { ImpairmentGroup } from '../../recovery/impairment-groups';
import type { Box, Point } from './geometry';
import type { Clutter } from './label-places';
import type { CalloutMark } from './scene';

const height = 36;
/** What the second line says at its longest. */
const factWidth = 168;

/** A few words for what is wrong, near it, with a line to it that crosses as little as can be. */
export function placeCallouts(
  marked: readonly { readonly group: ImpairmentGroup; readonly at: Point }[],
  clutter: Clutter,
  measure: (text: string, size: 11, isStrong: boolean) => number,
): CalloutMark[] {
  return marked.flatMap(({ group, at }) => {
    const { severity } = group;
    if (severity === 'cleared') return [];
    const width = Math.min(280, Math.max(measure(group.words, 11, true) + 46, factWidth));
    const box = bestPlace(at, width, clutter);
    if (!box) return [];
    clutter.take(box);
    return [{ impairmentId: group.id, box, from: at, severity }];
  });
}

function bestPlace(at: Point, width: number, clutter: Clutter): Box | null {
  let best: { readonly box: Box; readonly cost: number } | null = null;
  for (let dx = -240; dx <= 200; dx += 16)
    for (let dy = -110; dy <= 100; dy += 10) {
      const box = { left: at.x + dx, top: at.y + dy, right: at.x + dx + width, bottom: at.y + dy + height };
      const near = { x: Math.max(box.left, Math.min(at.x, box.right)), y: Math.max(box.top, Math.min(at.y, box.bottom)) };
      const distance = Math.hypot(near.x - at.x, near.y - at.y);
      if (distance < 18 || (best && distance * 0.9 >= best.cost)) continue;
      if (clutter.takes(box, 6)) continue;
      const cost = clutter.lineCost(box) * 2.2 + distance * 0.9 + 14 * crossed(at, near, clutter);
      if (!best || cost < best.cost) best = { box, cost };
    }
  return best?.box ?? null;
}

/** How many steps of the line from the mark lie over something. */
function crossed(from: Point, to: Point, clutter: Clutter): number {
  let count = 0;
  for (let share = 0.25; share < 0.95; share += 0.08) {
    const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
    if (clutter.takes({ left: x - 2, top: y - 2, right: x + 2, bottom: y + 2 }, 0)) count += 1;
  }
  return count;
}
