import type { HoldOut } from '../core/model/hold-out';
import { qualify } from '../core/model/network';
import type { Route } from '../core/model/route';
import type { DrawnWorld } from './draw-world';

/** Says by what a part of the network is kept from new routes: worked out from the world itself, apart from the engine. */
export function heldOutIn(world: DrawnWorld): (part: string, holdOuts: readonly HoldOut[]) => HoldOut | undefined {
  const under = new Map<string, ReadonlySet<string>>();
  for (const { carrier } of world.carriers) {
    const own = (uuid: string): string => qualify(carrier.id, uuid);
    const ofNode = (uuid: string): readonly string[] => [
      `node ${own(uuid)}`,
      `site ${carrier.nodes.get(uuid)?.site?.id ?? ''}`,
      `carrier ${carrier.id}`,
    ];
    for (const { uuid } of carrier.nodes.values()) under.set(own(uuid), new Set(ofNode(uuid)));
    for (const { uuid, nodeUuid } of carrier.ports.values()) under.set(own(uuid), new Set([`port ${own(uuid)}`, ...ofNode(nodeUuid)]));
    for (const { uuid, aNodeUuid, zNodeUuid, sharedRisks } of world.originals.get(carrier.id)?.values() ?? []) {
      const risks = sharedRisks.map((risk) => `shared-risk ${risk}`);
      under.set(own(uuid), new Set([`resource ${own(uuid)}`, ...risks, ...ofNode(aNodeUuid), ...ofNode(zNodeUuid)]));
    }
  }
  return (part, holdOuts) => holdOuts.find(({ subject }) => under.get(part)?.has(`${subject.kind} ${subject.id}`) === true);
}

/** Nodes, resources and end ports; what two carriers are joined by stands on nodes that are on the way anyway. */
export const partsOf = ({ hops, aPortId, zPortId }: Route): readonly string[] => [
  ...hops.filter(({ kind }) => kind !== 'interconnect').map(({ id }) => id),
  aPortId,
  zPortId,
];
