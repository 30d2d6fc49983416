import { refused, type Refusal } from './answer';
import { freeSlots, isLinkListed, isLinkUp, isNodeUp, isPortListed, serviceOnPort } from './condition';
import type { HeldService, HeldState } from './held-state';
import { maxLooseLinks, quickestThrough } from './loose-walk';
import { at, type Link, type Network, type Port } from './network';
import type { ServiceRequest } from './service-request';
import type { Dialect } from './tapi/dialect';
import { signalOf } from './tapi/signals';
import { nodesAlong } from './walk';

export interface Admitted {
  readonly kind: 'admitted';
  readonly aPort: string;
  readonly zPort: string;
  readonly links: readonly string[];
}

/** Whether the carrier provisions this: ends known, free and fit for the signal; links a walk between them, up, with room. Changes nothing. */
export function admit(dialect: Dialect, network: Network, state: HeldState, request: ServiceRequest): Admitted | Refusal {
  if (state.services.some((service) => service.uuid === request.uuid)) {
    return refused('data-exists', `connectivity-service ${request.uuid} exists already`);
  }
  const [a, z] = [request.aSip, request.zSip].map((uuid) => findPort(network, state, uuid));
  if (!a || !z) {
    return refused('invalid-value', `service-interface-point ${a ? request.zSip : request.aSip} is not known to ${network.inventory.name}`);
  }
  if (a.id === z.id) return refused('invalid-value', `both ends are port ${a.id}`);
  const busy = [a, z].map((port) => refuseEnd(dialect, state, port, request.qualifier)).find((found) => found !== null);
  return busy ?? admitRoute(network, state, [a, z], request);
}

/**
 * Whether the carrier moves a service to the route of `request`: what the service holds itself counts as free for it.
 * `stays`: it is there already, or on its way.
 */
export function admitMove(
  network: Network,
  state: HeldState,
  service: HeldService,
  request: ServiceRequest,
): Admitted | { readonly kind: 'stays' } | Refusal {
  if (service.phase !== 'installed') {
    const why = service.phase === 'pending' ? 'is not provisioned yet' : 'could not be provisioned';
    return refused('in-use', `service ${service.uuid} ${why}: it cannot be moved`);
  }
  const without = { ...state, services: state.services.filter((each) => each.uuid !== service.uuid) };
  const ends = [at(network.ports, service.aPort), at(network.ports, service.zPort)] as const;
  // Said first, so that a repeat is answered alike whatever has happened to its links since.
  if (isWay(network, service.move?.links ?? service.links, request)) return { kind: 'stays' };
  const admitted = admitRoute(network, without, ends, request);
  if (admitted.kind === 'refused') return admitted;
  if (admitted.links.join(' ') === (service.move?.links ?? service.links).join(' ')) return { kind: 'stays' };
  return service.move ? refused('in-use', `service ${service.uuid} is on its way to another route: wait until it is there`) : admitted;
}

function isWay(network: Network, links: readonly string[], { way }: ServiceRequest): boolean {
  const uuids = links.map((id) => at(network.links, id).uuid);
  return way.kind === 'exact'
    ? uuids.join(' ') === way.linkUuids.join(' ')
    : uuids.length === way.linkUuids.length && uuids.every((uuid) => way.linkUuids.includes(uuid));
}

function admitRoute(network: Network, state: HeldState, [a, z]: readonly [Port, Port], request: ServiceRequest): Admitted | Refusal {
  const links = chooseLinks(network, state, { from: a.node, to: z.node }, request);
  if ('kind' in links) return links;
  const walk = nodesAlong(a.node, links);
  if (walk?.at(-1) !== z.node) {
    return refused(
      'invalid-value',
      `the links given do not lead from ${a.node} to ${z.node} in the order given: ${links.map((link) => link.id).join(', ') || 'none'}`,
    );
  }
  const hit = links.map((link) => refuseLink(state, link, links, request.slots)).find((found) => found !== null);
  return hit ?? { kind: 'admitted', aPort: a.id, zPort: z.id, links: links.map((link) => link.id) };
}

function findPort(network: Network, state: HeldState, uuid: string): Port | null {
  const id = network.portIds.get(uuid);
  return id === undefined || !isPortListed(network, state, id) ? null : at(network.ports, id);
}

function refuseEnd(dialect: Dialect, state: HeldState, port: Port, qualifier: string | null): Refusal | null {
  const holder = serviceOnPort(state, port.id);
  if (holder) return refused('in-use', `port ${port.id} is in use by service ${holder.uuid}`);
  if (!isNodeUp(state, port.node)) return refused('resource-denied', `port ${port.id} is out of service: node ${port.node} is down`);
  if (qualifier === null) return null;
  const signal = signalOf(dialect, qualifier);
  if (signal === null) return refused('invalid-value', `layer-protocol-qualifier ${qualifier} is not offered here`);
  if (port.signals.includes(signal)) return null;
  return refused('invalid-value', `port ${port.id} does not take ${signal}; it takes ${port.signals.join(', ')}`);
}

function chooseLinks(
  network: Network,
  state: HeldState,
  ends: { readonly from: string; readonly to: string },
  request: ServiceRequest,
): readonly Link[] | Refusal {
  const named = namedLinks(network, state, request);
  if ('kind' in named || request.way.kind === 'exact') return named;
  // A link that is given and cannot be used is refused for itself, not as a way that does not exist.
  const unfit = named.map((link) => refuseLink(state, link, [link], request.slots)).find((found) => found !== null);
  if (unfit) return unfit;
  const found = quickestThrough(network, state, ends, request.slots, named);
  if (found.kind === 'walk') return found.links;
  if (found.kind === 'too-many') {
    return refused(
      'invalid-value',
      `${named.length} links were given and they are no route: ${network.inventory.name} completes at most ${maxLooseLinks}`,
    );
  }
  const through = named.length === 0 ? '' : ` through ${named.map((link) => link.id).join(', ')}`;
  return refused(
    'resource-denied',
    `${network.inventory.name} has no way from ${ends.from} to ${ends.to}${through} with ${request.slots} slots free`,
  );
}

function namedLinks(network: Network, state: HeldState, request: ServiceRequest): readonly Link[] | Refusal {
  const strange = request.topologyUuids.find((uuid) => uuid !== network.topologyUuid);
  if (strange !== undefined) return refused('invalid-value', `topology ${strange} is not known to ${network.inventory.name}`);
  const links: Link[] = [];
  for (const uuid of request.way.linkUuids) {
    const id = network.linkIds.get(uuid);
    if (id === undefined) return refused('invalid-value', `link ${uuid} is not known to ${network.inventory.name}`);
    const link = at(network.links, id);
    if (!isLinkListed(state, link)) return refused('resource-denied', `link ${id} has been withdrawn`);
    links.push(link);
  }
  return links;
}

function refuseLink(state: HeldState, link: Link, walk: readonly Link[], slots: number): Refusal | null {
  if (!isLinkUp(state, link)) return refused('resource-denied', `link ${link.id} is out of service`);
  const free = freeSlots(state, link);
  const needed = slots * walk.filter((each) => each === link).length;
  return free >= needed ? null : refused('resource-denied', `link ${link.id} has ${free} slots free, ${needed} were asked for`);
}
