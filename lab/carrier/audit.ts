import { foreignSlots, freeSlots, isLinkListed, isLinkUp, isServiceUp, linkLatencyUs, providedSlots } from './condition';
import type { HeldState } from './held-state';
import { at, type Network } from './network';

/** What the carrier really holds, for an auditor who does not ask its RESTCONF side: own ids, UUIDs beside. */
export interface Audit {
  readonly carrier: string;
  readonly services: readonly AuditedService[];
  readonly links: readonly AuditedLink[];
  readonly cutDucts: readonly string[];
  readonly cutNodes: readonly string[];
  /** Open streams of notices. */
  readonly streams: number;
}

interface AuditedService {
  readonly uuid: string;
  readonly name: string;
  readonly phase: 'pending' | 'installed' | 'failed';
  readonly isUp: boolean;
  readonly slots: number;
  readonly aPort: string;
  readonly zPort: string;
  readonly aSip: string;
  readonly zSip: string;
  /** What it really uses, from A to Z. */
  readonly links: readonly string[];
  /** Where it is on its way to; null: it stays. */
  readonly movesTo: readonly string[] | null;
  readonly linkUuids: readonly string[];
}

interface AuditedLink {
  readonly id: string;
  readonly uuid: string;
  readonly name: string;
  readonly isUp: boolean;
  readonly isListed: boolean;
  readonly slots: number;
  readonly foreignSlots: number;
  readonly providedSlots: number;
  readonly freeSlots: number;
  /** Null: nobody knows it. */
  readonly latencyUs: { readonly az: number; readonly za: number } | null;
}

export function audit(network: Network, state: HeldState, streams: number): Audit {
  return {
    carrier: network.inventory.id,
    services: state.services.map((service) => ({
      uuid: service.uuid,
      name: service.name,
      phase: service.phase,
      isUp: isServiceUp(network, state, service),
      slots: service.slots,
      aPort: service.aPort,
      zPort: service.zPort,
      aSip: at(network.ports, service.aPort).uuid,
      zSip: at(network.ports, service.zPort).uuid,
      links: service.links,
      movesTo: service.move?.links ?? null,
      linkUuids: service.links.map((id) => at(network.links, id).uuid),
    })),
    links: [...network.links.values()].map((link) => ({
      id: link.id,
      uuid: link.uuid,
      name: link.name,
      isUp: isLinkUp(state, link),
      isListed: isLinkListed(state, link),
      slots: link.slots,
      foreignSlots: foreignSlots(state, link),
      providedSlots: providedSlots(state, link.id),
      freeSlots: freeSlots(state, link),
      latencyUs: linkLatencyUs(state, link),
    })),
    cutDucts: state.cutDucts,
    cutNodes: state.cutNodes,
    streams,
  };
}
