import type { HeldService, HeldState } from './held-state';
import { at, type LatencyUs, type Link, type Network } from './network';

/** How things stand, read from what was built and what has happened since. */
export const isListed = (state: HeldState, id: string): boolean => !state.withdrawn.includes(id);

export const isNodeUp = (state: HeldState, nodeId: string): boolean => !state.cutNodes.includes(nodeId);

export const isLinkUp = (state: HeldState, link: Link): boolean =>
  !state.cutLinks.includes(link.id) &&
  !link.ducts.some((duct) => state.cutDucts.includes(duct)) &&
  isNodeUp(state, link.a) &&
  isNodeUp(state, link.z);

/** Listed itself, and not part of something that is not. */
export const isLinkListed = (state: HeldState, link: Link): boolean =>
  isListed(state, link.id) && isListed(state, link.a) && isListed(state, link.z);

export const isPortListed = (network: Network, state: HeldState, portId: string): boolean =>
  isListed(state, portId) && isListed(state, at(network.ports, portId).node);

export const isServiceUp = (network: Network, state: HeldState, service: HeldService): boolean =>
  service.phase === 'installed' &&
  service.links.every((id) => isLinkUp(state, at(network.links, id))) &&
  [service.aPort, service.zPort].every((id) => isNodeUp(state, at(network.ports, id).node));

/** Null: nobody knows it. */
export const linkLatencyUs = (state: HeldState, link: Link): LatencyUs | null => state.latencyUs[link.id] ?? link.latency;

/** Null: this carrier does not report it. */
export const nodeTransitUs = (network: Network, state: HeldState, nodeId: string): number | null =>
  state.latencyUs[nodeId]?.az ?? at(network.nodes, nodeId).transitUs ?? null;

export const foreignSlots = (state: HeldState, link: Link): number => state.foreignSlots[link.id] ?? link.foreignSlots ?? 0;

/**
 * Slots that our client's services hold on a link. A service that passes it twice counts twice; one on its way to another route holds
 * what either route takes.
 */
export const providedSlots = ({ services }: HeldState, linkId: string): number => slotsByLink(services).get(linkId) ?? 0;

/** Each link asks, the services seldom change: counted once for each list of them. */
const counted = new WeakMap<readonly HeldService[], ReadonlyMap<string, number>>();

function slotsByLink(services: readonly HeldService[]): ReadonlyMap<string, number> {
  const known = counted.get(services);
  if (known) return known;
  const slots = new Map<string, number>();
  for (const service of services) {
    for (const [link, passes] of passesOf(service)) slots.set(link, (slots.get(link) ?? 0) + service.slots * passes);
  }
  counted.set(services, slots);
  return slots;
}

function passesOf({ links, move }: HeldService): ReadonlyMap<string, number> {
  const passes = countOf(links);
  for (const [link, count] of countOf(move?.links ?? [])) passes.set(link, Math.max(passes.get(link) ?? 0, count));
  return passes;
}

function countOf(links: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const link of links) counts.set(link, (counts.get(link) ?? 0) + 1);
  return counts;
}

export const freeSlots = (state: HeldState, link: Link): number =>
  Math.max(0, link.slots - foreignSlots(state, link) - providedSlots(state, link.id));

export const serviceOnPort = (state: HeldState, portId: string): HeldService | undefined =>
  state.services.find((service) => service.aPort === portId || service.zPort === portId);
