import { z } from 'zod';
import { readGraphml, type GraphmlEdge, type GraphmlNetwork, type GraphmlNode } from '../../core/carriers/import/graphml';
import { signals } from '../../core/model/signal';
import { greatCircleKm } from './distance';
import { gbpsPerSlot } from './network';
import { placed, type Inventory, type InventoryLink, type InventorySite } from './inventory';

/** What a GraphML file does not say of a carrier. */
export interface CarrierTerms {
  /** Lower case letters, digits and hyphens. */
  readonly id: string;
  /** Null: what the file calls the network. */
  readonly name: string | null;
  readonly role: Inventory['role'];
  /** Slots of each link, 1.25 Gbit/s each. */
  readonly slots: number;
  /** Client ports at each node. */
  readonly clientPorts: number;
  readonly interconnects: readonly InterconnectPort[];
}

/** A port where another carrier attaches; `node` is the id in the GraphML file, `site` the code that the carriers agreed on for it. */
export type InterconnectPort = z.infer<typeof interconnectPort>;

const interconnectPort = z.strictObject({
  node: z.string(),
  localId: z.string().min(1),
  remoteId: z.string().min(1),
  site: z.string().min(1).optional(),
});

/** The content of an `--interconnects` file; throws with its name and what is wrong in it. */
export function parseInterconnects(file: string, text: string): readonly InterconnectPort[] {
  const read = z.array(interconnectPort).safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`${file} is not a list of interconnect ports:\n${z.prettifyError(read.error)}`);
  return read.data;
}

/** Reads a GraphML document; throws with the file's name and what is wrong in it. */
export function parseGraphml(file: string, text: string): GraphmlNetwork {
  const read = readGraphml(text);
  if (read.kind === 'unreadable') throw new Error(`${file}${read.line === null ? '' : `, line ${read.line}`}: ${read.message}`);
  return read.network;
}

/**
 * A carrier from a network that says only what is joined to what, and mostly where: a node for each node, a circuit for each edge, all
 * dedicated. Labels repeat in real files: ids tell things apart. What has no coordinates has none here, and its links have no latency.
 */
export function graphmlInventory(network: GraphmlNetwork, terms: CarrierTerms): Inventory {
  const nodes = new Map(network.nodes.map((node) => [node.id, node]));
  const agreed = agreedSites(terms, nodes);
  const siteOf = (node: GraphmlNode): InventorySite => ({
    code: agreed.get(node.id) ?? `${slug(node)}.${terms.id.toUpperCase()}.${node.id}`,
    name: node.label ?? `node ${node.id}`,
    ...(node.latitudeDeg === null || node.longitudeDeg === null ? {} : { lat: node.latitudeDeg, lon: node.longitudeDeg }),
  });
  const sites = new Map(network.nodes.map((node) => [node.id, siteOf(node)]));
  const ports = (nodeId: string, letter: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${nodeId}.${letter}${index + 1}`);
  return {
    id: terms.id,
    name: terms.name ?? network.name ?? terms.id,
    role: terms.role,
    restconfRoot: '/restconf',
    // Of several nodes at an agreed site the first says where it is.
    sites: [...new Map([...sites.values()].reverse().map((site) => [site.code, site])).values()].reverse(),
    nodes: network.nodes.map((node) => ({ id: nodeIdOf(node), site: sites.get(node.id)?.code ?? '' })),
    links: linksOf(network, terms, nodes, sites),
    clientPorts: network.nodes.flatMap((node) =>
      ports(nodeIdOf(node), 'C', terms.clientPorts).map((id) => ({ id, node: nodeIdOf(node), signals: [...signals] })),
    ),
    interconnectPorts: interconnectPortsOf(terms, nodes),
  };
}

/** Unique: a slug has no full stop, and ids are unique. */
const nodeIdOf = (node: GraphmlNode): string => `${slug(node)}.${node.id}`;

const slug = ({ label }: Pick<GraphmlNode, 'label'>): string => slugOf(label) || 'NODE';

/** A label as upper-case letters, digits and hyphens; empty where nothing is left of it. */
export const slugOf = (label: string | null): string =>
  (label ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

function linksOf(
  network: GraphmlNetwork,
  terms: CarrierTerms,
  nodes: ReadonlyMap<string, GraphmlNode>,
  sites: ReadonlyMap<string, InventorySite>,
): InventoryLink[] {
  const parallel = new Map<string, number>();
  return network.edges.map((edge): InventoryLink => {
    const [a, z] = endsOf(edge, nodes);
    const between = [a, z].map((node) => sites.get(node.id)?.code ?? '').sort();
    const pair = [nodeIdOf(a), nodeIdOf(z)].sort().join('~');
    const number = (parallel.get(pair) ?? 0) + 1;
    parallel.set(pair, number);
    return {
      id: edge.id,
      name: `${nodeIdOf(a)} - ${nodeIdOf(z)} #${number}`,
      a: nodeIdOf(a),
      z: nodeIdOf(z),
      gbps: terms.slots * gbpsPerSlot,
      pricePerSlot: priceOf(sites.get(a.id), sites.get(z.id)),
      // Edges between the same places lie in the same ducts, for all that is known.
      ducts: [`${terms.id}:${between.join('~')}`],
      dedicated: true,
    };
  });
}

function endsOf(edge: GraphmlEdge, nodes: ReadonlyMap<string, GraphmlNode>): readonly [GraphmlNode, GraphmlNode] {
  const [a, z] = [nodes.get(edge.sourceId), nodes.get(edge.targetId)];
  if (!a || !z) throw new Error(`edge ${edge.id}: an end of it is no node of the network`);
  return [a, z];
}

/** Minor units per slot and month: something for the terminals, something for the way; as for a thousand kilometres where it is unknown. */
function priceOf(a: InventorySite | undefined, z: InventorySite | undefined): number {
  const [from, to] = [a && placed(a), z && placed(z)];
  return Math.round(400 + 4 * (from && to ? greatCircleKm(from, to) : 1000));
}

function agreedSites(terms: CarrierTerms, nodes: ReadonlyMap<string, GraphmlNode>): ReadonlyMap<string, string> {
  const agreed = new Map<string, string>();
  for (const { node, localId, site } of terms.interconnects) {
    if (!nodes.has(node)) throw new Error(`interconnect ${localId} of ${terms.id} is at node ${node}, which the network has not`);
    if (site === undefined) continue;
    if ((agreed.get(node) ?? site) !== site)
      throw new Error(`node ${node} of ${terms.id} is said to be at ${site} and at ${agreed.get(node) ?? ''}`);
    agreed.set(node, site);
  }
  return agreed;
}

function interconnectPortsOf(terms: CarrierTerms, nodes: ReadonlyMap<string, GraphmlNode>): Inventory['interconnectPorts'] {
  const used = new Map<string, number>();
  return terms.interconnects.flatMap(({ node: id, localId, remoteId }) => {
    const node = nodes.get(id);
    if (!node) return [];
    const number = (used.get(id) ?? 0) + 1;
    used.set(id, number);
    return [{ id: `${nodeIdOf(node)}.X${number}`, node: nodeIdOf(node), signals: [...signals], plug: { localId, remoteId } }];
  });
}
