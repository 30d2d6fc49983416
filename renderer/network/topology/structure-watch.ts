import type { LiveRow } from '../../../core/contract/live';
import type { NetworkTables } from './topology';

/** What places things and connects them; all else may change without that anything moves. */
const structure = {
  sites: ({ name, latitudeDeg, longitudeDeg }: Row<'sites'>) => [name, latitudeDeg, longitudeDeg],
  nodes: ({ carrierId, siteId, name }: Row<'nodes'>) => [carrierId, siteId, name],
  resources: ({ aNodeId, zNodeId }: Row<'resources'>) => [aNodeId, zNodeId],
  interconnects: ({ aNodeId, zNodeId }: Row<'interconnects'>) => [aNodeId, zNodeId],
} satisfies { readonly [Name in keyof NetworkTables]: (row: Row<Name>) => readonly unknown[] };

type Row<Name extends keyof NetworkTables> = NetworkTables[Name] extends ReadonlyMap<string, infer R> ? R : never;

/**
 * Tells whether tables that changed in place changed in structure since they were last looked at. A row that is the same object is not looked into.
 */
export function createStructureWatch(): (tables: NetworkTables) => boolean {
  const seen = {
    sites: new Map<string, Row<'sites'>>(),
    nodes: new Map<string, Row<'nodes'>>(),
    resources: new Map<string, Row<'resources'>>(),
    interconnects: new Map<string, Row<'interconnects'>>(),
  };
  return ({ sites, nodes, resources, interconnects }) => {
    const changes = [
      compareRows(seen.sites, sites, structure.sites),
      compareRows(seen.nodes, nodes, structure.nodes),
      compareRows(seen.resources, resources, structure.resources),
      compareRows(seen.interconnects, interconnects, structure.interconnects),
    ];
    return changes.includes(true);
  };
}

function compareRows<R extends LiveRow>(
  seen: Map<string, R>,
  rows: ReadonlyMap<string, R>,
  parts: (row: R) => readonly unknown[],
): boolean {
  let hasChanged = seen.size !== rows.size;
  for (const [id, row] of rows) {
    const known = seen.get(id);
    if (known === row) continue;
    seen.set(id, row);
    if (hasChanged || known === undefined) {
      hasChanged = true;
      continue;
    }
    const [before, now] = [parts(known), parts(row)];
    hasChanged = before.some((part, at) => part !== now[at]);
  }
  if (seen.size > rows.size) for (const id of seen.keys()) if (!rows.has(id)) seen.delete(id);
  return hasChanged;
}
