import type { ResourceRow } from '../../../core/contract/live';
import { placeOf, greatCircleKm } from '../../../core/model/distance';
import type { NetworkTables } from '../topology/topology';
import type { LineStyle } from '../scene/scene';

export const overlayKinds = ['health', 'latency', 'utilisation', 'freshness', 'shared-risk'] as const;
export type OverlayKind = (typeof overlayKinds)[number];

export const overlayNames: Readonly<Record<OverlayKind, string>> = {
  health: 'Health',
  latency: 'Latency',
  utilisation: 'Utilisation',
  freshness: 'Freshness',
  'shared-risk': 'Shared risk',
};

export type OverlayLook = Omit<LineStyle, 'isReceding'>;

/** One kind of line of an overlay, as the legend tells it. */
export interface OverlayClass {
  readonly words: string;
  readonly look: OverlayLook;
}

/** How an overlay draws what is up; null: in its carrier's colour. What is down is drawn as such under every overlay. */
export interface Overlay {
  readonly kind: OverlayKind;
  readonly classes: readonly OverlayClass[];
  readonly classOf: ((row: ResourceRow) => OverlayClass) | null;
}

const look = (token: LineStyle['token'], width: number, dash: LineStyle['dash'] = 'solid'): OverlayLook => ({ token, width, dash });
const unknown: OverlayClass = { words: 'unknown', look: look('text-3', 1.4, 'dotted') };

const latencyClasses = {
  short: { words: 'as the distance gives', look: look('neutral', 1.4) },
  long: { words: '1.6 to 2.5 times that', look: look('text-1', 2) },
  farLonger: { words: 'over 2.5 times', look: look('minor-fg', 2.6) },
  unplaced: { words: 'distance unknown', look: look('neutral', 1.4, 'dashed') },
} satisfies Record<string, OverlayClass>;

const utilisationClasses = {
  low: { words: 'under 50 % of slots used', look: look('neutral-fill', 1.4) },
  middle: { words: '50 to 80 %', look: look('neutral', 2.4) },
  high: { words: '80 to 95 %', look: look('text-1', 3.2) },
  full: { words: 'over 95 %: hardly a slot', look: look('warning-fg', 3.6) },
} satisfies Record<string, OverlayClass>;

const freshnessClasses = {
  fresh: { words: 'read under 15 min ago', look: look('neutral', 1.4) },
  older: { words: '15 min to 6 h ago', look: look('text-2', 1.8) },
  old: { words: 'over 6 h ago', look: look('text-1', 2.6, 'dashed') },
  standing: { words: 'a default, or derived', look: look('neutral', 1.4, 'dashed') },
} satisfies Record<string, OverlayClass>;

const riskClasses = {
  alone: { words: 'shares nothing', look: look('neutral-fill', 1.2) },
  some: { words: 'with 1 to 3 others', look: look('neutral', 2) },
  many: { words: 'with 4 others or more', look: look('text-1', 3) },
} satisfies Record<string, OverlayClass>;

const minutes = 60_000;

/** Light in fibre along the great circle, nanoseconds for each kilometre. */
const leastNsPerKm = 4897;

export function overlayOf(kind: OverlayKind, tables: NetworkTables, nowMs: number): Overlay {
  switch (kind) {
    case 'health':
      return { kind, classes: [], classOf: null };
    case 'latency':
      return { kind, classes: [...Object.values(latencyClasses), unknown], classOf: (row) => latencyClass(row, tables) };
    case 'utilisation':
      return { kind, classes: Object.values(utilisationClasses), classOf: utilisationClass };
    case 'freshness':
      return { kind, classes: [...Object.values(freshnessClasses), unknown], classOf: (row) => freshnessClass(row, nowMs) };
    case 'shared-risk': {
      const members = riskMembers(tables);
      return { kind, classes: Object.values(riskClasses), classOf: (row) => riskClass(row, members) };
    }
  }
}

function latencyClass(row: ResourceRow, { nodes, sites }: NetworkTables): OverlayClass {
  if (row.azNs === null || row.zaNs === null) return unknown;
  const [a, z] = [row.aNodeId, row.zNodeId].map((id) => placeOf(sites.get(nodes.get(id)?.siteId ?? '') ?? null));
  if (!a || !z) return latencyClasses.unplaced;
  // Within a city the equipment outweighs the way.
  const expected = greatCircleKm(a, z) * leastNsPerKm + 20_000;
  const ratio = Math.max(row.azNs, row.zaNs) / expected;
  if (ratio <= 1.6) return latencyClasses.short;
  return ratio <= 2.5 ? latencyClasses.long : latencyClasses.farLonger;
}

export const usedShare = ({ slots, freeSlots }: Pick<ResourceRow, 'slots' | 'freeSlots'>): number =>
  slots === 0 ? 1 : 1 - freeSlots / slots;

function utilisationClass(row: ResourceRow): OverlayClass {
  const used = usedShare(row);
  if (used < 0.5) return utilisationClasses.low;
  if (used < 0.8) return utilisationClasses.middle;
  return used <= 0.95 ? utilisationClasses.high : utilisationClasses.full;
}

function freshnessClass({ azNs, readAtMs, isDefault, provenance }: ResourceRow, nowMs: number): OverlayClass {
  if (azNs === null) return unknown;
  if (isDefault || readAtMs === null || provenance === 'derived') return freshnessClasses.standing;
  const age = nowMs - readAtMs;
  if (age < 15 * minutes) return freshnessClasses.fresh;
  return age < 360 * minutes ? freshnessClasses.older : freshnessClasses.old;
}

/** How many resources each shared risk has. */
export function riskMembers({ resources }: Pick<NetworkTables, 'resources'>): ReadonlyMap<string, number> {
  const members = new Map<string, number>();
  for (const { sharedRisks } of resources.values()) for (const risk of sharedRisks) members.set(risk, (members.get(risk) ?? 0) + 1);
  return members;
}

function riskClass({ sharedRisks }: ResourceRow, members: ReadonlyMap<string, number>): OverlayClass {
  const most = sharedRisks.reduce((found, risk) => Math.max(found, (members.get(risk) ?? 1) - 1), 0);
  if (most === 0) return riskClasses.alone;
  return most < 4 ? riskClasses.some : riskClasses.many;
}
