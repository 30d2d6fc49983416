import { isDeepStrictEqual } from 'node:util';
import type { CarrierInventory, InventoryChange, LinkWarning, ReportedService } from '../carriers/carrier-link';
import type { LatencyReading, LatencySubject, Provenance } from '../model/latency';
import { qualify, uuidOf, type NetworkNode, type NetworkSubject, type Port, type Resource, type Site } from '../model/network';
import type { Store, Tx } from '../store/store';
import type { Network } from './network';
import { updateInterconnects, type InterconnectChanges } from './update-interconnects';
import { nodeFrom, portFrom, resourceFrom, siteFrom } from './reported';

interface Unread {
  readonly subject: LatencySubject;
  readonly provenance: Provenance;
}

/** When it was read, and what the clock shows now: what is known from later than now was read while the clock was ahead. */
interface Times {
  readonly atMs: number;
  readonly nowMs: number;
}

const everAhead = Number.MAX_SAFE_INTEGER;

/** Where an inventory comes from: a manager reports; a file says how things were when it was made, which is no report. */
export type InventoryProvenance = 'reported' | 'derived';

/** What a reading of a carrier comes to: what is new or different is entered, what is gone is withdrawn. */
interface Entry {
  readonly sites: readonly Site[];
  readonly nodes: readonly NetworkNode[];
  readonly ports: readonly Port[];
  readonly resources: readonly Resource[];
  readonly readings: readonly LatencyReading[];
  /** What the carrier reported once and reports no more: unknown again. */
  readonly unread: readonly Unread[];
  readonly warnings: readonly LinkWarning[];
}

/**
 * Enters a carrier's full inventory (N1–N4): what it does not list any more is withdrawn. Returns what changed.
 * Slots that are not available and not ours are in use by others.
 */
export async function receiveInventory(
  store: Store,
  network: Network,
  carrierId: string,
  inventory: CarrierInventory,
  atMs: number,
  nowMs = everAhead,
): Promise<readonly NetworkSubject[]> {
  return store
    .transaction((tx) => enterInventory(tx, network, carrierId, inventory, atMs, 'reported', nowMs))
    .then((entered) => follow(network, entered));
}

/** The same within a transaction; `follow` lets the network follow once it is durable. */
export async function enterInventory(
  tx: Tx,
  network: Network,
  carrierId: string,
  inventory: CarrierInventory,
  atMs: number,
  provenance: InventoryProvenance,
  nowMs = everAhead,
): Promise<EnteredChanges> {
  const { view } = network;
  // By kind: a carrier may give a node the id that a link had.
  const gone = <T extends { readonly id: string; readonly carrierId: string }>(
    things: Iterable<T>,
    reported: readonly { readonly uuid: string }[],
  ): T[] => {
    const listed = new Set(reported.map(({ uuid }) => qualify(carrierId, uuid)));
    return [...things].filter((thing) => thing.carrierId === carrierId && !listed.has(thing.id));
  };
  const withdrawn = {
    nodes: gone(view.nodes.values(), inventory.nodes).map(withdraw),
    ports: gone(view.ports.values(), inventory.ports).map(withdraw),
    resources: gone(view.resources.values(), inventory.resources).map(withdraw),
  };
  const ours = await slotsOfOurServices(tx, carrierId, inventory.services);
  const entry = entryFrom(network, carrierId, inventory, { atMs, nowMs }, provenance, (resource) =>
    Math.max(0, resource.slots - resource.availableSlots - (ours.get(resource.uuid) ?? 0)),
  );
  // The manager is heard: what a file said of the carrier counts no more.
  const wasFromFile = provenance === 'reported' && view.fileSources.has(carrierId);
  if (wasFromFile) {
    await tx.network.removeFileSource(carrierId);
    const text = 'known by its manager now; what only the file listed is withdrawn';
    await tx.history.add({ atMs, actor: 'carrier', event: 'carrier.linked', subject: carrierId, text });
  }
  const entered = await enter(
    tx,
    network,
    carrierId,
    { atMs, nowMs },
    {
      ...entry,
      nodes: [...entry.nodes, ...withdrawn.nodes],
      ports: [...entry.ports, ...withdrawn.ports],
      resources: [...entry.resources, ...withdrawn.resources],
      unread: [...entry.unread, ...(wasFromFile ? derivedReadings(network, carrierId) : [])],
    },
    'inventory',
  );
  return { ...entered, wasFromFile };
}

function derivedReadings({ view }: Network, carrierId: string): readonly Unread[] {
  const subjects = [
    ...[...view.nodes.values()].map(({ id, carrierId: owner }) => ({ kind: 'node', id, owner }) as const),
    ...[...view.resources.values()].map(({ id, carrierId: owner }) => ({ kind: 'resource', id, owner }) as const),
  ];
  return subjects.flatMap(({ kind, id, owner }) =>
    owner === carrierId && view.reading({ kind, id }, 'derived') ? [{ subject: { kind, id }, provenance: 'derived' } as const] : [],
  );
}

/** Enters objects that were read again after a notice (N4). Returns what changed. */
export async function receiveChange(
  store: Store,
  network: Network,
  carrierId: string,
  change: InventoryChange,
  atMs: number,
  nowMs = everAhead,
): Promise<readonly NetworkSubject[]> {
  const { view } = network;
  const entry = entryFrom(network, carrierId, change, { atMs, nowMs }, 'reported', (resource) => {
    // What is booked for ours may not be at the carrier yet: others are counted too low rather than too high, and a refusal would tell.
    return Math.max(0, resource.slots - resource.availableSlots - view.bookedSlots(qualify(carrierId, resource.uuid)));
  });
  const lookUp = <T>(kind: string, things: ReadonlyMap<string, T>): T[] =>
    change.withdrawn.filter((gone) => gone.kind === kind).flatMap(({ uuid }) => things.get(qualify(carrierId, uuid)) ?? []);
  return store
    .transaction((tx) =>
      enter(
        tx,
        network,
        carrierId,
        { atMs, nowMs },
        {
          ...entry,
          nodes: [...entry.nodes, ...lookUp('node', view.nodes).map(withdraw)],
          ports: [...entry.ports, ...lookUp('port', view.ports).map(withdraw)],
          resources: [...entry.resources, ...lookUp('resource', view.resources).map(withdraw)],
        },
        'notice',
      ),
    )
    .then((entered) => follow(network, entered));
}

const withdraw = <T extends NetworkNode | Port | Resource>(thing: T): T => ({
  ...thing,
  condition: 'withdrawn',
  conditionText: 'the carrier lists it no longer',
});

/** Slots that the carrier counts as taken by services that this store knows, by resource UUID. */
async function slotsOfOurServices(tx: Tx, carrierId: string, services: readonly ReportedService[]): Promise<ReadonlyMap<string, number>> {
  const slots = new Map<string, number>();
  for (const service of services) {
    const segment = await tx.connections.segment(service.uuid);
    if (segment?.carrierId !== carrierId) continue;
    const route = service.route ?? segment.resourceIds.map(uuidOf);
    for (const uuid of route) slots.set(uuid, (slots.get(uuid) ?? 0) + service.slots);
  }
  return slots;
}

function entryFrom(
  { view }: Network,
  carrierId: string,
  reported: Pick<CarrierInventory, 'nodes' | 'ports' | 'resources' | 'warnings'>,
  { atMs, nowMs }: Times,
  provenance: InventoryProvenance,
  foreignSlots: (resource: CarrierInventory['resources'][number]) => number,
): Entry {
  const warnings: LinkWarning[] = [...reported.warnings];
  const nodes = reported.nodes.map((node) => nodeFrom(carrierId, node));
  const listed = new Set(nodes.map(({ id }) => id));
  const isListed = (nodeId: string): boolean => listed.has(nodeId) || view.nodes.has(nodeId);
  const ports = reported.ports
    .map((port) => portFrom(carrierId, port))
    .filter((port) => isListed(port.nodeId) || !warnings.push(dangling(port.name, port.nodeId)));
  const resources = reported.resources
    .map((resource) => resourceFrom(carrierId, resource, foreignSlots(resource)))
    .filter((resource) => {
      const missing = [resource.aNodeId, resource.zNodeId].find((id) => !isListed(id));
      return missing === undefined || !warnings.push(dangling(resource.name, missing));
    });
  const readings: LatencyReading[] = [];
  const unread: Unread[] = [];
  const read = (subject: LatencySubject, latency: { azNs: number; zaNs: number } | null) => {
    const known = view.reading(subject, provenance);
    if (latency) readings.push({ subject, ...latency, provenance, readAtMs: atMs });
    else if (known && (known.readAtMs <= atMs || known.readAtMs > nowMs)) unread.push({ subject, provenance });
  };
  for (const { uuid, transitNs } of reported.nodes) {
    read({ kind: 'node', id: qualify(carrierId, uuid) }, transitNs === null ? null : { azNs: transitNs, zaNs: transitNs });
  }
  const entered = new Set(resources.map(({ id }) => id));
  for (const { uuid, latency } of reported.resources) {
    const id = qualify(carrierId, uuid);
    if (entered.has(id)) read({ kind: 'resource', id }, latency);
  }
  const sites = new Map<string, Site>();
  for (const site of reported.nodes.flatMap(siteFrom)) {
    const settled = settleSite(sites.get(site.id) ?? view.sites.get(site.id), site, warnings);
    if (settled) sites.set(site.id, settled);
  }
  return { sites: [...sites.values()], nodes, ports, resources, readings, unread, warnings };
}

const dangling = (name: string, nodeId: string): LinkWarning => ({
  subject: name,
  message: `${name} refers to node ${nodeId}, which the carrier does not list; it is left out until both are listed`,
});

/** The first carrier to give a site coordinates decides; another that disagrees by more than a tenth of a degree is warned about. */
function settleSite(known: Site | undefined, site: Site, warnings: LinkWarning[]): Site | undefined {
  if (!known) return site;
  if (known.latitudeDeg === null || known.longitudeDeg === null) return site.latitudeDeg === null ? undefined : site;
  if (site.latitudeDeg === null || site.longitudeDeg === null) return undefined;
  if (Math.abs(known.latitudeDeg - site.latitudeDeg) > 0.1 || Math.abs(known.longitudeDeg - site.longitudeDeg) > 0.1) {
    warnings.push({
      subject: site.id,
      message: `site ${site.id} is placed at ${site.latitudeDeg}, ${site.longitudeDeg}, but is known at ${known.latitudeDeg}, ${known.longitudeDeg}; the known place is kept, check which carrier is right`,
    });
  }
  return undefined;
}

/** Writes what differs from the view; the view itself follows after the commit. */
async function enter(
  tx: Tx,
  network: Network,
  carrierId: string,
  { atMs, nowMs }: Times,
  entry: Entry,
  occasion: 'inventory' | 'notice',
): Promise<EnteredChanges> {
  const { view } = network;
  const different = <T extends { readonly id: string }>(things: readonly T[], known: ReadonlyMap<string, T>) =>
    things.filter((thing) => !isDeepStrictEqual(known.get(thing.id), thing));
  const sites = different(entry.sites, view.sites);
  const nodes = different(entry.nodes, view.nodes);
  const ports = different(entry.ports, view.ports);
  const resources = different(entry.resources, view.resources);
  for (const site of sites) await tx.network.putSite(site);
  for (const node of nodes) await tx.network.putNode(node);
  for (const port of ports) await tx.network.putPort(port);
  for (const resource of resources) await tx.network.putResource(resource);

  const readings: LatencyReading[] = [];
  for (const reading of entry.readings) if (await tx.latency.putReading(reading, nowMs)) readings.push(reading);
  for (const { subject, provenance } of entry.unread) await tx.latency.removeReading(subject, provenance);

  const interconnects = await updateInterconnects(tx, view, nodes, ports, occasion);

  const warnings = [...entry.warnings, ...interconnects.warnings];
  const told = new Set(view.warnings.get(carrierId));
  for (const { subject, message } of warnings) {
    if (told.has(`${subject}: ${message}`)) continue;
    told.add(`${subject}: ${message}`);
    await tx.history.add({ atMs, actor: 'carrier', event: 'carrier.warned', subject: `${carrierId}: ${subject}`, text: message });
  }
  return { carrierId, sites, nodes, ports, resources, interconnects, readings, unread: entry.unread, warnings, wasFromFile: false };
}

/** What was written: things that are new or different, in full. */
export type EnteredChanges = Entry & {
  readonly carrierId: string;
  readonly interconnects: InterconnectChanges;
  /** Until now the carrier was known only from a file. */
  readonly wasFromFile: boolean;
};

/** Lets the view and the graph follow what was committed. Returns what changed. */
export function follow({ view, graph }: Network, entered: EnteredChanges): readonly NetworkSubject[] {
  const changed = new Map<string, NetworkSubject>();
  const touch = (kind: NetworkSubject['kind'], id: string) => {
    changed.set(`${kind} ${id}`, { kind, id });
    graph.touch({ kind, id });
  };
  if (entered.wasFromFile) view.fileSources.delete(entered.carrierId);
  const warned = view.warnings.get(entered.carrierId) ?? new Set<string>();
  for (const { subject, message } of entered.warnings) warned.add(`${subject}: ${message}`);
  view.warnings.set(entered.carrierId, warned);
  for (const site of entered.sites) view.sites.set(site.id, site);
  for (const node of entered.nodes) {
    if (view.nodes.get(node.id)?.siteId !== node.siteId) graph.reshape();
    view.nodes.set(node.id, node);
    touch('node', node.id);
  }
  for (const port of entered.ports) {
    if (view.ports.get(port.id)?.nodeId !== port.nodeId) graph.reshape();
    view.ports.set(port.id, port);
    touch('port', port.id);
  }
  for (const resource of entered.resources) {
    const known = view.resources.get(resource.id);
    if (!known || !isDeepStrictEqual(shapeOf(known), shapeOf(resource))) graph.reshape();
    view.resources.set(resource.id, resource);
    touch('resource', resource.id);
  }
  for (const id of entered.interconnects.removed) {
    view.interconnects.delete(id);
    graph.reshape();
    touch('interconnect', id);
  }
  for (const interconnect of entered.interconnects.put) {
    view.interconnects.set(interconnect.id, interconnect);
    graph.reshape();
    touch('interconnect', interconnect.id);
  }
  for (const { subject, provenance } of entered.unread) {
    view.removeReading(subject, provenance);
    touch(subject.kind, subject.id);
  }
  for (const reading of entered.readings) {
    const known = view.reading(reading.subject, reading.provenance);
    view.putReading(reading);
    if (known?.azNs !== reading.azNs || known.zaNs !== reading.zaNs) touch(reading.subject.kind, reading.subject.id);
  }
  graph.settle();
  return [...changed.values()];
}

const shapeOf = ({ aNodeId, zNodeId, sharedRisks }: Resource) => ({ aNodeId, zNodeId, sharedRisks });
