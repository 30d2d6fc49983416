import type { ImpairmentRow, ResourceRow, Severity } from '../../core/contract/live';
import type { HitOutcome } from '../../core/model/impairment';
import { eventOfOne, eventOfRisk, openEvents, pastEvents, riskWords, type ImpairmentEvent } from '../../core/model/impairment-events';
import { counted } from '../ui/numbers';
import { countWords, outcomeOrder, severityOrder } from './impairment-rows';

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
  /** Of these, the orders that wait until somebody decides. */
  readonly heldBackIds: ReadonlySet<string>;
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

/** Open impairments as events (`openEvents`), worst first, then the youngest. */
export const groupImpairments = ({ resources }: ResourceTable, impairments: Iterable<ImpairmentRow>): ImpairmentGroup[] =>
  openEvents(resources, impairments)
    .map(groupOf)
    .sort((one, other) => severityOrder[one.severity] - severityOrder[other.severity] || other.sinceMs - one.sinceMs);

/** Those that are over, as events. */
export const groupCleared = ({ resources }: ResourceTable, impairments: Iterable<ImpairmentRow>): ImpairmentGroup[] =>
  pastEvents(resources, impairments).map(groupOf);

/** The event that an address names by its shared risk, also once it is over: the latest of it that is known; undefined: none is. */
export function eventAt(risk: string, { resources }: ResourceTable, impairments: Iterable<ImpairmentRow>): ImpairmentGroup | undefined {
  const event = eventOfRisk(risk, resources, impairments);
  return event && groupOf(event);
}

/** An impairment for itself, whatever else broke with it. */
export const groupOfOne = (impairment: ImpairmentRow): ImpairmentGroup => groupOf(eventOfOne(impairment));

const isOpen = ({ clearedAtMs }: ImpairmentRow): boolean => clearedAtMs === null;

/** The worst first, of those what hits most, then what lasts longest. */
export const byImportance = (one: ImpairmentGroup, other: ImpairmentGroup): number =>
  severityOrder[one.severity] - severityOrder[other.severity] || other.hitCount - one.hitCount || one.sinceMs - other.sinceMs;

/** How many connections are not restored, and do not carry again. */
export const suffering = ({ hits }: Pick<ImpairmentGroup, 'hits'>): number =>
  hits.filter(({ outcome }) => outcome === 'pending' || outcome === 'unrestorable').length;

/** What is done before what is to do: the sentence ends in what asks for someone. */
const toldOrder = ['restored', 'cleared', 'released', 'pending', 'unrestorable'] as const satisfies readonly HitOutcome[];

/** `5 resources, 8 connections hit: 6 restored, 2 without a route`; `8 waiting for you` where recovery is paused, whatever was found for them. */
export function groupFacts({ risk, resourceCount, hits, members, heldBackIds }: ImpairmentGroup): string {
  const parts = countWords(hits, heldBackIds, toldOrder);
  return [
    ...(risk === null ? [] : [`${counted(resourceCount, 'resource')}${repairedWords(members)}, `]),
    hits.length === 0 ? 'no connection hit' : `${counted(hits.length, 'connection')} hit: ${parts.join(', ')}`,
  ].join('');
}

function repairedWords(members: readonly ImpairmentRow[]): string {
  const repaired = members.filter((member) => !isOpen(member)).length;
  return repaired === 0 ? '' : ` (${repaired} of ${members.length} that were hit repaired)`;
}

function groupOf({ risk, state, members, resourceCount }: ImpairmentEvent<ImpairmentRow>): ImpairmentGroup {
  const worstFirst = [...members].sort((one, other) => severityOrder[one.severity] - severityOrder[other.severity]);
  const [worst] = worstFirst;
  const idsOf = (kind: string): string[] => members.filter(({ subject }) => subject.kind === kind).map(({ subject }) => subject.id);
  const hits = mergedHits(members);
  const name = risk === null ? (worst?.subjectName ?? '') : riskWords(risk);
  return {
    ...{ risk, resourceCount, name, hits },
    words: `${name} ${risk !== null ? state : worst ? causeWords[worst.cause] : ''}`,
    id: worst?.id ?? '',
    severity: worst?.severity ?? 'warning',
    sinceMs: Math.min(...members.map(({ raisedAtMs }) => raisedAtMs)),
    members: worstFirst,
    heldBackIds: new Set(members.flatMap((member) => member.heldBackIds)),
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
