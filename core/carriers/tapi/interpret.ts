import type { InventoryChange, LinkWarning, ReportedNode, ReportedPort, ReportedResource } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import type { AlarmBoard } from './alarms';
import { constantTopologies } from './constant-latency';
import { indexOf } from './network-index';
import type { NetworkIndex } from './network-index';
import { readNode } from './read-node';
import { readPort, warnOfOddEdgePoints } from './read-port';
import { readResource } from './read-resource';
import type { Snapshot } from './snapshot';
import { collectWarnings } from './warnings';
import type { Warnings } from './warnings';
import { openWorkshop } from './workshop';
import type { Workshop } from './workshop';

/** A snapshot as our model sees it, with who belongs to whom. */
export interface Interpretation {
  readonly nodes: readonly ReportedNode[];
  readonly ports: readonly ReportedPort[];
  readonly resources: readonly ReportedResource[];
  readonly warnings: readonly LinkWarning[];
  readonly index: NetworkIndex;
  /** What each object was made of, so that the next interpretation makes only those anew whose parts have changed. */
  readonly workshop: Workshop;
}

/**
 * Pure. Whatever is malformed in one object is left out or nulled with a warning that names it; the rest goes on.
 * With the interpretation before, it is the same and takes less time.
 */
export function interpret(
  snapshot: Snapshot,
  alarms: AlarmBoard,
  mapping: CarrierMapping,
  before: Interpretation | null = null,
): Interpretation {
  const warnings = collectWarnings();
  const index = indexOf(snapshot, before?.index ?? null);
  const workshop = openWorkshop(before?.workshop ?? null, warnings);
  const nodes = new Map<string, ReportedNode>();
  for (const [uuid, node] of snapshot.nodes) {
    const raised = alarms.on(uuid);
    const made = workshop.make('node', uuid, [node, raised], (found) => readNode(uuid, node, raised, mapping, found));
    if (made) nodes.set(uuid, made);
  }
  const ports = [...snapshot.ports].flatMap(([uuid, port]) => {
    const edgePointUuid = index.edgePointOfPort.get(uuid) ?? '';
    const [own, below] = [alarms.on(uuid), alarms.on(edgePointUuid)];
    const edgePoint = index.edgePoints.get(edgePointUuid);
    const parts = [port, own, below, edgePoint?.value, edgePoint?.nodeUuid];
    return workshop.make('port', uuid, parts, (found) => readPort(uuid, port, index, [...own, ...below], mapping, found)) ?? [];
  });
  warnOfOddEdgePoints(snapshot, index, warnings);
  const constant = constantTopologies(snapshot, index, nodes, mapping.latency, warnings);
  const resources = [...snapshot.links].flatMap(([uuid, link]) => {
    const ends = index.endsOfLink.get(uuid) ?? [];
    const raised = [uuid, ...ends.map((end) => end.edgePointUuid)].map((subject) => alarms.on(subject));
    const around = ends.flatMap((end) => [nodes.get(end.nodeUuid), index.edgePoints.get(end.edgePointUuid)?.value]);
    const isConstant = constant.has(link.topologyUuid);
    const make = (found: Warnings): ReportedResource | null =>
      readResource(uuid, link, raised.flat(), { nodes, index, mapping, isConstant, warnings: found });
    return workshop.make('resource', uuid, [link, isConstant, ...raised, ...around], make) ?? [];
  });
  if (nodes.size === 0)
    warnings.add(
      'topology-context',
      'the carrier lists no nodes: nothing can be routed over it; check that our client may read its topology',
    );
  return {
    nodes: [...nodes.values()],
    ports,
    resources,
    warnings: [...snapshot.warnings, ...warnings.list],
    index,
    workshop: workshop.close(),
  };
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

/** Compares by identity first: what has not been made anew is the same. */
function differing<Item extends { readonly uuid: string }>(before: readonly Item[], after: readonly Item[]): readonly Item[] {
  const suspects = after.filter((item, at) => before[at] !== item);
  if (suspects.length === 0) return suspects;
  const old = new Map(before.map((item) => [item.uuid, item]));
  return suspects.filter((item) => {
    const was = old.get(item.uuid);
    return was !== item && JSON.stringify(was) !== JSON.stringify(item);
  });
}

function gone(before: readonly { readonly uuid: string }[], after: readonly { readonly uuid: string }[]): readonly string[] {
  const suspects = before.filter((item, at) => after[at]?.uuid !== item.uuid);
  if (suspects.length === 0) return [];
  const left = new Set(after.map((item) => item.uuid));
  return suspects.map((item) => item.uuid).filter((uuid) => !left.has(uuid));
}
