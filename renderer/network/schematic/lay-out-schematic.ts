import type { ELK, ElkNode } from 'elkjs/lib/elk-api';
import { worldSize } from '../geography/projection';
import type { Topology } from '../topology/topology';

/** More take longer than one waits, and are no picture any more. */
export const mostSchematicSites = 600;

let elk: Promise<ELK> | null = null;

/** In a worker, so that the screen goes on meanwhile; loaded when it is first wanted. */
async function loadElk(): Promise<ELK> {
  const [{ default: Elk }, { default: workerUrl }] = await Promise.all([
    import('elkjs/lib/elk-api'),
    import('elkjs/lib/elk-worker.min.js?url'),
  ]);
  return new Elk({ workerUrl });
}

/** Sites that are joined lie near each other, crossings are few; where they are on Earth counts no more. */
export async function layOutSchematic(topology: Topology): Promise<Topology> {
  elk ??= loadElk();
  const { sites, bundles } = topology;
  const graph: ElkNode = {
    id: 'network',
    layoutOptions: {
      'elk.algorithm': 'stress',
      'elk.stress.desiredEdgeLength': '90',
      'elk.separateConnectedComponents': 'true',
      'elk.spacing.componentComponent': '60',
    },
    children: sites.map(({ dots, x, y }, at) => ({ id: String(at), width: 16 + 13 * dots.length, height: 16, x, y })),
    edges: bundles.filter(({ a, z }) => a !== z).map(({ a, z }, at) => ({ id: `e${at}`, sources: [String(a)], targets: [String(z)] })),
  };
  const laidOut = await (await elk).layout(graph);
  const places = new Map(
    (laidOut.children ?? []).map(({ id, x = 0, y = 0, width = 0, height = 0 }) => [Number(id), { x: x + width / 2, y: y + height / 2 }]),
  );
  const scale = worldSize / Math.max(1, laidOut.width ?? 1, laidOut.height ?? 1);
  return {
    ...topology,
    sites: sites.map((site, at) => {
      const { x, y } = places.get(at) ?? site;
      return { ...site, x: x * scale, y: y * scale };
    }),
    medianSpacing: 60 * scale,
  };
}
