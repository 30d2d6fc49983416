import {
  foreignSlots,
  freeSlots,
  isLinkListed,
  isLinkUp,
  isListed,
  isNodeUp,
  isPortListed,
  isServiceUp,
  linkLatencyUs,
  nodeTransitUs,
} from './condition';
import type { HeldService, HeldState } from './held-state';
import { toldLatency } from './lies';
import { inUnit, us } from './microseconds';
import { at, gbpsPerSlot, type Link, type Network } from './network';
import { uuidOf } from './uuid';

/**
 * All that a client is told about when it changes, by object. The difference of two of these is what there is to tell,
 * so that no change can be forgotten.
 */
export type Snapshot = ReadonlyMap<string, Observed>;

export interface Observed {
  readonly uuid: string;
  readonly kind: ObjectKind;
  readonly name: { readonly 'value-name': string; readonly value: string };
  /** For a connection: the service that it serves. */
  readonly serviceUuid?: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly alarm: Alarm | null;
  /** Null: nothing of it is watched. */
  readonly threshold: Crossing | null;
}

export type ObjectKind = 'link' | 'node' | 'port' | 'service' | 'connection';
export type Alarm = 'LOS' | 'DEG';

/** Latency against its threshold; decimal microseconds. */
export interface Crossing {
  readonly isAbove: boolean;
  readonly limitUs: string;
  readonly observedUs: string;
}

interface Attribute {
  readonly value: string;
  /** What is compared instead of the value, where not each change of the value is worth a notice. */
  readonly cause?: string;
}

/** The attribute of a service that says which route was asked for; each version of TAPI has its own name for it. */
export const askedRoute = 'asked-route';

/** A link's latency is watched: above so many times what its distance gives, a threshold is crossed. */
const thresholdFactor = 1.2;

export function snapshot(network: Network, state: HeldState): Snapshot {
  const seen = [
    ...observeLinks(network, state),
    ...observeNodes(network, state),
    ...observePorts(network, state),
    ...state.services.flatMap((service) => observeService(network, state, service)),
  ];
  return new Map(seen.map((observed) => [observed.uuid, observed]));
}

const operational = (isUp: boolean): Attribute => ({ value: isUp ? 'ENABLED' : 'DISABLED' });

function observeLinks(network: Network, state: HeldState): readonly Observed[] {
  const listed = [...network.links.values()].filter((link) => isLinkListed(state, link));
  return listed.map((link) => {
    const latency = toldLatency(network, state, link);
    const isUp = isLinkUp(state, link);
    return {
      uuid: link.uuid,
      kind: 'link',
      name: { 'value-name': 'link-name', value: link.name },
      attributes: {
        'operational-state': operational(isUp),
        'latency-characteristic=FIXED_LATENCY_US': { value: latency?.az ?? '' },
        'latency-characteristic=FIXED_LATENCY_ZA_US': { value: latency?.za ?? '' },
        // Our client knows what its own services take: only what others take is news.
        'available-capacity': { value: String(freeSlots(state, link) * gbpsPerSlot), cause: String(foreignSlots(state, link)) },
      },
      alarm: !isUp ? 'LOS' : state.degradedLinks.includes(link.id) ? 'DEG' : null,
      threshold: latencyThreshold(state, link),
    };
  });
}

/** Of the direction that is further above. */
function latencyThreshold(state: HeldState, link: Link): Crossing | null {
  const now = linkLatencyUs(state, link);
  if (!now || !link.latency) return null;
  const limit = { az: link.latency.az * thresholdFactor, za: link.latency.za * thresholdFactor };
  const direction = now.az - limit.az >= now.za - limit.za ? 'az' : 'za';
  return { isAbove: now[direction] > limit[direction], limitUs: us(limit[direction]), observedUs: us(now[direction]) };
}

function observeNodes(network: Network, state: HeldState): readonly Observed[] {
  const listed = [...network.nodes.values()].filter((node) => isListed(state, node.id));
  return listed.map((node) => {
    const transit = nodeTransitUs(network, state, node.id);
    return {
      uuid: node.uuid,
      kind: 'node',
      name: { 'value-name': 'node-name', value: node.id },
      attributes: {
        'operational-state': operational(isNodeUp(state, node.id)),
        'latency-characteristic=FIXED_LATENCY_US': { value: transit === null ? '' : inUnit(transit, network.inventory.latencyUnit) },
      },
      alarm: null,
      threshold: null,
    };
  });
}

function observePorts(network: Network, state: HeldState): readonly Observed[] {
  const listed = [...network.ports.values()].filter((port) => isPortListed(network, state, port.id));
  return listed.map((port) => ({
    uuid: port.uuid,
    kind: 'port',
    name: { 'value-name': 'sip-name', value: port.id },
    attributes: { 'operational-state': operational(isNodeUp(state, port.node)) },
    alarm: null,
    threshold: null,
  }));
}

/** A pending or failed service has no connection. */
export const isRealised = (service: HeldService): boolean => service.phase === 'installed';

/** Asked for of each service at each change of anything. */
const connectionUuids = new WeakMap<HeldService, string>();

export function connectionUuid(service: HeldService): string {
  const known = connectionUuids.get(service) ?? uuidOf('connection', service.uuid);
  connectionUuids.set(service, known);
  return known;
}

export const lifecycleOf = { pending: 'PLANNED', installed: 'INSTALLED', failed: 'PENDING_REMOVAL' } as const;

function observeService(network: Network, state: HeldState, service: HeldService): readonly Observed[] {
  const isUp = operational(isServiceUp(network, state, service));
  const uuids = (links: readonly string[]) => links.map((id) => at(network.links, id).uuid).join(' ');
  const own: Observed = {
    uuid: service.uuid,
    kind: 'service',
    name: { 'value-name': 'service-name', value: service.name },
    attributes: {
      'operational-state': isUp,
      'lifecycle-state': { value: lifecycleOf[service.phase] },
      // A carrier that re-routes on its own changes what is, not what was asked for.
      [askedRoute]: { value: uuids(service.move?.links ?? service.links), cause: String(service.asked) },
      route: { value: uuids(service.links) },
    },
    alarm: null,
    threshold: null,
  };
  if (!isRealised(service)) return [own];
  return [
    own,
    {
      uuid: connectionUuid(service),
      kind: 'connection',
      name: { 'value-name': 'connection-name', value: service.name },
      serviceUuid: service.uuid,
      attributes: { 'operational-state': isUp, route: { value: uuids(service.links) } },
      alarm: null,
      threshold: null,
    },
  ];
}
