import type { ImpairmentRow } from '../../../core/contract/live';
import { severities, worseSeverity, type Severity } from './troubles';
import type { NetworkTables } from './topology';

/** Impairments that are one event: of one shared risk, or each for itself. */
export interface ImpairmentGroup {
  /** Of its worst impairment. */
  readonly id: string;
  readonly severity: Severity;
  /** `Duct BOS-NYC down`. */
  readonly words: string;
  readonly sinceMs: number;
  /** How many connections it hit. */
  readonly hitCount: number;
  readonly resourceIds: readonly string[];
  readonly nodeIds: readonly string[];
}

/** `duct-BOS-NYC` → `Duct BOS-NYC`. */
export function riskWords(risk: string): string {
  const [, kind, rest] = /^(duct|cable|conduit|bridge|tunnel)[-_: ]+(.+)$/i.exec(risk) ?? [];
  return kind === undefined || rest === undefined ? risk : `${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()} ${rest}`;
}

/** Open impairments, worst first, then the youngest. What shares a risk of several
 * resources, none of which works, is one, whether or not all of them carried something. */
export function groupImpairments(tables: NetworkTables, impairments: Iterable<ImpairmentRow>): ImpairmentGroup[] {
  const open = [...impairments].filter(({ clearedAtMs, severity }) => clearedAtMs === null && severity !== 'cleared');
  const down = new Map<string, ImpairmentRow[]>();
  for (const impairment of open) {
    if (impairment.subject.kind !== 'resource' || impairment.cause !== 'down') continue;
    for (const risk of tables.resources.get(impairment.subject.id)?.sharedRisks ?? []) {
      const known = down.get(risk);
      if (known) known.push(impairment);
      else down.set(risk, [impairment]);
    }
  }
  const { working, sizes } = riskStates(tables);
  const grouped = new Set<string>();
  const groups: ImpairmentGroup[] = [];
  for (const [risk, all] of [...down].sort(([, one], [, other]) => other.length - one.length)) {
    const members = all.filter(({ id }) => !grouped.has(id));
    if (members.length === 0 || (sizes.get(risk) ?? 0) < 2 || working.has(risk)) continue;
    for (const { id } of members) grouped.add(id);
    groups.push(groupOf(members, `${riskWords(risk)} down`));
  }
  for (const impairment of open) if (!grouped.has(impairment.id)) groups.push(groupOf([impairment], singleWords(impairment)));
  return groups.sort((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity) || other.sinceMs - one.sinceMs);
}

/** The shared risks of which something still works, and how many resources each has. */
function riskStates({ resources }: NetworkTables): { readonly working: ReadonlySet<string>; readonly sizes: ReadonlyMap<string, number> } {
  const working = new Set<string>();
  const sizes = new Map<string, number>();
  for (const { sharedRisks, condition } of resources.values())
    for (const risk of sharedRisks) {
      sizes.set(risk, (sizes.get(risk) ?? 0) + 1);
      if (condition === 'up' || condition === 'degraded') working.add(risk);
    }
  return { working, sizes };
}

function groupOf(members: readonly ImpairmentRow[], words: string): ImpairmentGroup {
  const severity = members.reduce<Severity | null>(
    (worst, row) => worseSeverity(worst, row.severity === 'cleared' ? null : row.severity),
    null,
  );
  const worst = members.find((row) => row.severity === severity) ?? members[0];
  const idsOf = (kind: string): string[] => members.filter(({ subject }) => subject.kind === kind).map(({ subject }) => subject.id);
  return {
    id: worst?.id ?? '',
    severity: severity ?? 'warning',
    words,
    sinceMs: Math.min(...members.map(({ raisedAtMs }) => raisedAtMs)),
    hitCount: new Set(members.flatMap(({ hits }) => hits.map(({ orderId }) => orderId))).size,
    resourceIds: idsOf('resource'),
    nodeIds: idsOf('node'),
  };
}

const causeWords: Readonly<Record<ImpairmentRow['cause'], string>> = {
  down: 'down',
  degraded: 'degraded',
  withdrawn: 'withdrawn',
  slower: 'slower',
  'route-changed': 're-routed',
};

const singleWords = ({ subjectName, cause }: ImpairmentRow): string => `${subjectName} ${causeWords[cause]}`;
