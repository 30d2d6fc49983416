import type { ReportedNode, ReportedPort, ReportedResource } from '../carrier-link';
import { signals as allSignals, signalSlots } from '../../model/signal';
import type { FileContent, Found, FoundResource, ImportProblem } from './found';
import type { GraphmlEdge, GraphmlNetwork, GraphmlNode } from './graphml';
import { isUsableId } from './text';

/** What GraphML does not tell, and planning needs to know. */
export interface GraphmlAssumptions {
  /** Client ports at each node of the network's own. */
  readonly clientPortsPerNode: number;
  /** 1.25G tributary slots of a link whose speed is not stated. */
  readonly slotsPerLink: number;
}

/**
 * A GraphML network as an inventory: every node stands at a site of its own (`<carrier>-<id>`, since labels repeat), every edge is a circuit that is
 * dedicated and free of charge, and edges between the same two nodes share their duct. Pure.
 */
export function graphmlInventory(network: GraphmlNetwork, file: string, carrierId: string, assumed: GraphmlAssumptions): FileContent {
  const names = namesOf(network.nodes);
  const problems: ImportProblem[] = network.problems.map(({ element, line, severity, message }) => ({
    file,
    where: `line ${line}, ${element}`,
    severity,
    message,
  }));
  const at = (line: number, element: string) => ({ file, where: `line ${line}, ${element}` });
  const usable = network.nodes.filter((node) => isUsableId(node.id));
  const count = new Map<string, number>();
  return {
    nodes: usable.map((node): Found<ReportedNode> => ({
      ...at(node.line, `<node id="${node.id}">`),
      thing: {
        uuid: node.id,
        name: names.get(node.id) ?? node.id,
        site: {
          id: `${carrierId}-${node.id}`,
          name: names.get(node.id) ?? node.id,
          latitudeDeg: node.latitudeDeg,
          longitudeDeg: node.longitudeDeg,
        },
        condition: 'up',
        conditionText: '',
        transitNs: null,
      },
    })),
    ports: usable.flatMap((node) =>
      clientPorts(node, names, assumed).map((thing) => ({ ...at(node.line, `<node id="${node.id}">`), thing })),
    ),
    resources: network.edges.map((edge): FoundResource => {
      const pair = [edge.sourceId, edge.targetId].sort().join('~');
      const number = (count.get(pair) ?? 0) + 1;
      count.set(pair, number);
      return {
        ...at(edge.line, `<edge id="${edge.id}">`),
        thing: circuit(edge, number, `${carrierId} ${pair}`, names, assumed),
        isLatencyDerived: true,
      };
    }),
    problems,
  };
}

/** A joint, and a place of another network, is no place where customers are. */
function clientPorts(node: GraphmlNode, names: ReadonlyMap<string, string>, { clientPortsPerNode }: GraphmlAssumptions): ReportedPort[] {
  if (!node.isInternal || node.isHyperedge) return [];
  return Array.from({ length: clientPortsPerNode }, (_, index) => ({
    uuid: `${node.id}-client-${index + 1}`,
    nodeUuid: node.id,
    name: `${names.get(node.id) ?? node.id} client ${index + 1}`,
    signals: allSignals,
    plug: null,
    condition: 'up',
    conditionText: '',
  }));
}

function circuit(
  edge: GraphmlEdge,
  number: number,
  duct: string,
  names: ReadonlyMap<string, string>,
  { slotsPerLink }: GraphmlAssumptions,
): ReportedResource {
  const slots = edge.speedBps === null ? slotsPerLink : Math.floor(edge.speedBps / bpsPerSlot + 1e-6);
  return {
    uuid: edge.id,
    name: `${names.get(edge.sourceId) ?? edge.sourceId}–${names.get(edge.targetId) ?? edge.targetId}${number > 1 ? ` #${number}` : ''}`,
    aNodeUuid: edge.sourceId,
    zNodeUuid: edge.targetId,
    slots,
    availableSlots: slots,
    signals: allSignals.filter((signal) => signalSlots[signal] <= slots),
    pricePerSlot: 0,
    sharedRisks: [duct],
    isDedicated: true,
    condition: 'up',
    conditionText: '',
    latency: null,
  };
}

/** A label where it is the only one of its kind; else with the region, else with the id, so that people can tell them apart. */
function namesOf(nodes: readonly GraphmlNode[]): ReadonlyMap<string, string> {
  const times = (texts: readonly (string | null)[]): ReadonlyMap<string | null, number> => {
    const counted = new Map<string | null, number>();
    for (const text of texts) counted.set(text, (counted.get(text) ?? 0) + 1);
    return counted;
  };
  const withRegion = ({ label, region }: GraphmlNode): string | null => (label === null || region === null ? null : `${label}, ${region}`);
  const [labels, regions] = [times(nodes.map(({ label }) => label)), times(nodes.map(withRegion))];
  return new Map(
    nodes.map((node) => {
      if (node.label === null) return [node.id, `node ${node.id}`];
      if (labels.get(node.label) === 1) return [node.id, node.label];
      const full = withRegion(node);
      return [node.id, full !== null && regions.get(full) === 1 ? full : `${node.label} (${node.id})`];
    }),
  );
}

const bpsPerSlot = 1.25e9;
