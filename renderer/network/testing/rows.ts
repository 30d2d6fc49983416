import type { ImpairmentRow, InterconnectRow, NodeRow, ResourceRow } from '../../../core/contract/live';
import { unhandled } from '../../../core/model/impairment';
import type { Site } from '../../../core/model/network';
import type { NetworkTables } from '../topology/topology';

/** Rows with what a test is about; the rest works and says little. */
const working = { condition: 'up', conditionText: '', heldOutBy: null } as const;
const known = { azNs: 1_000_000, zaNs: 1_000_000, provenance: 'measured', isDefault: false, readAtMs: 1_000 } as const;

export const site = (id: string, longitudeDeg: number | null, latitudeDeg: number | null): Site => ({
  id,
  name: id,
  longitudeDeg,
  latitudeDeg,
});

/** `ald/LON` is Alder's node at London. */
export function node(id: string, more: Partial<NodeRow> = {}): NodeRow {
  const [carrierId = '', siteId = ''] = id.split('/');
  return { id, name: id, carrierId, siteId, ...working, ...known, ...more };
}

export function resource(id: string, aNodeId: string, zNodeId: string, more: Partial<ResourceRow> = {}): ResourceRow {
  return {
    id,
    name: id,
    carrierId: aNodeId.split('/')[0] ?? '',
    aNodeId,
    zNodeId,
    slots: 80,
    freeSlots: 40,
    signals: ['10GE-LAN'],
    isDedicated: true,
    sharedRisks: [],
    pricePerSlot: 100,
    ...working,
    ...known,
    ...more,
  };
}

export const interconnect = (id: string, aNodeId: string, zNodeId: string): InterconnectRow => ({
  id,
  siteId: aNodeId.split('/')[1] ?? null,
  aNodeId,
  zNodeId,
  aPortName: '1',
  zPortName: '1',
  orderId: null,
  ...working,
  ...known,
});

export const impairment = (id: string, resourceId: string, more: Partial<ImpairmentRow> = {}): ImpairmentRow => ({
  id,
  carrierId: 'ald',
  severity: 'critical',
  heldBackIds: [],
  subject: { kind: 'resource', id: resourceId },
  subjectName: resourceId,
  cause: 'down',
  text: 'loss of signal',
  raisedAtMs: 1_000,
  clearedAtMs: null,
  handling: unhandled,
  hits: [],
  ...more,
});

export function tables(rows: {
  readonly sites: readonly Site[];
  readonly nodes: readonly NodeRow[];
  readonly resources?: readonly ResourceRow[];
  readonly interconnects?: readonly InterconnectRow[];
}): NetworkTables & {
  readonly resources: Map<string, ResourceRow>;
  readonly nodes: Map<string, NodeRow>;
  readonly sites: Map<string, Site>;
} {
  const byId = <Row extends { readonly id: string }>(all: readonly Row[]): Map<string, Row> => new Map(all.map((row) => [row.id, row]));
  return {
    sites: byId(rows.sites),
    nodes: byId(rows.nodes),
    resources: byId(rows.resources ?? []),
    interconnects: byId(rows.interconnects ?? []),
  };
}
