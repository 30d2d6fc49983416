import { maxLatencyNs, type LatencyDefault, type LatencyReading, type LatencySubject } from '../model/latency';
import type { NetworkSubject } from '../model/network';
import type { Store } from '../store/store';
import type { Network } from './network';

export type LatencyEntry =
  { readonly kind: 'entered'; readonly changed: readonly NetworkSubject[] } | { readonly kind: 'refused'; readonly message: string };

export interface Entering {
  readonly nowMs?: number | undefined;
  /** Who enters it, for the history. */
  readonly by?: string | undefined;
}

/** Enters one reading, such as a measurement or the operator's own value. An older one than is known of its kind changes nothing, unless that is from after `nowMs`. */
export async function enterReading(
  store: Store,
  { view, graph }: Network,
  reading: LatencyReading,
  { nowMs, by }: Entering = {},
): Promise<LatencyEntry> {
  const { subject } = reading;
  const wrong = [reading.azNs, reading.zaNs].map(wrongNs).find((message) => message !== null);
  if (wrong) return { kind: 'refused', message: wrong };
  if (subject.kind === 'node' && reading.azNs !== reading.zaNs) {
    const message = `a node adds the same in both directions, not ${reading.azNs} ns and ${reading.zaNs} ns back; enter one value`;
    return { kind: 'refused', message };
  }
  const things = { resource: view.resources, interconnect: view.interconnects, node: view.nodes }[subject.kind];
  if (!things.has(subject.id)) return { kind: 'refused', message: `${subject.kind} ${subject.id} is not known; check its id` };
  const isKept = await store.transaction(async (tx) => {
    const kept = await tx.latency.putReading(reading, nowMs);
    const text = `${subject.kind} ${view.nameOf(subject)}: ${reading.azNs} ns, ${reading.zaNs} ns back, ${reading.provenance}${byWords(by)}`;
    if (kept) await tx.history.add({ atMs: reading.readAtMs, actor: 'operator', event: 'latency.entered', subject: subject.id, text });
    return kept;
  });
  if (!isKept) return { kind: 'entered', changed: [] };
  view.putReading(reading);
  graph.touch(subject);
  graph.settle();
  return { kind: 'entered', changed: [subject] };
}

/** Takes back what was entered of one provenance; what is next in strength is in force again, or nothing. */
export async function withdrawReading(
  store: Store,
  { view, graph }: Network,
  subject: LatencySubject,
  provenance: 'operator' | 'measured',
  { nowMs, by }: { readonly nowMs: number; readonly by?: string | undefined },
): Promise<LatencyEntry> {
  const reading = view.reading(subject, provenance);
  const name = `${subject.kind} ${view.nameOf(subject)}`;
  if (!reading) {
    const others = view.readingsOf(subject).map((each) => each.provenance);
    const known = others.length === 0 ? 'it has no reading' : `it has readings of ${others.join(', ')}`;
    return { kind: 'refused', message: `${name} has no ${provenance} latency that could be withdrawn: ${known}` };
  }
  await store.transaction(async (tx) => {
    await tx.latency.removeReading(subject, provenance);
    const text = `${name}: ${reading.azNs} ns, ${reading.zaNs} ns back, ${provenance}${byWords(by)}`;
    await tx.history.add({ atMs: nowMs, actor: 'operator', event: 'latency.withdrawn', subject: subject.id, text });
  });
  view.removeReading(subject, provenance);
  graph.touch(subject);
  graph.settle();
  return { kind: 'entered', changed: [subject] };
}

/** Enters what holds for every node of a carrier, or every interconnect at a site, that has no reading of its own (N2). */
export async function enterDefault(
  store: Store,
  { view, graph }: Network,
  value: LatencyDefault,
  { by }: Entering = {},
): Promise<LatencyEntry> {
  const wrong = wrongNs(value.ns);
  if (wrong) return { kind: 'refused', message: wrong };
  const isKnown = value.scope === 'carrier-transit' ? view.carriers.has(value.scopeId) : view.sites.has(value.scopeId);
  if (!isKnown) {
    const what = value.scope === 'carrier-transit' ? 'carrier' : 'site';
    return { kind: 'refused', message: `${what} ${value.scopeId} is not known; check its id` };
  }
  await store.transaction(async (tx) => {
    await tx.latency.putDefault(value);
    const text = `${value.scope} of ${value.scopeId}: ${value.ns} ns${byWords(by)}`;
    await tx.history.add({ atMs: value.setAtMs, actor: 'operator', event: 'latency-default.set', subject: value.scopeId, text });
  });
  view.putDefault(value);
  return defaultChanged({ view, graph }, value);
}

/** Takes back what was set; what has no reading of its own there is unknown again. */
export async function withdrawDefault(
  store: Store,
  { view, graph }: Network,
  value: Pick<LatencyDefault, 'scope' | 'scopeId'>,
  { nowMs, by }: { readonly nowMs: number; readonly by?: string | undefined },
): Promise<LatencyEntry> {
  const { scope, scopeId } = value;
  const set = view.defaultsOf(scope);
  const former = set.find((each) => each.scopeId === scopeId);
  if (!former) {
    const others = set.length === 0 ? 'none is set' : `those of ${set.map((each) => each.scopeId).join(', ')} are set`;
    return { kind: 'refused', message: `${scope} of ${scopeId} has no default that could be withdrawn: ${others}` };
  }
  await store.transaction(async (tx) => {
    await tx.latency.removeDefault(value);
    const text = `${scope} of ${scopeId}: ${former.ns} ns${byWords(by)}`;
    await tx.history.add({ atMs: nowMs, actor: 'operator', event: 'latency-default.withdrawn', subject: scopeId, text });
  });
  view.removeDefault(value);
  return defaultChanged({ view, graph }, value);
}

function defaultChanged({ view, graph }: Network, { scope, scopeId }: Pick<LatencyDefault, 'scope' | 'scopeId'>): LatencyEntry {
  const changed: NetworkSubject[] =
    scope === 'carrier-transit'
      ? [...view.nodes.values()].filter((node) => node.carrierId === scopeId).map(({ id }) => ({ kind: 'node', id }))
      : [...view.interconnects.values()].filter((it) => it.siteId === scopeId).map(({ id }) => ({ kind: 'interconnect', id }));
  for (const subject of changed) graph.touch(subject);
  graph.settle();
  return { kind: 'entered', changed };
}

function wrongNs(ns: number): string | null {
  if (Number.isInteger(ns) && ns >= 0 && ns <= maxLatencyNs) return null;
  return `latency ${ns} ns is not a whole number from 0 to ${maxLatencyNs}; check the value and its unit`;
}

const byWords = (by: string | undefined): string => (by === undefined ? '' : `, by ${by}`);
