import type { RecoveryHitShown, RecoverySurveyShown, WayShown } from '../../core/contract/recovery';
import type { HopShown, RouteShown } from '../../core/contract/shapes';
import type { RecoveryPhase } from '../../core/model/recovery-phase';
import { formatDuration } from '../ui/numbers';
import type { Mark } from '../ui/severity';

export const phaseWords: Readonly<Record<RecoveryPhase, string>> = {
  'no-route': 'no route',
  'waits-for-you': 'waits for you',
  queued: 'queued',
  'in-hand': 'restoring',
  restored: 'restored',
  cleared: 'carries again',
  released: 'released',
};

/** Behind a count: `4 to choose`. */
export const countWords: Readonly<Record<RecoveryPhase, string>> = {
  ...phaseWords,
  'waits-for-you': 'to choose',
  cleared: 'carry again',
};

export const phaseMarks: Readonly<Record<RecoveryPhase, Mark>> = {
  'no-route': { severity: 'critical' },
  'waits-for-you': { severity: 'critical' },
  queued: { severity: 'major' },
  'in-hand': { severity: 'major' },
  restored: { shape: 'dot' },
  cleared: { shape: 'dot' },
  released: { shape: 'dash' },
};

/** What is done first: the bar is read from the left. */
export const barOrder = [
  'restored',
  'cleared',
  'released',
  'in-hand',
  'queued',
  'waits-for-you',
  'no-route',
] as const satisfies readonly RecoveryPhase[];

export const isOpenPhase = (phase: RecoveryPhase): boolean => phase === 'no-route' || phase === 'waits-for-you' || phase === 'queued';

/** In a word what stands at the end of its line: how long it took, how far it is, or why not. */
export function standingWords(
  { phase, hitAtMs, settledAtMs, parts, order }: RecoveryHitShown,
  nameOf: (carrierId: string) => string,
): string {
  switch (phase) {
    case 'restored':
    case 'cleared':
    case 'released':
      return settledAtMs === null ? '' : `in ${formatSeconds(settledAtMs - hitAtMs)}`;
    case 'in-hand':
      if (!parts) return 'its turn is next';
      return `${parts.carrierId === null ? 'reading back' : nameOf(parts.carrierId)} ${Math.min(parts.made + 1, parts.all)} of ${parts.all}`;
    case 'waits-for-you':
      return order.isFrozen ? 'frozen' : 'recovery is paused';
    case 'queued':
      return 'by priority';
    case 'no-route':
      return 'none within its limit';
  }
}

/** `4.1 s` below a minute. */
export const formatSeconds = (ms: number): string => (ms < 60_000 ? `${(Math.max(0, ms) / 1000).toFixed(1)} s` : formatDuration(ms));

export const waySorts = ['latency', 'margin', 'price'] as const;
export type WaySort = (typeof waySorts)[number];

/** Those that can be taken first; the one with the most margin is the fastest too, but for what is over the limit. */
export function sortWays(ways: readonly WayShown[], by: WaySort): readonly WayShown[] {
  const valueOf = (way: WayShown): number => (by === 'price' ? way.route.price : by === 'margin' ? -way.marginNs : way.route.oneWayNs);
  return [...ways].sort((one, other) => Number(one.against.length > 0) - Number(other.against.length > 0) || valueOf(one) - valueOf(other));
}

/** A way by what it passes. */
export const keyOfWay = ({ hops }: { readonly hops: readonly Pick<HopShown, 'kind' | 'id'>[] }): string =>
  hops.map(({ kind, id }) => `${kind} ${id}`).join('\n');

/** The sites between its ends, in their order: `Basel, Karlsruhe, Frankfurt`; its nodes where it has no site between. */
export function viaWords(route: RouteShown, siteOf: (nodeId: string) => string | null): string {
  const nodes = route.hops.filter(({ kind }) => kind === 'node');
  const places = nodes.map(({ id, name }) => siteOf(id) ?? name);
  const [first, last] = [places[0], places.at(-1)];
  const between = places.filter((place, at) => place !== first && place !== last && place !== places[at - 1]);
  return between.length === 0 ? 'direct' : between.join(', ');
}

export function carrierWords(route: RouteShown): string {
  const names = [...new Set(route.hops.flatMap(({ carrierName }) => carrierName ?? []))];
  const resources = route.hops.filter(({ kind }) => kind === 'resource').length;
  return `${names.join(', ')}; ${resources} ${resources === 1 ? 'resource' : 'resources'}`;
}

/** What people did, without what became of it. */
export const doneByHand = ({ done }: Pick<RecoverySurveyShown, 'done'>): RecoverySurveyShown['done'] =>
  done.filter(({ actor, event }) => actor === 'operator' && event !== 'move.refused');
