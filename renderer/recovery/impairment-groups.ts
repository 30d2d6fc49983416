import type { ImpairmentRow, ResourceRow, Severity } from '../../core/contract/live';
import { eventOfOne, eventOfRisk, openEvents, pastEvents, riskWords, type ImpairmentEvent } from '../../core/model/impairment-events';
import { counted } from '../ui/numbers';
import { countWords, hitStanding, outcomeOrder, severityOrder, type HitStanding } from './impairment-rows';

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
  /** Of the shared risk: what hit no connection; while nothing of it works, because none uses it. */
  readonly unhit: readonly ResourceRow[];
  /** Of all that it has, by their ids. */
  readonly carrierIds: readonly string[];
  readonly resourceIds: readonly string[];
  readonly nodeIds: readonly string[];
}

export interface ResourceTable {
  readonly resources: ReadonlyMap<string, ResourceRow>;
}

/** Open impairments as events (`openEvents`), worst first, then the youngest. */
export const groupImpairments = ({ resources }: ResourceTable, impairments: Iterable<ImpairmentRow>): ImpairmentGroup[] =>
  groupsOf(openEvents(resources, impairments), resources).sort(
    (one, other) => severityOrder[one.severity] - severityOrder[other.severity] || other.sinceMs - one.sinceMs,
  );

/** Those that are over, as events. */
export const groupCleared = ({ resources }: ResourceTable, impairments: Iterable<ImpairmentRow>): ImpairmentGroup[] =>
  groupsOf(pastEvents(resources, impairments), resources);

/** The event that an address names by its shared risk, also once it is over: the latest of it that is known; undefined: none is. */
export function eventAt(risk: string, { resources }: ResourceTable, impairments: Iterable<ImpairmentRow>): ImpairmentGroup | undefined {
  const event = eventOfRisk(risk, resources, impairments);
  return event && groupsOf([event], resources)[0];
}

/** An impairment for itself, whatever else broke with it. */
export const groupOfOne = (impairment: ImpairmentRow): ImpairmentGroup => groupOf(eventOfOne(impairment), []);

const isOpen = ({ clearedAtMs }: ImpairmentRow): boolean => clearedAtMs === null;

/** The worst first, of those what hits most, then what lasts longest. */
export const byImportance = (one: ImpairmentGroup, other: ImpairmentGroup): number =>
  severityOrder[one.severity] - severityOrder[other.severity] || other.hitCount - one.hitCount || one.sinceMs - other.sinceMs;

/** How many connections wait for a person: nothing was found for them, or nothing moves them before somebody decides it. */
export const waitingForSomebody = (group: Pick<ImpairmentGroup, 'hits' | 'heldBackIds'>): number =>
  standing(group, 'unrestorable') + standing(group, 'held-back');

/** How many the engine is restoring by itself, or will when their turn comes. */
export const beingRestored = (group: Pick<ImpairmentGroup, 'hits' | 'heldBackIds'>): number => standing(group, 'pending');

const standing = ({ hits, heldBackIds }: Pick<ImpairmentGroup, 'hits' | 'heldBackIds'>, asked: HitStanding): number =>
  hits.filter((hit) => hitStanding(hit, heldBackIds) === asked).length;

/** What is done before what is to do: the sentence ends in what asks for someone. */
const toldOrder = ['restored', 'cleared', 'released', 'pending', 'unrestorable', 'held-back'] as const satisfies readonly HitStanding[];

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

/** The resources are gone through once for all events. */
function groupsOf(events: readonly ImpairmentEvent<ImpairmentRow>[], resources: ResourceTable['resources']): ImpairmentGroup[] {
  const byRisk = new Map(events.flatMap(({ risk }) => (risk === null ? [] : [[risk, [] as ResourceRow[]]])));
  if (byRisk.size > 0) for (const resource of resources.values()) for (const risk of resource.sharedRisks) byRisk.get(risk)?.push(resource);
  return events.map((event) => groupOf(event, event.risk === null ? [] : (byRisk.get(event.risk) ?? [])));
}

/** `ofRisk`: all that its shared risk has. */
function groupOf({ risk, state, members, resourceCount }: ImpairmentEvent<ImpairmentRow>, ofRisk: readonly ResourceRow[]): ImpairmentGroup {
  const worstFirst = [...members].sort((one, other) => severityOrder[one.severity] - severityOrder[other.severity]);
  const [worst] = worstFirst;
  const idsOf = (kind: string): string[] => members.filter(({ subject }) => subject.kind === kind).map(({ subject }) => subject.id);
  const hits = mergedHits(members);
  const resourceIds = idsOf('resource');
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
    unhit: ofRisk.filter(({ id }) => !resourceIds.includes(id)),
    carrierIds: [...new Set([...members.flatMap(({ carrierId }) => carrierId ?? []), ...ofRisk.map(({ carrierId }) => carrierId)])].sort(),
    resourceIds,
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
