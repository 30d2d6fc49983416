import type { ImpairmentRow, ResourceRow, Severity } from '../../core/contract/live';
import type { HitOutcome } from '../../core/model/impairment';
import { counted } from '../ui/numbers';
import { outcomeOrder, outcomeWord, severityOrder } from './impairment-rows';

type Hit = ImpairmentRow['hits'][number];

/** Impairments that are one event: of one shared risk, or each for itself. */
export interface ImpairmentGroup {
  /** Of its worst impairment. */
  readonly id: string;
  /** The shared risk that it is named by; null: it is one impairment, named by its subject. */
  readonly risk: string | null;
  readonly severity: Severity;
  /** `Duct BOS-NYC`. */
  readonly name: string;
  /** `Duct BOS-NYC down`; `Duct BOS-NYC partly repaired` while some of it is. */
  readonly words: string;
  readonly sinceMs: number;
  /** The worst first; of an event that is partly over also those that are cleared. */
  readonly members: readonly ImpairmentRow[];
  /** One for each connection: where several members hit it, what is most pressing. */
  readonly hits: readonly Hit[];
  /** How many connections it hit. */
  readonly hitCount: number;
  /** Of the shared risk: all that it has, whether or not they carried something; else 1. */
  readonly resourceCount: number;
  readonly resourceIds: readonly string[];
  readonly nodeIds: readonly string[];
}

export interface ResourceTable {
  readonly resources: ReadonlyMap<string, ResourceRow>;
}

/** `duct-BOS-NYC` → `Duct BOS-NYC`. */
export function riskWords(risk: string): string {
  const [, kind, rest] = /^(duct|cable|conduit|bridge|tunnel)[-_: ]+(.+)$/i.exec(risk) ?? [];
  return kind === undefined || rest === undefined ? risk : `${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()} ${rest}`;
}

/**
 * Open impairments, worst first, then the youngest. What shares a risk of several resources, none of which works, is one, whether or not all of them carried
 * something. Of an event of which some is repaired, what is not is still one, with what is.
 */
export function groupImpairments({ resources }: ResourceTable, impairments: Iterable<ImpairmentRow>): ImpairmentGroup[] {
  const all = [...impairments];
  const open = all.filter(isOpen);
  const down = new Map<string, ImpairmentRow[]>();
  for (const impairment of open) {
    if (impairment.subject.kind !== 'resource' || impairment.cause !== 'down') continue;
    for (const risk of resources.get(impairment.subject.id)?.sharedRisks ?? []) {
      const known = down.get(risk);
      if (known) known.push(impairment);
      else down.set(risk, [impairment]);
    }
  }
  const { working, sizes } = riskStates(resources, down);
  const grouped = new Set<string>();
  const groups: ImpairmentGroup[] = [];
  for (const [risk, all] of [...down].sort(([, one], [, other]) => other.length - one.length)) {
    const members = all.filter(({ id }) => !grouped.has(id));
    if (members.length === 0 || (sizes.get(risk) ?? 0) < 2 || working.has(risk)) continue;
    for (const { id } of members) grouped.add(id);
    groups.push(groupOf(members, { risk, name: riskWords(risk), words: `${riskWords(risk)} down`, resourceCount: sizes.get(risk) ?? 1 }));
  }
  const left = open.filter(({ id }) => !grouped.has(id));
  for (const { risk, members } of partlyRepaired(resources, left, all)) {
    const rest = members.filter(({ id }) => !grouped.has(id));
    if (!rest.some(isOpen) || rest.every(isOpen)) continue;
    for (const { id } of rest) grouped.add(id);
    groups.push(eventOf(risk, rest, resources));
  }
  for (const impairment of open) if (!grouped.has(impairment.id)) groups.push(groupOfOne(impairment));
  return groups.sort((one, other) => severityOrder[one.severity] - severityOrder[other.severity] || other.sinceMs - one.sinceMs);
}

/** The event that an address names by its shared risk, also once it is over: the latest of it that is known; undefined: none is. */
export function eventAt(risk: string, { resources }: ResourceTable, impairments: Iterable<ImpairmentRow>): ImpairmentGroup | undefined {
  const all = [...impairments];
  const standing = groupImpairments({ resources }, all).find((group) => group.risk === risk);
  if (standing) return standing;
  const ofRisk = all.filter((impairment) => isOf(risk, impairment, resources));
  const anchor =
    ofRisk.find(isOpen) ??
    ofRisk.reduce<ImpairmentRow | undefined>((latest, one) => (latest && latest.raisedAtMs >= one.raisedAtMs ? latest : one), undefined);
  return (
    anchor &&
    eventOf(
      risk,
      ofRisk.filter((one) => isTogether(one, anchor)),
      resources,
    )
  );
}

const isOpen = ({ clearedAtMs, severity }: ImpairmentRow): boolean => clearedAtMs === null && severity !== 'cleared';

/** What broke within so long of each other may be one event. */
const togetherMs = 60_000;
const isTogether = (one: ImpairmentRow, other: ImpairmentRow): boolean => Math.abs(one.raisedAtMs - other.raisedAtMs) < togetherMs;

const isOf = (risk: string, { subject, cause }: ImpairmentRow, resources: ResourceTable['resources']): boolean =>
  subject.kind === 'resource' && cause === 'down' && (resources.get(subject.id)?.sharedRisks.includes(risk) ?? false);

function eventOf(risk: string, members: readonly ImpairmentRow[], resources: ResourceTable['resources']): ImpairmentGroup {
  const size = [...resources.values()].filter(({ sharedRisks }) => sharedRisks.includes(risk)).length;
  const open = members.filter(isOpen).length;
  const state = open === 0 ? 'repaired' : open === members.length ? 'down' : 'partly repaired';
  return groupOf(members, { risk, name: riskWords(risk), words: `${riskWords(risk)} ${state}`, resourceCount: size });
}

/** Risks of which something that is open broke together with something that is cleared by now; those that explain most of what broke first. */
function partlyRepaired(
  resources: ResourceTable['resources'],
  open: readonly ImpairmentRow[],
  all: readonly ImpairmentRow[],
): readonly { readonly risk: string; readonly members: readonly ImpairmentRow[] }[] {
  const cleared = all.filter((impairment) => !isOpen(impairment) && impairment.cause === 'down' && impairment.subject.kind === 'resource');
  const asked = new Map(
    open
      .filter(({ cause, subject }) => cause === 'down' && subject.kind === 'resource')
      .flatMap((impairment) => (resources.get(impairment.subject.id)?.sharedRisks ?? []).map((risk) => [risk, impairment] as const)),
  );
  if (cleared.length === 0 || asked.size === 0) return [];
  const { sizes } = riskStates(resources, asked);
  return [...asked]
    .flatMap(([risk, anchor]) => {
      const members = [...open, ...cleared].filter((one) => isOf(risk, one, resources) && isTogether(one, anchor));
      const broke = new Set(members.map(({ subject }) => subject.id)).size;
      const share = broke / Math.max(1, sizes.get(risk) ?? 1);
      // Half of what shares the risk, and more than one thing: else it is no event of that risk.
      return broke >= 2 && share >= 0.5 ? [{ risk, members, share }] : [];
    })
    .sort((one, other) => other.share - one.share || other.members.length - one.members.length);
}

/** An impairment for itself, whatever else broke with it. */
export const groupOfOne = (impairment: ImpairmentRow): ImpairmentGroup =>
  groupOf([impairment], {
    risk: null,
    name: impairment.subjectName,
    words: `${impairment.subjectName} ${causeWords[impairment.cause]}`,
    resourceCount: 1,
  });

/** The worst first, of those what hits most, then what lasts longest. */
export const byImportance = (one: ImpairmentGroup, other: ImpairmentGroup): number =>
  severityOrder[one.severity] - severityOrder[other.severity] || other.hitCount - one.hitCount || one.sinceMs - other.sinceMs;

/** How many connections are not restored, and do not carry again. */
export const suffering = ({ hits }: Pick<ImpairmentGroup, 'hits'>): number =>
  hits.filter(({ outcome }) => outcome === 'pending' || outcome === 'unrestorable').length;

/** What is done before what is to do: the sentence ends in what asks for someone. */
const toldOrder = ['restored', 'cleared', 'released', 'pending', 'unrestorable'] as const satisfies readonly HitOutcome[];

/** `5 resources, 8 connections hit: 6 restored, 2 without a route` */
export function groupFacts({ risk, resourceCount, hits, members }: ImpairmentGroup): string {
  const parts = toldOrder.flatMap((outcome) => {
    const count = hits.filter((hit) => hit.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${outcomeWord(outcome)}`];
  });
  return [
    ...(risk === null ? [] : [`${counted(resourceCount, 'resource')}${repairedWords(members)}, `]),
    hits.length === 0 ? 'no connection hit' : `${counted(hits.length, 'connection')} hit: ${parts.join(', ')}`,
  ].join('');
}

function repairedWords(members: readonly ImpairmentRow[]): string {
  const repaired = members.filter((member) => !isOpen(member)).length;
  return repaired === 0 ? '' : ` (${repaired} of ${members.length} that were hit repaired)`;
}

/** Of these shared risks: those of which something still works, and how many resources each has. */
function riskStates(
  resources: ReadonlyMap<string, ResourceRow>,
  asked: ReadonlyMap<string, unknown>,
): { readonly working: ReadonlySet<string>; readonly sizes: ReadonlyMap<string, number> } {
  const working = new Set<string>();
  const sizes = new Map<string, number>();
  if (asked.size === 0) return { working, sizes };
  for (const { sharedRisks, condition } of resources.values())
    for (const risk of sharedRisks) {
      if (!asked.has(risk)) continue;
      sizes.set(risk, (sizes.get(risk) ?? 0) + 1);
      if (condition === 'up' || condition === 'degraded') working.add(risk);
    }
  return { working, sizes };
}

function groupOf(
  members: readonly ImpairmentRow[],
  named: Pick<ImpairmentGroup, 'risk' | 'name' | 'words' | 'resourceCount'>,
): ImpairmentGroup {
  const worstFirst = [...members].sort((one, other) => severityOrder[one.severity] - severityOrder[other.severity]);
  const [worst] = worstFirst;
  const idsOf = (kind: string): string[] => members.filter(({ subject }) => subject.kind === kind).map(({ subject }) => subject.id);
  const hits = mergedHits(members);
  return {
    ...named,
    id: worst?.id ?? '',
    severity: worst?.severity ?? 'warning',
    sinceMs: Math.min(...members.map(({ raisedAtMs }) => raisedAtMs)),
    members: worstFirst,
    hits,
    hitCount: hits.length,
    resourceIds: idsOf('resource'),
    nodeIds: idsOf('node'),
  };
}

function mergedHits(members: readonly ImpairmentRow[]): readonly Hit[] {
  const [only] = members;
  if (only && members.length === 1) return only.hits;
  const byOrder = new Map<string, Hit>();
  for (const hit of members.flatMap(({ hits }) => hits)) {
    const known = byOrder.get(hit.orderId);
    if (!known || outcomeOrder.indexOf(hit.outcome) < outcomeOrder.indexOf(known.outcome)) byOrder.set(hit.orderId, hit);
  }
  return [...byOrder.values()];
}

const causeWords: Readonly<Record<ImpairmentRow['cause'], string>> = {
  down: 'down',
  degraded: 'degraded',
  withdrawn: 'withdrawn',
  slower: 'slower',
  'route-changed': 're-routed',
};
