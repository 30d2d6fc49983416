import type { RouteShown } from '../../core/contract/shapes';
import { formatTime } from '../../core/model/clock';
import { formatNs } from '../../core/model/latency';
import { wayOf } from '../show-route';

/** How long ago, roughly: "3 min", "2 h", "5 d". */
export function age(sinceMs: number | null, nowMs: number): string {
  if (sinceMs === null) return 'never';
  const seconds = Math.max(0, Math.round((nowMs - sinceMs) / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

export const orDash = (ns: number | null): string => (ns === null ? '–' : formatNs(ns));

export const margin = (marginNs: number | null, limitNs: number): string =>
  marginNs === null ? '–' : `${Math.round((100 * marginNs) / limitNs)} %`;

export const timeOr = (atMs: number | null, otherwise: string): string => (atMs === null ? otherwise : formatTime(atMs));

export const counted = (count: number, thing: string, things = `${thing}s`): string => `${count} ${count === 1 ? thing : things}`;

/** Enough of an id to name it by: its end, since ids that are made together begin alike. Commands take it (`byPartOfId`). */
export const shortId = (id: string): string => id.slice(-8);

export const routeWords = (route: RouteShown): string => `${wayOf(route.hops)}, ${formatNs(route.oneWayNs)} one way`;
