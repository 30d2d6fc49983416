import type { z } from 'zod';
import type { importRequest } from '../../contract/inputs';
import type { InventoryShown } from '../../contract/shapes';
import { assertNever } from '../../model/assert-never';
import type { NetworkSubject } from '../../model/network';
import type { NetworkView } from '../../network/network-view';
import type { Host } from '../create-host';
import type { ImportRequest } from '../inventory-commands';
import { unknownCarrier } from './carriers';
import { answer, failed, refused, type Handlers } from './serving';
import { showPart } from './show-part';
import { showLatency } from './show-route';

export const inventoryHandlers: Handlers<'inventory.list' | 'inventory.preview' | 'inventory.import'> = {
  async 'inventory.list'({ host }, { what, carrierId, siteId }) {
    const { view } = host.network;
    if (carrierId !== undefined && !view.carriers.has(carrierId)) return failed('not-found', unknownCarrier(view, carrierId));
    if (siteId !== undefined && !view.sites.has(siteId)) return failed('not-found', `site ${siteId} is not known; check its code`);
    return answer(await rowsOf(host, what, { carrierId, siteId }));
  },
  async 'inventory.preview'({ host }, { withNetwork, ...request }) {
    const outcome = await host.previewInventory(requestFrom(request), withNetwork);
    return outcome.kind === 'refused' ? refused(outcome) : answer(outcome.preview);
  },
  async 'inventory.import'({ host }, { request, digest, by }) {
    const outcome = await host.importInventory(requestFrom(request), digest, by);
    return outcome.kind === 'refused' ? refused(outcome) : answer(outcome);
  },
};

function requestFrom({ carrier, files, mapping, clientPortsPerNode, slotsPerLink, sites }: z.output<typeof importRequest>): ImportRequest {
  return {
    carrier,
    files: files.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, 'base64') })),
    ...(mapping === undefined ? {} : { mapping }),
    ...(clientPortsPerNode === undefined ? {} : { clientPortsPerNode }),
    ...(slotsPerLink === undefined ? {} : { slotsPerLink }),
    ...(sites === undefined ? {} : { sites }),
  };
}

interface Filter {
  readonly carrierId: string | undefined;
  readonly siteId: string | undefined;
}

/** Told at once: some milliseconds' work. */
const rowsAtOnce = 250;

async function rowsOf(
  { network: { view }, pause }: Pick<Host, 'network' | 'pause'>,
  what: InventoryShown['what'],
  { carrierId, siteId }: Filter,
): Promise<InventoryShown> {
  const inSlices = async <Thing, Row>(things: readonly Thing[], rowOf: (thing: Thing) => Row): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    for (const [at, thing] of things.entries()) {
      if (at > 0 && at % rowsAtOnce === 0) await pause();
      rows.push(rowOf(thing));
    }
    return rows;
  };
  const isAt = (...nodeIds: readonly string[]): boolean =>
    siteId === undefined || nodeIds.some((nodeId) => view.nodes.get(nodeId)?.siteId === siteId);
  const isOf = (...carrierIds: readonly (string | undefined)[]): boolean => carrierId === undefined || carrierIds.includes(carrierId);
  const part = (subject: NetworkSubject) => showPart(view, subject);
  const nodeName = (id: string): string => view.nameOf({ kind: 'node', id });
  const portOf = (id: string) => view.ports.get(id);
  switch (what) {
    case 'nodes':
      return {
        what,
        rows: await inSlices(
          [...view.nodes.values()].filter((node) => isOf(node.carrierId) && isAt(node.id)),
          (node) => {
            const subject = { kind: 'node', id: node.id } as const;
            return { ...part(subject), ...showLatency(view, subject), carrierId: node.carrierId, siteId: node.siteId };
          },
        ),
      };
    case 'resources':
      return {
        what,
        rows: await inSlices(
          [...view.resources.values()].filter((resource) => isOf(resource.carrierId) && isAt(resource.aNodeId, resource.zNodeId)),
          (resource) => {
            const subject = { kind: 'resource', id: resource.id } as const;
            const { carrierId: of, slots, signals, isDedicated, sharedRisks, pricePerSlot } = resource;
            return {
              ...{ ...part(subject), ...showLatency(view, subject), carrierId: of, slots, signals, isDedicated, sharedRisks, pricePerSlot },
              ...{ a: nodeName(resource.aNodeId), z: nodeName(resource.zNodeId), freeSlots: Math.max(0, view.freeSlots(resource)) },
            };
          },
        ),
      };
    case 'ports':
      return {
        what,
        rows: await inSlices(
          [...view.ports.values()].filter((port) => port.plug === null && isOf(port.carrierId) && isAt(port.nodeId)),
          (port) => ({
            ...part({ kind: 'port', id: port.id }),
            ...{ carrierId: port.carrierId, node: nodeName(port.nodeId), siteId: view.nodes.get(port.nodeId)?.siteId ?? null },
            ...{ signals: port.signals, orderId: view.portOwners.get(port.id)?.orderId ?? null },
          }),
        ),
      };
    case 'interconnects':
      return {
        what,
        rows: [...view.interconnects.values()]
          .filter(({ aPortId, zPortId }) => isOf(portOf(aPortId)?.carrierId, portOf(zPortId)?.carrierId))
          .filter((interconnect) => siteId === undefined || interconnect.siteId === siteId)
          .map(({ id, siteId: at, aPortId, zPortId }) => {
            const subject = { kind: 'interconnect', id } as const;
            return {
              ...{ ...part(subject), ...showLatency(view, subject), name: id, siteId: at },
              ...{ a: view.carrierName(portOf(aPortId)?.carrierId ?? ''), z: view.carrierName(portOf(zPortId)?.carrierId ?? '') },
              orderId: view.portOwners.get(aPortId)?.orderId ?? null,
            };
          }),
      };
    case 'sites': {
      const carriersAt = carriersBySite(view);
      return {
        what,
        rows: [...view.sites.values()]
          .filter((site) => (siteId === undefined || site.id === siteId) && isOf(...(carriersAt.get(site.id) ?? [])))
          .map((site) => ({ ...site, carriers: [...(carriersAt.get(site.id) ?? [])] })),
      };
    }
    case 'ducts': {
      const ducts = new Map<string, { resources: number; carriers: Set<string> }>();
      for (const resource of view.resources.values()) {
        if (!isOf(resource.carrierId) || !isAt(resource.aNodeId, resource.zNodeId)) continue;
        for (const risk of resource.sharedRisks) {
          const duct = ducts.get(risk) ?? { resources: 0, carriers: new Set<string>() };
          duct.resources += 1;
          ducts.set(risk, { ...duct, carriers: duct.carriers.add(resource.carrierId) });
        }
      }
      return { what, rows: [...ducts].map(([id, { resources, carriers }]) => ({ id, resources, carriers: [...carriers] })) };
    }
    default:
      return assertNever(what);
  }
}

function carriersBySite(view: NetworkView): ReadonlyMap<string, ReadonlySet<string>> {
  const bySite = new Map<string, Set<string>>();
  for (const { siteId, carrierId, condition } of view.nodes.values()) {
    if (siteId !== null && condition !== 'withdrawn') bySite.set(siteId, (bySite.get(siteId) ?? new Set<string>()).add(carrierId));
  }
  return bySite;
}
