import type { PathShown } from '../../core/contract/circuit-shapes';
import { runsOutSoon, standingOf } from './path-standing';

export const pathViews = ['all', 'waiting', 'held', 'low'] as const;
export type PathView = (typeof pathViews)[number];

export interface PathFilter {
  readonly view: PathView;
  /** Each of its words has to be in the id, the switch, the provider, or the order that carries it. */
  readonly text: string;
  /** null: of all. */
  readonly switchId: string | null;
}

export const everyPath: PathFilter = { view: 'all', text: '', switchId: null };

const isIn: Readonly<Record<PathView, (path: PathShown) => boolean>> = {
  all: () => true,
  waiting: ({ waiting }) => waiting > 0,
  held: ({ heldSinceMs }) => heldSinceMs !== null,
  low: (path) => runsOutSoon(path) || path.pool.isFull,
};

/** Those that are asked for, the one with the least free first; among equals those whose orders wait, then by id. */
export function filterPaths(paths: readonly PathShown[], filter: PathFilter): readonly PathShown[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return paths
    .filter((path) => isIn[filter.view](path) && (filter.switchId === null || path.switchId === filter.switchId) && hasWords(path, words))
    .sort((a, b) => a.pool.free - b.pool.free || b.waiting - a.waiting || byId.compare(a.id, b.id));
}

/** How many are in each view, with what else is asked for. */
export function viewCounts(paths: readonly PathShown[], filter: PathFilter): Readonly<Record<PathView, number>> {
  const within = filterPaths(paths, { ...filter, view: 'all' });
  const count = (view: PathView): number => within.filter(isIn[view]).length;
  return { all: within.length, waiting: count('waiting'), held: count('held'), low: count('low') };
}

function hasWords(path: PathShown, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text =
    `${path.id} ${path.switchId} ${path.switchName} ${path.provider} ${path.carriedByOrderId ?? ''} ${standingOf(path).word}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** VP 2 before VP 11. */
export const byId = new Intl.Collator('en', { numeric: true });

/** In the order that they had; those that have come since follow. Nothing moves from under a pointer. */
export function inOrder(paths: readonly PathShown[], ids: readonly string[]): readonly PathShown[] {
  const places = new Map(ids.map((id, index) => [id, index]));
  return [...paths].sort((a, b) => (places.get(a.id) ?? ids.length) - (places.get(b.id) ?? ids.length));
}
