import type { InventoryChange, LinkWarning, ReportedNode, ReportedPort, ReportedResource } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import type { AlarmBoard } from './alarms';
import { withoutConstantLatency } from './constant-latency';
import { endsOf, indexOf } from './network-index';
import type { NetworkIndex } from './network-index';
import { readNode } from './read-node';
import { readPort, warnOfOddEdgePoints } from './read-port';
import { readResource } from './read-resource';
import type { Snapshot } from './snapshot';
import { collectWarnings } from './warnings';

/** A snapshot as our model sees it, with who belongs to whom. */
export interface Interpretation {
  readonly nodes: readonly ReportedNode[];
  readonly ports: readonly ReportedPort[];
  readonly resources: readonly ReportedResource[];
  readonly warnings: readonly LinkWarning[];
  readonly index: NetworkIndex;
}

/** Pure. Whatever is malformed in one object is left out or nulled with a warning that names it; the rest goes on. */
export function interpret(snapshot: Snapshot, alarms: AlarmBoard, mapping: CarrierMapping): Interpretation {
  const warnings = collectWarnings();
  const index = indexOf(snapshot);
  const nodes = new Map([...snapshot.nodes].map(([uuid, node]) => [uuid, readNode(uuid, node, alarms.on(uuid), mapping, warnings)]));
  const ports = [...snapshot.ports].flatMap(([uuid, port]) => {
    const edgePoint = index.edgePointOfPort.get(uuid);
    return readPort(uuid, port, index, [...alarms.on(uuid), ...(edgePoint ? alarms.on(edgePoint) : [])], mapping, warnings) ?? [];
  });
  warnOfOddEdgePoints(snapshot, index, warnings);
  const resources = [...snapshot.links].flatMap(([uuid, link]) => {
    const raised = [uuid, ...endsOf(link.value).map((end) => end.edgePointUuid)].flatMap((subject) => alarms.on(subject));
    return readResource(uuid, link, raised, { nodes, index, mapping, warnings }) ?? [];
  });
  if (nodes.size === 0)
    warnings.add(
      'topology-context',
      'the carrier lists no nodes: nothing can be routed over it; check that our client may read its topology',
    );
  const believed = withoutConstantLatency(resources, snapshot, nodes, warnings);
  return { nodes: [...nodes.values()], ports, resources: believed, warnings: [...snapshot.warnings, ...warnings.list], index };
}

/** What is different, or null where nothing is. Only warnings that were not there before are repeated. */
export function changeBetween(
  before: Interpretation,
  after: Interpretation,
  moreWarnings: readonly LinkWarning[] = [],
): InventoryChange | null {
  const [nodes, ports, resources] = [
    differing(before.nodes, after.nodes),
    differing(before.ports, after.ports),
    differing(before.resources, after.resources),
  ];
  const withdrawn = [
    ...gone(before.nodes, after.nodes).map((uuid) => ({ kind: 'node' as const, uuid })),
    ...gone(before.ports, after.ports).map((uuid) => ({ kind: 'port' as const, uuid })),
    ...gone(before.resources, after.resources).map((uuid) => ({ kind: 'resource' as const, uuid })),
  ];
  const known = new Set(before.warnings.map(keyOfWarning));
  const warnings = [...after.warnings.filter((warning) => !known.has(keyOfWarning(warning))), ...moreWarnings];
  const isEmpty = [nodes, ports, resources, withdrawn, warnings].every((part) => part.length === 0);
  return isEmpty ? null : { nodes, ports, resources, withdrawn, warnings };
}

const keyOfWarning = (warning: LinkWarning): string => `${warning.subject}\n${warning.message}`;

function differing<Item extends { readonly uuid: string }>(before: readonly Item[], after: readonly Item[]): readonly Item[] {
  const old = new Map(before.map((item) => [item.uuid, item]));
  return after.filter((item) => JSON.stringify(old.get(item.uuid)) !== JSON.stringify(item));
}

function gone(before: readonly { readonly uuid: string }[], after: readonly { readonly uuid: string }[]): readonly string[] {
  const left = new Set(after.map((item) => item.uuid));
  return before.map((item) => item.uuid).filter((uuid) => !left.has(uuid));
}
