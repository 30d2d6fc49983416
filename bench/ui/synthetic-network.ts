import type { ImpairmentRow, InterconnectRow, LiveRow, NodeRow, OrderRow, ResourceRow, Topic } from '../../core/contract/live';
import type { CarrierShown } from '../../core/contract/shapes';
import { fibreNs, greatCircleKm, type Place } from '../../core/model/distance';
import { unhandled } from '../../core/model/impairment';
import type { Site } from '../../core/model/network';
import { signals } from '../../core/model/signal';

export interface SyntheticSize {
  readonly carriers: number;
  readonly nodes: number;
  readonly resources: number;
  readonly orders: number;
  /** Of the time that rows bear, milliseconds since the epoch. */
  readonly nowMs: number;
}

/** Tables of a network of any size, always the same for the same size: cities scattered around centres, each joined to its neighbours and a few afar. */
export function syntheticNetwork({
  carriers: carrierCount,
  nodes: nodeCount,
  resources: resourceCount,
  orders: orderCount,
  nowMs,
}: SyntheticSize) {
  const random = mulberry(7);
  const carriers = Array.from({ length: carrierCount }, (_, at): CarrierShown => ({
    id: `c${at + 1}`,
    name: `Carrier ${at + 1}`,
    role: 'both',
    link: 'up',
    linkText: '',
    sinceMs: nowMs - 3_600_000,
    heardAtMs: nowMs - 2_000,
    nodes: Math.round(nodeCount / carrierCount),
    resources: Math.round(resourceCount / carrierCount),
    dedicatedResources: Math.round(resourceCount / carrierCount),
    clientPorts: 4 * Math.round(nodeCount / carrierCount),
    warnings: [],
    hold: null,
    recoveryPausedBy: null,
  }));
  const sites = Array.from({ length: Math.max(1, Math.round(nodeCount / 4)) }, (_, at): Site & Place => {
    const [latitude, longitude] = centres[Math.floor(random() * centres.length)] ?? [50, 8];
    const spread = 5 + 7 * random();
    return {
      id: `S${at}`,
      name: `Site ${at}`,
      latitudeDeg: latitude + spread * (random() + random() - 1),
      longitudeDeg: longitude + 1.6 * spread * (random() + random() - 1),
    };
  });
  const nodes = Array.from({ length: nodeCount }, (_, at): NodeRow => {
    const carrierId = `c${(Math.floor(at / sites.length) % carrierCount) + 1}`;
    const site = sites[at % sites.length];
    return {
      id: `${carrierId}/n${at}`,
      name: `${carrierId.toUpperCase()}-${site?.id ?? ''}`,
      carrierId,
      siteId: site?.id ?? null,
      ...working,
      azNs: 15_000,
      zaNs: 15_000,
      provenance: 'reported',
      isDefault: false,
      readAtMs: nowMs - 60_000,
    };
  });
  const near = neighbours(sites, 6);
  const nodesAt = new Map<string, NodeRow[]>();
  for (const node of nodes) nodesAt.set(node.siteId ?? '', [...(nodesAt.get(node.siteId ?? '') ?? []), node]);
  const resources: ResourceRow[] = [];
  while (resources.length < resourceCount) {
    const from = nodes[Math.floor(random() * nodes.length)];
    if (!from) break;
    const fromSite = Number(from.siteId?.slice(1) ?? 0);
    const to = random() < 0.985 ? near[fromSite]?.[Math.floor(random() * 6)] : Math.floor(random() * sites.length);
    const there = nodesAt.get(`S${to ?? 0}`)?.find(({ carrierId }) => carrierId === from.carrierId);
    const [a, z] = [sites[fromSite], sites[to ?? 0]];
    if (!there || !a || !z || there === from) continue;
    const id = `${from.carrierId}/r${resources.length}`;
    const slots = 80;
    const latencyNs = Math.round(fibreNs(a, z) * (0.95 + 0.3 * random()));
    resources.push({
      id,
      name: `${a.name} - ${z.name} #${resources.length}`,
      carrierId: from.carrierId,
      aNodeId: from.id,
      zNodeId: there.id,
      slots,
      freeSlots: Math.floor(random() * slots),
      signals,
      isDedicated: true,
      sharedRisks: [`duct-${[a.id, z.id].sort().join('-')}`],
      pricePerSlot: 1_000,
      ...working,
      azNs: latencyNs,
      zaNs: latencyNs,
      provenance: 'measured',
      isDefault: false,
      readAtMs: nowMs - Math.floor(random() * 7_200_000),
    });
  }
  const interconnects = sites.flatMap(({ id }): InterconnectRow[] => {
    const [one, other] = nodesAt.get(id) ?? [];
    if (!one || !other || one.carrierId === other.carrierId || random() > 0.4) return [];
    const latency = { azNs: 12_000, zaNs: 12_000, provenance: 'operator', isDefault: true, readAtMs: null } as const;
    return [
      {
        id: `i-${id}`,
        siteId: id,
        aNodeId: one.id,
        zNodeId: other.id,
        aPortName: 'x1',
        zPortName: 'x1',
        orderId: null,
        ...working,
        ...latency,
      },
    ];
  });
  const impairments = resources
    .filter((_, at) => at % Math.ceil(resourceCount / 12) === 3)
    .map((resource, at): ImpairmentRow => {
      const severity = (['critical', 'major', 'minor', 'warning'] as const)[at % 4] ?? 'minor';
      return {
        id: `IMP-${at}`,
        carrierId: resource.carrierId,
        severity,
        subject: { kind: 'resource', id: resource.id },
        subjectName: resource.name,
        cause: at % 4 < 2 ? 'down' : 'degraded',
        text: 'loss of signal',
        raisedAtMs: nowMs - 100_000 * (at + 1),
        clearedAtMs: null,
        handling: unhandled,
        hits: [],
        heldBackIds: [],
      };
    });
  const broken = new Map(
    impairments.map(({ subject, cause }) => [subject.id, cause === 'down' ? ('down' as const) : ('degraded' as const)]),
  );
  const orders = Array.from({ length: orderCount }, (_, at) => orderRow(at, sites, nowMs, random));
  return {
    carriers,
    sites,
    nodes,
    resources: resources.map((row) => ({ ...row, condition: broken.get(row.id) ?? row.condition })),
    interconnects,
    impairments,
    orders,
  } satisfies Partial<Record<Topic, readonly LiveRow[]>>;
}

const working = { condition: 'up', conditionText: '', heldOutBy: null } as const;

/** Latitude and longitude of where many live. */
const centres: readonly (readonly [number, number])[] = [
  [51, 8],
  [48, 3],
  [53, -2],
  [41, -4],
  [45, 11],
  [50, 19],
  [59, 15],
  [40, -76],
  [41, -88],
  [33, -97],
  [36, -119],
  [45, -74],
  [30, -84],
];

function orderRow(at: number, sites: readonly Site[], nowMs: number, random: () => number): OrderRow {
  const end = (): OrderRow['a'] => ({ kind: 'site', id: sites[Math.floor(random() * sites.length)]?.id ?? '' });
  const latencyNs = Math.round(1_000_000 + 8_000_000 * random());
  const limitNs = Math.round(latencyNs * (1 + 0.4 * random()));
  const [a, z] = [end(), end()];
  return {
    id: `ORD-${at + 1}`,
    customer: `Customer ${at % 400}`,
    accessingCarrierId: 'c1',
    ...{ a, z, aSiteId: a.id, zSiteId: z.id, aPart: '', zPart: '', queued: null, diversity: null, revision: 1 },
    signal: signals[at % signals.length] ?? '10GE-LAN',
    limit: { oneWayNs: limitNs, enteredAs: 'one-way' },
    objective: 'latency',
    recovery: (['after', 'before', 'together'] as const)[at % 3] ?? 'after',
    priority: (at % 9) + 1,
    minimumProvenance: 'derived',
    startMs: null,
    endMs: null,
    revert: 'never',
    state: 'active',
    cause: '',
    receivedAtMs: nowMs - 86_400_000,
    stateSinceMs: nowMs - Math.floor(random() * 86_400_000),
    isCancelRequested: false,
    isFrozen: false,
    latencyNs,
    marginNs: limitNs - latencyNs,
  };
}

/** Of each place, so many that are nearest; what is more than 8 degrees of latitude away is no nearer than anything else. */
export function neighbours(places: readonly Place[], count: number): number[][] {
  const byLatitude = places.map((_, at) => at).sort((one, other) => (places[one]?.latitudeDeg ?? 0) - (places[other]?.latitudeDeg ?? 0));
  const near: number[][] = [];
  for (const [rank, at] of byLatitude.entries()) near[at] = nearestOf(places, byLatitude, rank, count);
  return near;
}

/** Outward by latitude from the place of that rank, until nothing nearer can come. */
function nearestOf(places: readonly Place[], byLatitude: readonly number[], rank: number, count: number): number[] {
  const own = byLatitude[rank] ?? 0;
  const here = places[own];
  const found: { readonly at: number; readonly km: number }[] = [];
  const isTooFar = (degrees: number): boolean => degrees > 8 || degrees * shortestDegreeKm > (found[count]?.km ?? Infinity);
  for (const step of [-1, 1]) {
    for (let next = step < 0 ? rank : rank + 1; next >= 0 && next < byLatitude.length; next += step) {
      const at = byLatitude[next] ?? 0;
      const there = places[at];
      if (!here || !there || isTooFar(Math.abs(here.latitudeDeg - there.latitudeDeg))) break;
      const km = greatCircleKm(here, there);
      const before = found.findIndex((other) => km < other.km || (km === other.km && at < other.at));
      if (before >= 0) found.splice(before, 0, { at, km });
      else found.push({ at, km });
      found.length = Math.min(found.length, count + 1);
    }
  }
  const known = found.map(({ at }) => at);
  for (let at = 0; known.length <= count && at < places.length; at += 1) if (!known.includes(at)) known.push(at);
  return known.slice(1);
}

/** Less than a degree of latitude is on the sphere. */
const shortestDegreeKm = 111;

/** Mulberry32: small, and the same everywhere. */
export function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
