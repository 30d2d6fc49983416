import type { LinkWarning } from '../carrier-link';
import { entries, isObject, leaf, member, shown } from './json';
import type { Json, JsonObject } from './json';
import { entryNamed } from './names';
import { asCurrent } from './terms';
import type { Terms } from './terms';
import { collectWarnings } from './warnings';
import type { Warnings } from './warnings';

/**
 * What a manager said of its network, object by object, not yet interpreted: an object that is read again replaces its old self here,
 * and the whole is interpreted anew. Node edge points stay inside their nodes.
 */
export interface Snapshot {
  readonly topologies: Map<string, string>;
  readonly nodes: Map<string, TopologyObject>;
  readonly links: Map<string, TopologyObject>;
  readonly ports: Map<string, JsonObject>;
  /** What was wrong with the documents as a whole: duplicates, objects without a usable uuid. */
  readonly warnings: readonly LinkWarning[];
}

export interface TopologyObject {
  readonly topologyUuid: string;
  readonly value: JsonObject;
}

/** From the contents of `service-interface-point` (a list) and of `topology-context`, in whichever version. Several topologies are merged. */
export function snapshotOf(servicePoints: Json | undefined, topologyContext: Json | undefined, terms: Terms): Snapshot {
  const warnings = collectWarnings();
  const topologies = new Map<string, string>();
  const nodes = new Map<string, TopologyObject>();
  const links = new Map<string, TopologyObject>();
  const ports = new Map<string, JsonObject>();
  const listed = (kind: 'port' | 'node' | 'link', list: Json | undefined): readonly Json[] =>
    entries(list).map((value) => asCurrent(kind, value, terms));
  keep(ports, listed('port', servicePoints), 'service-interface-point', (value) => value, warnings);
  for (const topology of entries(member(topologyContext, 'topology'))) {
    const topologyUuid = uuidOf(topology);
    if (topologyUuid === null) {
      warnings.add(
        'topology',
        `a topology has no usable uuid (${shown(member(topology, 'uuid'))}): left out; the carrier has to give it one`,
      );
      continue;
    }
    topologies.set(topologyUuid, entryNamed(topology, 'topology-name') ?? topologyUuid);
    keep(nodes, listed('node', member(topology, 'node')), 'node', (value) => ({ topologyUuid, value }), warnings);
    keep(links, listed('link', member(topology, 'link')), 'link', (value) => ({ topologyUuid, value }), warnings);
  }
  return { topologies, nodes, links, ports, warnings: warnings.list };
}

/** The uuid of an object, where it is one that can be put into an address. */
export function uuidOf(value: Json | undefined): string | null {
  const uuid = leaf(member(value, 'uuid'));
  return uuid !== null && isUsableUuid(uuid) ? uuid : null;
}

export const isUsableUuid = (uuid: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$/.test(uuid);

function keep<Kept>(
  into: Map<string, Kept>,
  found: readonly Json[],
  kind: string,
  keepAs: (value: JsonObject) => Kept,
  warnings: Warnings,
): void {
  for (const value of found) {
    const uuid = uuidOf(value);
    if (uuid === null || !isObject(value)) {
      warnings.add(
        kind,
        `a ${kind} has no usable uuid (${shown(member(value, 'uuid') ?? value)}): left out; the carrier has to give it one`,
      );
    } else if (into.has(uuid)) {
      warnings.add(uuid, `the ${kind} is listed more than once: the first is kept; the carrier has to give each a uuid of its own`);
    } else into.set(uuid, keepAs(value));
  }
}
