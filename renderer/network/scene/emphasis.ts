import type { DossierShown, RouteShown } from '../../../core/contract/shapes';
import type { ImpairmentRow, OrderRow } from '../../../core/contract/live';
import type { NetworkTables } from '../topology/topology';

/** What is selected, as the address says it: `#/network?order=ORD-7`. */
export const selectionKinds = ['order', 'site', 'node', 'resource', 'interconnect', 'impairment', 'risk', 'carrier'] as const;
export interface Selection {
  readonly kind: (typeof selectionKinds)[number];
  readonly id: string;
}

export const isSameSelection = (one: Selection | null, other: Selection | null): boolean =>
  one?.kind === other?.kind && one?.id === other?.id;

export function selectionIn(search: URLSearchParams): Selection | null {
  for (const kind of selectionKinds) {
    const id = search.get(kind);
    if (id !== null && id !== '') return { kind, id };
  }
  return null;
}

export interface EmphasisedLeg {
  readonly resourceId: string;
  /** Along the route; null: unknown. */
  readonly ns: number | null;
}

/** What stands out; everything else recedes. */
export interface Emphasis {
  readonly route: readonly EmphasisedLeg[];
  readonly alternatives: readonly EmphasisedLeg[];
  /** Node by node; the ends are its first and last. */
  readonly routeNodes: readonly string[];
  readonly hasEnds: boolean;
  /** Neither receding nor on a route. */
  readonly resources: ReadonlySet<string>;
  readonly nodes: ReadonlySet<string>;
  readonly siteId: string | null;
}

const none: Emphasis = {
  route: [],
  alternatives: [],
  routeNodes: [],
  hasEnds: false,
  resources: new Set(),
  nodes: new Set(),
  siteId: null,
};

/** null: nothing is selected, so nothing recedes. An order's routes are known once it was asked for (`dossier`). */
export function emphasisOf(
  selection: Selection | null,
  tables: NetworkTables,
  known: {
    readonly dossier: DossierShown | null;
    readonly order: OrderRow | undefined;
    readonly impairment: ImpairmentRow | undefined;
  },
): Emphasis | null {
  if (!selection) return null;
  const { kind, id } = selection;
  switch (kind) {
    case 'order':
      return known.dossier?.order.id === id ? ofOrder(known.dossier) : null;
    case 'site': {
      const nodes = new Set(
        [...tables.nodes.values()].filter((node) => node.siteId === id || `node:${node.id}` === id).map((node) => node.id),
      );
      return { ...none, nodes, siteId: id, resources: resourcesAt(tables, nodes) };
    }
    case 'node': {
      const nodes = new Set([id]);
      return { ...none, nodes, resources: resourcesAt(tables, nodes) };
    }
    case 'resource':
      return ofResource(id, tables);
    case 'interconnect': {
      const row = tables.interconnects.get(id);
      return row ? { ...none, nodes: new Set([row.aNodeId, row.zNodeId]), siteId: row.siteId } : null;
    }
    case 'carrier':
      return {
        ...none,
        resources: new Set([...tables.resources.values()].filter(({ carrierId }) => carrierId === id).map((row) => row.id)),
        nodes: new Set([...tables.nodes.values()].filter(({ carrierId }) => carrierId === id).map((row) => row.id)),
      };
    case 'impairment':
      return known.impairment ? ofImpairment(known.impairment, tables) : null;
    case 'risk': {
      const resources = [...tables.resources.values()].filter(({ sharedRisks }) => sharedRisks.includes(id));
      return {
        ...none,
        resources: new Set(resources.map((row) => row.id)),
        nodes: new Set(resources.flatMap(({ aNodeId, zNodeId }) => [aNodeId, zNodeId])),
      };
    }
  }
}

/** The route that serves an order, or else the one that is being made for it. */
export function routeInForce({ connections }: Pick<DossierShown, 'connections'>): RouteShown | null {
  const live = connections.filter(({ state }) => state !== 'ended');
  return (live.find(({ state }) => state === 'active') ?? live.at(-1))?.route ?? null;
}

function ofOrder(dossier: DossierShown): Emphasis {
  const route = routeInForce(dossier);
  return {
    ...none,
    route: route ? legsOf(route) : [],
    routeNodes: route ? route.hops.filter(({ kind }) => kind === 'node').map(({ id }) => id) : [],
    hasEnds: route !== null,
    alternatives: dossier.alternatives.filter(({ fault }) => fault === '').flatMap((alternative) => legsOf(alternative.route)),
  };
}

/** A way and others beside it, or with neither two nodes alone, lettered A and Z. */
export const emphasisOfWays = (way: RouteShown | null, others: readonly RouteShown[], endNodes: readonly string[]): Emphasis => ({
  ...none,
  route: way ? legsOf(way) : [],
  routeNodes: way ? way.hops.filter(({ kind }) => kind === 'node').map(({ id }) => id) : endNodes,
  hasEnds: way !== null || endNodes.length === 2,
  alternatives: others.flatMap(legsOf),
  nodes: new Set(endNodes),
});

const legsOf = ({ hops }: RouteShown): EmphasisedLeg[] =>
  hops.filter(({ kind }) => kind === 'resource').map(({ id, azNs, zaNs }) => ({ resourceId: id, ns: Math.max(azNs, zaNs) }));

const resourcesAt = ({ resources }: NetworkTables, nodes: ReadonlySet<string>): Set<string> =>
  new Set([...resources.values()].filter(({ aNodeId, zNodeId }) => nodes.has(aNodeId) || nodes.has(zNodeId)).map(({ id }) => id));

function ofResource(id: string, { resources }: NetworkTables): Emphasis | null {
  const row = resources.get(id);
  if (!row) return null;
  const ns = row.azNs === null || row.zaNs === null ? null : Math.max(row.azNs, row.zaNs);
  return { ...none, route: [{ resourceId: id, ns }], routeNodes: [row.aNodeId, row.zNodeId] };
}

function ofImpairment({ subject }: ImpairmentRow, tables: NetworkTables): Emphasis | null {
  switch (subject.kind) {
    case 'resource': {
      const row = tables.resources.get(subject.id);
      return row ? { ...none, resources: new Set([row.id]), nodes: new Set([row.aNodeId, row.zNodeId]) } : null;
    }
    case 'node':
      return { ...none, nodes: new Set([subject.id]), resources: resourcesAt(tables, new Set([subject.id])) };
    case 'interconnect': {
      const row = tables.interconnects.get(subject.id);
      return row ? { ...none, nodes: new Set([row.aNodeId, row.zNodeId]), siteId: row.siteId } : null;
    }
    case 'port':
    case 'service':
      return null;
  }
}
