import { refused, type Refusal } from './answer';
import { freeSlots, isLinkListed, isLinkUp, isNodeUp, isPortListed, serviceOnPort } from './condition';
import type { HeldState } from './held-state';
import { at, type Link, type Network, type Port } from './network';
import type { ServiceRequest } from './service-request';
import { signalOf } from './signals';
import { nodesAlong, quickestWalk } from './walk';

export interface Admitted {
  readonly kind: 'admitted';
  readonly aPort: string;
  readonly zPort: string;
  readonly links: readonly string[];
}

/** Whether the carrier provisions this: ends known, free and fit for the signal; links a walk between them, up, with room. Changes nothing. */
export function admit(network: Network, state: HeldState, request: ServiceRequest): Admitted | Refusal {
  if (state.services.some((service) => service.uuid === request.uuid)) {
    return refused('data-exists', `connectivity-service ${request.uuid} exists already`);
  }
  const [a, z] = [request.aSip, request.zSip].map((uuid) => findPort(network, state, uuid));
  if (!a || !z) {
    return refused('invalid-value', `service-interface-point ${a ? request.zSip : request.aSip} is not known to ${network.inventory.name}`);
  }
  if (a.id === z.id) return refused('invalid-value', `both ends are port ${a.id}`);
  const busy = [a, z].map((port) => refuseEnd(state, port, request.qualifier)).find((found) => found !== null);
  if (busy) return busy;
  const links =
    request.linkUuids === null
      ? quickestWalk(network, state, { from: a.node, to: z.node }, request.slots)
      : namedLinks(network, state, request);
  if (links === null)
    return refused('resource-denied', `${network.inventory.name} has no way from ${a.node} to ${z.node} with ${request.slots} slots free`);
  if ('kind' in links) return links;
  const walk = nodesAlong(a.node, links);
  if (walk?.at(-1) !== z.node) {
    return refused(
      'invalid-value',
      `the links given do not lead from ${a.node} to ${z.node} in the order given: ${links.map((link) => link.id).join(', ') || 'none'}`,
    );
  }
  const hit = links.map((link) => refuseLink(state, link, request.slots)).find((found) => found !== null);
  return hit ?? { kind: 'admitted', aPort: a.id, zPort: z.id, links: links.map((link) => link.id) };
}

function findPort(network: Network, state: HeldState, uuid: string): Port | null {
  const id = network.portIds.get(uuid);
  return id === undefined || !isPortListed(network, state, id) ? null : at(network.ports, id);
}

function refuseEnd(state: HeldState, port: Port, qualifier: string | null): Refusal | null {
  const holder = serviceOnPort(state, port.id);
  if (holder) return refused('in-use', `port ${port.id} is in use by service ${holder.uuid}`);
  if (!isNodeUp(state, port.node)) return refused('resource-denied', `port ${port.id} is out of service: node ${port.node} is down`);
  if (qualifier === null) return null;
  const signal = signalOf(qualifier);
  if (signal === null) return refused('invalid-value', `layer-protocol-qualifier ${qualifier} is not offered here`);
  if (port.signals.includes(signal)) return null;
  return refused('invalid-value', `port ${port.id} does not take ${signal}; it takes ${port.signals.join(', ')}`);
}

function namedLinks(network: Network, state: HeldState, request: ServiceRequest): readonly Link[] | Refusal {
  const strange = request.topologyUuids.find((uuid) => uuid !== network.topologyUuid);
  if (strange !== undefined) return refused('invalid-value', `topology ${strange} is not known to ${network.inventory.name}`);
  const links: Link[] = [];
  for (const uuid of request.linkUuids ?? []) {
    const id = network.linkIds.get(uuid);
    if (id === undefined) return refused('invalid-value', `link ${uuid} is not known to ${network.inventory.name}`);
    const link = at(network.links, id);
    if (!isLinkListed(state, link)) return refused('resource-denied', `link ${id} has been withdrawn`);
    links.push(link);
  }
  return links;
}

function refuseLink(state: HeldState, link: Link, slots: number): Refusal | null {
  if (!isLinkUp(state, link)) return refused('resource-denied', `link ${link.id} is out of service`);
  const free = freeSlots(state, link);
  return free >= slots ? null : refused('resource-denied', `link ${link.id} has ${free} slots free, ${slots} were asked for`);
}
