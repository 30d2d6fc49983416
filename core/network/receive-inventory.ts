import { isDeepStrictEqual } from 'node:util';
import type { CarrierInventory, InventoryChange, LinkWarning, ReportedNode, ReportedResource } from '../carriers/carrier-link';
import type { LatencyReading, LatencySubject, Provenance } from '../model/latency';
import { qualify, type NetworkNode, type NetworkSubject, type Port, type Resource, type Site } from '../model/network';
import type { Store, Tx } from '../store/store';
import type { Network } from './network';
import { updateInterconnects, type InterconnectChanges } from './update-interconnects';
import { addSlotsOfOurs, slotsOfOurs } from './slots-of-ours';
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

/** Things, and orders over what differs, that are entered in one transaction: some milliseconds' work. */
const enteredAtOnce = 300;

/**
 * Enters a carrier's full inventory (N1–N4): what it does not list any more is withdrawn. Returns what changed.
 * Slots that are not available and not ours are in use by others. A large one is entered in slices, each a transaction that the network follows: nodes, then ports,
 * then resources, as if the carrier told them one after the other; what is withdrawn, and what joins carriers, with the last. Where one fails those before it stay.
 */
export async function receiveInventory(
  store: Store,
  network: Network,
  carrierId: string,
  inventory: CarrierInventory,
  atMs: number,
  nowMs = everAhead,
  atOnce = enteredAtOnce,
): Promise<readonly NetworkSubject[]> {
  const { nodes, ports, resources, services } = inventory;
  if (nodes.length + ports.length + resources.length + services.length <= atOnce) {
    const entered = await store.transaction((tx) => enterInventory(tx, network, carrierId, inventory, atMs, 'reported', nowMs));
    return follow(network, entered);
  }
  const times = { atMs, nowMs };
  const ours = await slotsOfOurs(store, carrierId, services);
  const changed = new Map<string, NetworkSubject>();
  const entered = { nodes: [] as NetworkNode[], ports: [] as Port[] };
  const slice = async (reported: Partial<CarrierInventory>): Promise<void> => {
    const entry = (): Entry => entryFrom(network, carrierId, { ...nothing, ...reported }, times, 'reported', foreignSlotsBeside(ours));
    const written = await store.transaction((tx) => write(tx, network, carrierId, times, entry()));
    entered.nodes.push(...written.nodes);
    entered.ports.push(...written.ports);
    for (const subject of take(network, written)) changed.set(keyOf(subject), subject);
    network.graph.settleInPlace();
  };
  const ofNode = (node: ReportedNode): number => weightOfNode(network, carrierId, node);
  const ofResource = (resource: ReportedResource): number => weightOfResource(network, carrierId, resource);
  try {
    for (const some of slicesOf(nodes, atOnce, ofNode)) await slice({ nodes: some });
    for (const some of slicesOf(ports, atOnce, () => 1)) await slice({ ports: some });
    for (const some of slicesOf(resources, atOnce, ofResource)) await slice({ resources: some });
    const last = await store.transaction((tx) => enterRest(tx, network, carrierId, times, inventory, emptyEntry, 'reported', entered));
    for (const subject of take(network, last)) changed.set(keyOf(subject), subject);
  } finally {
    network.graph.settle();
  }
  return [...changed.values()];
}

const nothing: CarrierInventory = { nodes: [], ports: [], resources: [], services: [], warnings: [] };
const keyOf = ({ kind, id }: NetworkSubject): string => `${kind} ${id}`;

/** One after the other, each as many as weigh so much together, or one that weighs more. */
function* slicesOf<Item>(items: readonly Item[], most: number, weightOf: (item: Item) => number): Generator<readonly Item[]> {
  let [from, weight] = [0, 0];
  for (const [at, item] of items.entries()) {
    const more = weightOf(item);
    if (at > from && weight + more > most) {
      yield items.slice(from, at);
      [from, weight] = [at, 0];
    }
    weight += more;
  }
  if (from < items.length) yield items.slice(from);
}

function weightOfNode({ view }: Network, carrierId: string, { uuid, condition, transitNs }: ReportedNode): number {
  const subject = { kind: 'node', id: qualify(carrierId, uuid) } as const;
  const isAsKnown =
    view.nodes.get(subject.id)?.condition === condition && view.reading(subject, 'reported')?.azNs === (transitNs ?? undefined);
  return isAsKnown ? 1 : weightOfChange(view, subject);
}

function weightOfResource({ view }: Network, carrierId: string, { uuid, condition, latency }: ReportedResource): number {
  const subject = { kind: 'resource', id: qualify(carrierId, uuid) } as const;
  const known = view.reading(subject, 'reported');
  const isAsKnown =
    view.resources.get(subject.id)?.condition === condition && known?.azNs === latency?.azNs && known?.zaNs === latency?.zaNs;
  return isAsKnown ? 1 : weightOfChange(view, subject);
}

/** What differs is written, and so is the latency of each order that runs over it. */
const weightOfChange = (view: Network['view'], subject: LatencySubject): number => 4 + 2 * view.routes.ordersUsing([subject]).length;

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
  const times = { atMs, nowMs };
  const ours = new Map<string, number>();
  await addSlotsOfOurs(tx, carrierId, inventory.services, ours);
  const entry = entryFrom(network, carrierId, inventory, times, provenance, foreignSlotsBeside(ours));
  return enterRest(tx, network, carrierId, times, inventory, entry, provenance, { nodes: [], ports: [] });
}

const emptyEntry: Entry = { sites: [], nodes: [], ports: [], resources: [], readings: [], unread: [], warnings: [] };

/** Enters the entry, and what only the whole inventory tells. `before`: what was entered of it already. */
async function enterRest(
  tx: Tx,
  network: Network,
  carrierId: string,
  times: Times,
  inventory: CarrierInventory,
  entry: Entry,
  provenance: InventoryProvenance,
  before: { readonly nodes: readonly NetworkNode[]; readonly ports: readonly Port[] },
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
  // The manager is heard: what a file said of the carrier counts no more.
  const wasFromFile = provenance === 'reported' && view.fileSources.has(carrierId);
  if (wasFromFile) {
    await tx.network.removeFileSource(carrierId);
    const text = 'known by its manager now; what only the file listed is withdrawn';
    await tx.history.add({ atMs: times.atMs, actor: 'carrier', event: 'carrier.linked', subject: carrierId, text });
  }
  const entered = await enter(
    tx,
    network,
    carrierId,
    times,
    {
      ...entry,
      nodes: [...entry.nodes, ...gone(view.nodes.values(), inventory.nodes).map(withdraw)],
      ports: [...entry.ports, ...gone(view.ports.values(), inventory.ports).map(withdraw)],
      resources: [...entry.resources, ...gone(view.resources.values(), inventory.resources).map(withdraw)],
      unread: [...entry.unread, ...(wasFromFile ? derivedReadings(network, carrierId) : [])],
      warnings: [...inventory.warnings, ...entry.warnings],
    },
    'inventory',
    before,
  );
  return { ...entered, wasFromFile };
}

const foreignSlotsBeside =
  (ours: ReadonlyMap<string, number>) =>
  ({ uuid, slots, availableSlots }: ReportedResource): number =>
    Math.max(0, slots - availableSlots - (ours.get(uuid) ?? 0));

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
          warnings: [...change.warnings, ...entry.warnings],
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

function entryFrom(
  { view }: Network,
  carrierId: string,
  reported: Pick<CarrierInventory, 'nodes' | 'ports' | 'resources'>,
  { atMs, nowMs }: Times,
  provenance: InventoryProvenance,
  foreignSlots: (resource: CarrierInventory['resources'][number]) => number,
): Entry {
  const warnings: LinkWarning[] = [];
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

/** Writes what differs from the view, and what joins carriers then; the view itself follows after the commit. `before`: what was entered of the inventory already. */
async function enter(
  tx: Tx,
  network: Network,
  carrierId: string,
  times: Times,
  entry: Entry,
  occasion: 'inventory' | 'notice',
  before: { readonly nodes: readonly NetworkNode[]; readonly ports: readonly Port[] } = { nodes: [], ports: [] },
): Promise<EnteredChanges> {
  const written = await write(tx, network, carrierId, times, entry);
  const { nodes, ports } = written;
  const interconnects = await updateInterconnects(tx, network.view, [...before.nodes, ...nodes], [...before.ports, ...ports], occasion);
  await tellWarnings(tx, network, carrierId, times, interconnects.warnings, written.warnings);
  return { ...written, interconnects, warnings: [...written.warnings, ...interconnects.warnings] };
}

/** Writes what differs from the view. */
async function write(tx: Tx, network: Network, carrierId: string, times: Times, entry: Entry): Promise<EnteredChanges> {
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
  for (const reading of entry.readings) if (await tx.latency.putReading(reading, times.nowMs)) readings.push(reading);
  for (const { subject, provenance } of entry.unread) await tx.latency.removeReading(subject, provenance);

  const { unread, warnings } = entry;
  await tellWarnings(tx, network, carrierId, times, warnings, []);
  const interconnects = { put: [], removed: [], warnings: [] };
  return { carrierId, sites, nodes, ports, resources, interconnects, readings, unread, warnings, wasFromFile: false };
}

/** Each once since the start. */
async function tellWarnings(
  tx: Tx,
  { view }: Network,
  carrierId: string,
  { atMs }: Times,
  warnings: readonly LinkWarning[],
  before: readonly LinkWarning[],
): Promise<void> {
  const told = new Set(view.warnings.get(carrierId));
  for (const { subject, message } of before) told.add(`${subject}: ${message}`);
  for (const { subject, message } of warnings) {
    if (told.has(`${subject}: ${message}`)) continue;
    told.add(`${subject}: ${message}`);
    await tx.history.add({ atMs, actor: 'carrier', event: 'carrier.warned', subject: `${carrierId}: ${subject}`, text: message });
  }
}

/** What was written: things that are new or different, in full. */
export type EnteredChanges = Entry & {
  readonly carrierId: string;
  readonly interconnects: InterconnectChanges;
  /** Until now the carrier was known only from a file. */
  readonly wasFromFile: boolean;
};

/** Lets the view and the graph follow what was committed. Returns what changed. */
export function follow(network: Network, entered: EnteredChanges): readonly NetworkSubject[] {
  const changed = take(network, entered);
  network.graph.settle();
  return changed;
}

/** The same, but that the graph is yet to settle. */
function take({ view, graph }: Network, entered: EnteredChanges): readonly NetworkSubject[] {
  const changed = new Map<string, NetworkSubject>();
  const touch = (kind: NetworkSubject['kind'], id: string) => {
    changed.set(keyOf({ kind, id }), { kind, id });
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
  return [...changed.values()];
}

const shapeOf = ({ aNodeId, zNodeId, sharedRisks }: Resource) => ({ aNodeId, zNodeId, sharedRisks });
