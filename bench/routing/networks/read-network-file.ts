import { readGraphml } from '../../../core/carriers/import/graphml';
import { z } from 'zod';
import type { RealNetwork } from './real-network';

/** A network from a file's text: GraphML as the Internet Topology Zoo writes it, or TopoHub's JSON. */
export function readNetworkFile(file: string, text: string): RealNetwork {
  const read = file.endsWith('.json') ? fromTopohub(text) : fromGraphml(text);
  if (typeof read === 'string') throw new Error(`${file}: ${read}`);
  return read;
}

/** The network, or why it cannot be read. */
function fromGraphml(text: string): RealNetwork | string {
  const outcome = readGraphml(text);
  if (outcome.kind === 'unreadable') return outcome.message;
  const { nodes, edges } = outcome.network;
  const numbers = new Map(nodes.map(({ id }, index) => [id, index]));
  return {
    places: nodes.map(({ latitudeDeg, longitudeDeg }) =>
      latitudeDeg === null || longitudeDeg === null ? null : { latitudeDeg, longitudeDeg },
    ),
    ends: edges.map(({ sourceId, targetId }) => [numbers.get(sourceId) ?? -1, numbers.get(targetId) ?? -1]),
  };
}

const topohub = z.object({
  nodes: z.array(z.object({ id: z.number(), pos: z.tuple([z.number(), z.number()]) })),
  edges: z.array(z.object({ source: z.number(), target: z.number() })),
});

function fromTopohub(text: string): RealNetwork | string {
  try {
    const { nodes, edges } = topohub.parse(JSON.parse(text));
    const numbers = new Map(nodes.map(({ id }, index) => [id, index]));
    return {
      places: nodes.map(({ pos: [longitudeDeg, latitudeDeg] }) => ({ latitudeDeg, longitudeDeg })),
      ends: edges.flatMap(({ source, target }): (readonly [number, number])[] => {
        const [a, z] = [numbers.get(source), numbers.get(target)];
        return a === undefined || z === undefined ? [] : [[a, z]];
      }),
    };
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
    return `it is no network of TopoHub (${why.split('\n')[0] ?? ''}): give GraphML, or a file from TopoHub`;
  }
}
