import type { Condition } from './network';
import type { Impairment } from './impairment';

/** What of an impairment tells to which event it belongs. */
export type EventPart = Pick<Impairment, 'id' | 'subject' | 'cause' | 'raisedAtMs' | 'clearedAtMs'>;

/** What of a resource tells what broke with it; by its id. */
export type RiskTable = ReadonlyMap<string, { readonly sharedRisks: readonly string[]; readonly condition: Condition }>;

/** Impairments that are one event: of one shared risk, or each for itself. Every count of what is impaired is a count of these. */
export interface ImpairmentEvent<Part extends EventPart> {
  /** The shared risk that it is named by; null: it is one impairment. */
  readonly risk: string | null;
  readonly state: 'down' | 'partly repaired' | 'repaired';
  /** Of an event that is partly over also those that are cleared. */
  readonly members: readonly Part[];
  /** Of the shared risk: all that it has, whether or not they carried something; else 1. */
  readonly resourceCount: number;
}

/** `duct-BOS-NYC` → `Duct BOS-NYC`. */
export function riskWords(risk: string): string {
  const [, kind, rest] = /^(duct|cable|conduit|bridge|tunnel)[-_: ]+(.+)$/i.exec(risk) ?? [];
  return kind === undefined || rest === undefined ? risk : `${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()} ${rest}`;
}

/**
 * Those that stand. What shares a risk of several resources, none of which works, is one, whether or not all of them carried something. Of an event of
 * which some is repaired, what is not is still one, with what is.
 */
export function openEvents<Part extends EventPart>(resources: RiskTable, impairments: Iterable<Part>): ImpairmentEvent<Part>[] {
  const all = [...impairments];
  const open = all.filter(isOpen);
  const down = byRisk(resources, open);
  const { working, sizes } = riskStates(resources, down);
  const told = new Set<string>();
  const events: ImpairmentEvent<Part>[] = [];
  for (const [risk, ofRisk] of [...down].sort(([, one], [, other]) => other.length - one.length)) {
    const members = ofRisk.filter(({ id }) => !told.has(id));
    if (members.length === 0 || (sizes.get(risk) ?? 0) < 2 || working.has(risk)) continue;
    for (const { id } of members) told.add(id);
    events.push({ risk, state: 'down', members, resourceCount: sizes.get(risk) ?? 1 });
  }
  const left = open.filter(({ id }) => !told.has(id));
  for (const { risk, members, size } of brokeTogether(
    resources,
    left,
    all.filter((each) => !isOpen(each)),
  )) {
    const rest = members.filter(({ id }) => !told.has(id));
    if (!rest.some(isOpen) || rest.every(isOpen)) continue;
    for (const { id } of rest) told.add(id);
    events.push(ofRiskAndParts(risk, rest, size));
  }
  for (const impairment of open) if (!told.has(impairment.id)) events.push(eventOfOne(impairment));
  return events;
}

/** Those that are over: what broke together and is cleared, but for what an event that stands has among its parts. */
export function pastEvents<Part extends EventPart>(resources: RiskTable, impairments: Iterable<Part>): ImpairmentEvent<Part>[] {
  const all = [...impairments];
  const told = new Set(openEvents(resources, all).flatMap(({ members }) => members.map(({ id }) => id)));
  const past = all.filter((each) => !isOpen(each) && !told.has(each.id));
  const events: ImpairmentEvent<Part>[] = [];
  for (const { risk, members, size } of brokeTogether(resources, past, [])) {
    const rest = members.filter(({ id }) => !told.has(id));
    if (rest.length < 2) continue;
    for (const { id } of rest) told.add(id);
    events.push(ofRiskAndParts(risk, rest, size));
  }
  for (const impairment of past) if (!told.has(impairment.id)) events.push(eventOfOne(impairment));
  return events;
}

/** The event of a shared risk, also once it is over: the latest of it that is known; undefined: none is. */
export function eventOfRisk<Part extends EventPart>(
  risk: string,
  resources: RiskTable,
  impairments: Iterable<Part>,
): ImpairmentEvent<Part> | undefined {
  const all = [...impairments];
  const standing = openEvents(resources, all).find((event) => event.risk === risk);
  if (standing) return standing;
  const ofRisk = all.filter((each) => risksOf(resources, each).includes(risk));
  const anchor =
    ofRisk.find(isOpen) ??
    ofRisk.reduce<Part | undefined>((latest, one) => (latest && latest.raisedAtMs >= one.raisedAtMs ? latest : one), undefined);
  if (!anchor) return undefined;
  const size = [...resources.values()].filter(({ sharedRisks }) => sharedRisks.includes(risk)).length;
  return ofRiskAndParts(
    risk,
    ofRisk.filter((one) => isTogether(one, anchor)),
    size,
  );
}

/** An impairment for itself, whatever else broke with it. */
export const eventOfOne = <Part extends EventPart>(impairment: Part): ImpairmentEvent<Part> => ({
  risk: null,
  state: isOpen(impairment) ? 'down' : 'repaired',
  members: [impairment],
  resourceCount: 1,
});

const isOpen = ({ clearedAtMs }: EventPart): boolean => clearedAtMs === null;

/** What broke within so long of each other may be one event. */
const togetherMs = 60_000;
const isTogether = (one: EventPart, other: EventPart): boolean => Math.abs(one.raisedAtMs - other.raisedAtMs) < togetherMs;

/** Only what is down takes with it what shares its risks. */
const risksOf = (resources: RiskTable, { subject, cause }: EventPart): readonly string[] =>
  subject.kind === 'resource' && cause === 'down' ? (resources.get(subject.id)?.sharedRisks ?? []) : [];

function ofRiskAndParts<Part extends EventPart>(risk: string, members: readonly Part[], resourceCount: number): ImpairmentEvent<Part> {
  const open = members.filter(isOpen).length;
  return { risk, state: open === 0 ? 'repaired' : open === members.length ? 'down' : 'partly repaired', members, resourceCount };
}

function byRisk<Part extends EventPart>(resources: RiskTable, impairments: readonly Part[]): Map<string, Part[]> {
  const found = new Map<string, Part[]>();
  for (const impairment of impairments)
    for (const risk of risksOf(resources, impairment)) {
      const known = found.get(risk);
      if (known) known.push(impairment);
      else found.set(risk, [impairment]);
    }
  return found;
}

/** What of one risk broke together with one of `anchors`; first what explains most of what the risk has. */
function brokeTogether<Part extends EventPart>(
  resources: RiskTable,
  anchors: readonly Part[],
  others: readonly Part[],
): readonly { readonly risk: string; readonly members: readonly Part[]; readonly size: number }[] {
  const asked = byRisk(resources, anchors);
  if (asked.size === 0) return [];
  const beside = byRisk(resources, others);
  const { sizes } = riskStates(resources, asked);
  return [...asked]
    .flatMap(([risk, ofRisk]) => {
      const size = sizes.get(risk) ?? 1;
      return clustersOf([...ofRisk, ...(beside.get(risk) ?? [])]).flatMap((members) => {
        const broke = new Set(members.map(({ subject }) => subject.id)).size;
        // Half of what shares the risk, and more than one thing: else it is no event of that risk.
        return broke >= 2 && broke / size >= 0.5 ? [{ risk, members, size }] : [];
      });
    })
    .sort((one, other) => other.members.length / other.size - one.members.length / one.size || other.members.length - one.members.length);
}

/** Parted where nothing broke for so long. */
function clustersOf<Part extends EventPart>(parts: readonly Part[]): readonly (readonly Part[])[] {
  const clusters: Part[][] = [];
  for (const part of parts.toSorted((one, other) => one.raisedAtMs - other.raisedAtMs)) {
    const last = clusters.at(-1);
    const before = last?.at(-1);
    if (last && before && isTogether(part, before)) last.push(part);
    else clusters.push([part]);
  }
  return clusters;
}

/** Of these shared risks: those of which something still works, and how many resources each has. */
function riskStates(
  resources: RiskTable,
  asked: ReadonlyMap<string, unknown>,
): { readonly working: ReadonlySet<string>; readonly sizes: ReadonlyMap<string, number> } {
  const working = new Set<string>();
  const sizes = new Map<string, number>();
  if (asked.size === 0) return { working, sizes };
  for (const resource of resources.values())
    for (const risk of resource.sharedRisks) {
      if (!asked.has(risk)) continue;
      sizes.set(risk, (sizes.get(risk) ?? 0) + 1);
      if (!working.has(risk) && (resource.condition === 'up' || resource.condition === 'degraded')) working.add(risk);
    }
  return { working, sizes };
}
