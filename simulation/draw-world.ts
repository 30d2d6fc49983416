import type { ReportedResource } from '../core/carriers/carrier-link';
import { node, port, resource, SimulatedCarrier } from '../core/host/testing/simulated-carrier';
import type { Clock } from '../core/model/clock';
import type { CarrierRole } from '../core/model/network';
import type { Signal } from '../core/model/signal';
import type { SeededRandom } from '../core/routing/testing/seeded-random';
import { between, pickFrom } from './random';

export interface DrawnCarrier {
  readonly carrier: SimulatedCarrier;
  readonly role: CarrierRole;
}

export interface DrawnWorld {
  readonly carriers: readonly DrawnCarrier[];
  readonly sites: readonly string[];
  /** What the operator sets for the interconnects of a site, nanoseconds; some sites are forgotten. */
  readonly siteDefaults: ReadonlyMap<string, number>;
  /** What the operator sets for the nodes of a carrier that does not tell of them all, nanoseconds; some are forgotten. */
  readonly transitDefaults: ReadonlyMap<string, number>;
  /** Each carrier's resources as they were drawn. */
  readonly originals: ReadonlyMap<string, Originals>;
}

export type Originals = ReadonlyMap<string, ReportedResource>;

const signalSets: readonly (readonly Signal[])[] = [
  ['10GE-LAN', '1GE'],
  ['10GE-LAN', '1GE', 'STM-16'],
  ['10GE-LAN', '1GE', 'STM-16', 'STM-64'],
  ['10GE-LAN', '1GE', 'STM-64', 'OTU2e'],
  ['10GE-LAN', '1GE', 'STM-16', 'STM-64', 'OTU2e'],
  ['1GE', 'STM-16'],
];
const letters = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];

/** Two to five carriers with four to fourteen nodes in all, joined wherever they meet: small enough that everything gets in everything's way. */
export function drawWorld(random: SeededRandom, clock: Clock): DrawnWorld {
  const sites = Array.from({ length: between(random, 3, 6) }, (_, index) => `S${index}`);
  const roles = drawRoles(random, between(random, 2, 5));
  let nodesLeft = between(random, Math.max(4, 2 * roles.length), 14);
  const carriers = roles.map((role, index): DrawnCarrier => {
    const carrier = new SimulatedCarrier(letters[index] ?? `carrier-${index}`, clock);
    const others = roles.length - 1 - index;
    const count = Math.min(sites.length, Math.max(2, Math.min(nodesLeft - 2 * others, between(random, 2, 5))));
    nodesLeft -= count;
    drawNodes(random, carrier, role, shuffled(random, sites).slice(0, count));
    return { carrier, role };
  });
  for (const [index, one] of carriers.entries()) for (const other of carriers.slice(index + 1)) join(random, one.carrier, other.carrier);
  const siteDefaults = new Map(sites.filter(() => random.chance(0.9)).map((site) => [site, random.below(50_000)]));
  const silent = carriers.filter(({ carrier }) => [...carrier.nodes.values()].some(({ transitNs }) => transitNs === null));
  const transitDefaults = new Map(silent.filter(() => random.chance(0.7)).map(({ carrier }) => [carrier.id, random.below(40_000)]));
  const originals = new Map(carriers.map(({ carrier }) => [carrier.id, copyOf(carrier.resources)]));
  return { carriers, sites, siteDefaults, transitDefaults, originals };
}

const copyOf = (resources: Originals): Originals => new Map([...resources].map(([uuid, drawn]) => [uuid, { ...drawn }]));

/** One that accesses and one that dedicates at least; the others as it comes. */
function drawRoles(random: SeededRandom, count: number): readonly CarrierRole[] {
  const roles: CarrierRole[] = [random.pick(['accessing', 'both']), random.pick(['dedicating', 'both', 'dedicating'])];
  while (roles.length < count) roles.push(random.pick(['dedicating', 'dedicating', 'accessing', 'both']));
  return roles;
}

function drawNodes(random: SeededRandom, carrier: SimulatedCarrier, role: CarrierRole, sites: readonly string[]): void {
  const uuids = sites.map((site) => `${carrier.id.slice(0, 1)}-${site}`);
  for (const [index, site] of sites.entries()) {
    const uuid = uuids[index] ?? '';
    const drawn = node(uuid, site, random.below(40_000));
    carrier.nodes.set(uuid, random.chance(0.03) ? { ...drawn, transitNs: null } : drawn);
    const clients = role === 'dedicating' ? random.below(3) : between(random, 4, 7);
    for (let number = 0; number < clients; number++) {
      const client = { ...port(`${uuid}-c${number}`, uuid), signals: pickFrom(random, signalSets) ?? [] };
      carrier.ports.set(client.uuid, client);
    }
  }
  // Some have customers and nothing between them: their orders need the others, and several segments.
  if (role === 'accessing' && random.chance(0.5)) return;
  // A tree, so that it holds together, and some circuits besides, many of them parallel.
  for (const [index, uuid] of uuids.entries()) if (index > 0) drawCircuit(random, carrier, uuids[random.below(index)] ?? '', uuid);
  const more = random.below(uuids.length + 2);
  for (let number = 0; number < more; number++) {
    const parallel = random.chance(0.5) ? pickFrom(random, [...carrier.resources.values()]) : undefined;
    const [a, z] = parallel ? [parallel.aNodeUuid, parallel.zNodeUuid] : shuffled(random, uuids);
    if (a !== undefined && z !== undefined) drawCircuit(random, carrier, a, z);
  }
}

function drawCircuit(random: SeededRandom, carrier: SimulatedCarrier, a: string, z: string): void {
  const azNs = between(random, 200_000, 4_000_000);
  const drawn = {
    ...resource(`${carrier.id.slice(0, 1)}-r${carrier.resources.size}`, a, z, azNs, random.pick([2, 8, 16, 16, 16, 24, 32])),
    signals: pickFrom(random, signalSets) ?? [],
    pricePerSlot: random.below(200),
    isDedicated: random.chance(0.9),
    sharedRisks: random.chance(0.3) ? [`duct-${random.below(4)}`] : [],
    ...(random.chance(0.05) ? { latency: null } : random.chance(0.3) ? { latency: { azNs, zaNs: azNs + random.below(1_000_000) } } : {}),
  };
  carrier.resources.set(drawn.uuid, drawn);
}

/** One to three interconnects wherever both are. */
function join(random: SeededRandom, one: SimulatedCarrier, other: SimulatedCarrier): void {
  for (const here of one.nodes.values()) {
    for (const there of other.nodes.values()) {
      if (here.site?.id !== there.site?.id || random.chance(0.1)) continue;
      const count = between(random, 1, 3);
      for (let number = 0; number < count; number++) {
        const [localId, remoteId] = [`${here.uuid}=${there.uuid}=${number}`, `${there.uuid}=${here.uuid}=${number}`];
        const signals = pickFrom(random, signalSets.slice(0, 5)) ?? [];
        one.ports.set(localId, { ...port(localId, here.uuid, { localId, remoteId }), signals });
        other.ports.set(remoteId, { ...port(remoteId, there.uuid, { localId: remoteId, remoteId: localId }), signals });
      }
    }
  }
}

export function shuffled<T>(random: SeededRandom, things: readonly T[]): T[] {
  const left = [...things];
  const drawn: T[] = [];
  while (left.length > 0) drawn.push(...left.splice(random.below(left.length), 1));
  return drawn;
}
