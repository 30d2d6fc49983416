import type { ImpairmentRow, NodeRow, ResourceRow } from '../../../core/contract/live';
import type { NetworkTables } from './topology';

export const severities = ['critical', 'major', 'minor', 'warning'] as const;
export type Severity = (typeof severities)[number];

export const worseSeverity = (one: Severity | null, other: Severity | null): Severity | null => {
  if (one === null || other === null) return one ?? other;
  return severities.indexOf(one) <= severities.indexOf(other) ? one : other;
};

/** What is wrong with a part; without an impairment nothing that we carry is hit. */
export interface Trouble {
  readonly severity: Severity;
  readonly impairment: ImpairmentRow | null;
}

/** By id; what is not in here works. */
export interface Troubles {
  readonly resources: ReadonlyMap<string, Trouble>;
  readonly nodes: ReadonlyMap<string, Trouble>;
  readonly interconnects: ReadonlyMap<string, Trouble>;
}

/**
 * Of each part that is not up, or that an open impairment is about: the worst that is known. A resource that is down with its node shares the
 * node's impairment.
 */
export function findTroubles({ nodes, resources, interconnects }: NetworkTables, impairments: Iterable<ImpairmentRow>): Troubles {
  const open = new Map<string, Trouble>();
  for (const impairment of impairments) {
    if (impairment.clearedAtMs !== null || impairment.severity === 'cleared') continue;
    const key = `${impairment.subject.kind}/${impairment.subject.id}`;
    const trouble = { severity: impairment.severity, impairment };
    const known = open.get(key);
    if (!known || severities.indexOf(trouble.severity) < severities.indexOf(known.severity)) open.set(key, trouble);
  }
  const ofNode = (row: NodeRow): Trouble | null => worst(open.get(`node/${row.id}`), unhit(row));
  const nodeTroubles = troublesOf(nodes.values(), ofNode);
  const ofEdge =
    (kind: 'resource' | 'interconnect') =>
    (row: Pick<ResourceRow, 'id' | 'condition' | 'aNodeId' | 'zNodeId'>): Trouble | null => {
      const own = open.get(`${kind}/${row.id}`);
      if (row.condition === 'up') return own ?? null;
      return worst(own, nodeTroubles.get(row.aNodeId), nodeTroubles.get(row.zNodeId), unhit(row));
    };
  return {
    nodes: nodeTroubles,
    resources: troublesOf(resources.values(), ofEdge('resource')),
    interconnects: troublesOf(interconnects.values(), ofEdge('interconnect')),
  };
}

const unhit = ({ condition }: Pick<NodeRow, 'condition'>): Trouble | undefined =>
  condition === 'up' ? undefined : { severity: 'warning', impairment: null };

function worst(...troubles: readonly (Trouble | undefined)[]): Trouble | null {
  let found: Trouble | null = null;
  for (const trouble of troubles)
    if (trouble && (!found || severities.indexOf(trouble.severity) < severities.indexOf(found.severity))) found = trouble;
  return found;
}

function troublesOf<Row extends { readonly id: string }>(rows: Iterable<Row>, of: (row: Row) => Trouble | null): Map<string, Trouble> {
  const troubles = new Map<string, Trouble>();
  for (const row of rows) {
    const trouble = of(row);
    if (trouble) troubles.set(row.id, trouble);
  }
  return troubles;
}
