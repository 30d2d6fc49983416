import type { InterconnectRow, LatencyRow, LiveRow, NodeRow, ResourceRow } from '../../contract/live';
import type { LatencySubject } from '../../model/latency';
import type { NetworkView } from '../../network/network-view';
import type { Store } from '../../store/store';
import type { LinkRegistry } from '../link-registry';
import { showCarrier } from '../procedures/show-carrier';
import { showPart } from '../procedures/show-part';
import type { TopicReader } from './feed';

/** Rows that are made at once; others have their turn between. */
const sliceRows = 250;

/** What the network's view holds in memory. */
export function networkReaders(
  store: Store,
  view: NetworkView,
): Readonly<Record<'carriers' | 'sites' | 'nodes' | 'resources' | 'interconnects', TopicReader>> {
  const reader = (things: () => ReadonlyMap<string, unknown>, row: (id: string) => LiveRow | null, paceMs: number): TopicReader => {
    const some = (ids: readonly string[]): readonly LiveRow[] => ids.flatMap((id) => row(id) ?? []);
    return {
      paceMs,
      async *all() {
        const ids = [...things().keys()];
        for (let from = 0; from < ids.length; from += sliceRows) {
          yield some(ids.slice(from, from + sliceRows));
          await store.pause();
        }
      },
      some: async (ids) => some(ids),
    };
  };
  const readCarriers = async (ids: readonly string[]): Promise<readonly LiveRow[]> => {
    const pauses = await store.transaction((tx) => tx.interventions.pauses());
    const rows: LiveRow[] = [];
    for (const id of ids) {
      const carrier = view.carriers.get(id);
      if (carrier) rows.push(showCarrier(view, carrier, pauses));
      await store.pause();
    }
    return rows;
  };
  return {
    carriers: {
      paceMs: 1_000,
      async *all() {
        yield await readCarriers([...view.carriers.keys()]);
      },
      some: readCarriers,
    },
    sites: reader(
      () => view.sites,
      (id) => view.sites.get(id) ?? null,
      250,
    ),
    nodes: reader(
      () => view.nodes,
      (id) => nodeRow(view, id),
      100,
    ),
    resources: reader(
      () => view.resources,
      (id) => resourceRow(view, id),
      100,
    ),
    interconnects: reader(
      () => view.interconnects,
      (id) => interconnectRow(view, id),
      100,
    ),
  };
}

/** What is known of the links themselves: in memory, and small. */
export function linkReader(links: LinkRegistry, view: NetworkView): TopicReader {
  const some = (ids: Iterable<string>): readonly LiveRow[] => [...ids].flatMap((id) => links.rowOf(view, id) ?? []);
  return {
    paceMs: 500,
    async *all() {
      yield some(view.carriers.keys());
    },
    some: async (ids) => some(ids),
  };
}

// Whole literals: a row that is spread together from others takes many times as long to make, and there are tens of thousands.

function nodeRow(view: NetworkView, id: string): NodeRow | null {
  const node = view.nodes.get(id);
  if (!node) return null;
  const subject = { kind: 'node', id } as const;
  const { name, condition, conditionText, heldOutBy } = showPart(view, subject);
  const { azNs, zaNs, provenance, isDefault, readAtMs } = latencyRow(view, subject);
  const { carrierId, siteId } = node;
  return { id, name, condition, conditionText, heldOutBy, azNs, zaNs, provenance, isDefault, readAtMs, carrierId, siteId };
}

function resourceRow(view: NetworkView, id: string): ResourceRow | null {
  const resource = view.resources.get(id);
  if (!resource) return null;
  const subject = { kind: 'resource', id } as const;
  const { name, condition, conditionText, heldOutBy } = showPart(view, subject);
  const { azNs, zaNs, provenance, isDefault, readAtMs } = latencyRow(view, subject);
  const { carrierId, aNodeId, zNodeId, slots, signals, isDedicated, sharedRisks, pricePerSlot } = resource;
  const freeSlots = Math.max(0, view.freeSlots(resource));
  return {
    id,
    name,
    condition,
    conditionText,
    heldOutBy,
    azNs,
    zaNs,
    provenance,
    isDefault,
    readAtMs,
    carrierId,
    aNodeId,
    zNodeId,
    slots,
    freeSlots,
    signals,
    isDedicated,
    sharedRisks,
    pricePerSlot,
  };
}

function interconnectRow(view: NetworkView, id: string): InterconnectRow | null {
  const interconnect = view.interconnects.get(id);
  if (!interconnect) return null;
  const subject = { kind: 'interconnect', id } as const;
  const { condition, conditionText, heldOutBy } = showPart(view, subject);
  const { azNs, zaNs, provenance, isDefault, readAtMs } = latencyRow(view, subject);
  const { siteId, aPortId, zPortId } = interconnect;
  const [a, z] = [view.ports.get(aPortId), view.ports.get(zPortId)];
  const orderId = (view.portOwners.get(aPortId) ?? view.portOwners.get(zPortId))?.orderId ?? null;
  const [aNodeId, zNodeId, aPortName, zPortName] = [a?.nodeId ?? '', z?.nodeId ?? '', a?.name ?? aPortId, z?.name ?? zPortId];
  return {
    id,
    condition,
    conditionText,
    heldOutBy,
    azNs,
    zaNs,
    provenance,
    isDefault,
    readAtMs,
    siteId,
    orderId,
    aNodeId,
    zNodeId,
    aPortName,
    zPortName,
  };
}

function latencyRow(view: NetworkView, subject: LatencySubject): LatencyRow {
  const latency = view.latency(subject);
  if (!latency) return { azNs: null, zaNs: null, provenance: null, isDefault: false, readAtMs: null };
  const { azNs, zaNs, provenance, isDefault, readAtMs } = latency;
  return { azNs, zaNs, provenance, isDefault, readAtMs: isDefault ? null : readAtMs };
}
