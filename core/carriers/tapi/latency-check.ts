import { fibreNs, greatCircleKm, placeOf } from '../../model/distance';
import type { LatencyCheck, LatencyFit, LatencySample, LatencyUnit } from '../../model/latency-check';
import type { ReportedNode } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import { scaledDecimal } from './decimal';
import { clip, entries, leaf, member } from './json';
import type { NetworkIndex } from './network-index';
import type { Snapshot } from './snapshot';

interface Measured {
  readonly name: string;
  readonly km: number;
  readonly stated: string;
  readonly byUnit: Readonly<Record<LatencyUnit, number>>;
  readonly leastNs: number;
  readonly fibreNs: number;
}

/**
 * Whether what a manager states can be latencies of its links, by the distances between their ends: a unit that is off by a thousand makes every link faster than
 * light, or slower than any detour. Pure.
 */
export function checkLatencies(
  { links }: Snapshot,
  index: NetworkIndex,
  nodes: ReadonlyMap<string, ReportedNode>,
  { name, unit }: CarrierMapping['latency'],
): LatencyCheck {
  const names = new Map<string, number>();
  const measured: Measured[] = [];
  let stated = 0;
  for (const [uuid, { value }] of links) {
    const characteristics = entries(member(value, 'latency-characteristic'));
    for (const entry of characteristics) {
      const said = clip(leaf(member(entry, 'traffic-property-name')) ?? '', 80);
      if (said !== '' && scaledDecimal(member(entry, 'fixed-latency-characteristic'), 0) !== null)
        names.set(said, (names.get(said) ?? 0) + 1);
    }
    const forward = characteristics.find((entry) => leaf(member(entry, 'traffic-property-name')) === name);
    const raw = member(forward, 'fixed-latency-characteristic');
    if (scaledDecimal(raw, 0) === null) continue;
    stated += 1;
    const [a, z] = (index.endsOfLink.get(uuid) ?? []).map(({ nodeUuid }) => placeOf(nodes.get(nodeUuid)?.site ?? null));
    const km = a && z ? greatCircleKm(a, z) : 0;
    if (!a || !z || km < leastKm) continue;
    const linkName = leaf(member(entries(member(value, 'name'))[0], 'value'));
    measured.push({
      name: clip(linkName ?? uuid, 80),
      km,
      stated: clip(leaf(raw) ?? '', 40),
      byUnit: { ns: inNs(raw, 0), us: inNs(raw, 3), ms: inNs(raw, 6) },
      leastNs: Math.floor(km * vacuumNsPerKm * tolerance),
      fibreNs: fibreNs(a, z),
    });
  }
  const byUnit = units.map((each) => ({ unit: each, ...countFits(measured, each) }));
  const listed = [...names].map(([said, count]) => ({ name: said, links: count })).sort((x, y) => y.links - x.links);
  const [best] = [...byUnit].sort((x, y) => y.plausible - x.plausible);
  const isClear = best !== undefined && measured.length > 0 && best.plausible >= measured.length * clearShare;
  const common = {
    ...{ name, unit, links: links.size, stated, judged: measured.length, byUnit },
    samples: samplesOf(measured, unit),
    names: listed.slice(0, 20),
    proposedUnit: null,
    proposedName: null,
  };
  if (stated === 0) {
    const [other] = listed;
    const found = other ? `; ${other.links} of its ${links.size} links state ${other.name}` : '';
    return {
      ...common,
      verdict: 'unreported',
      proposedName: other?.name ?? null,
      text: `no link states ${name}${found}: ${other ? 'take that name if the carrier confirms it' : 'ask the carrier; without latencies no order with a limit is offered its links'}`,
    };
  }
  if (measured.length === 0)
    return {
      ...common,
      verdict: 'cannot-tell',
      text: `no link that states ${name} has ends with known places ${leastKm} km apart or more: ask the carrier which unit it uses`,
    };
  if (!isClear)
    return {
      ...common,
      verdict: 'doubtful',
      text: `in no unit can what the links state be their latencies: ${fitWords(measured, unit)}; ask the carrier what these numbers are`,
    };
  if (best.unit === unit) return { ...common, verdict: 'plausible', text: `${fitWords(measured, unit)}: ${unitWords[unit]} they are` };
  return {
    ...common,
    verdict: 'wrong-unit',
    proposedUnit: best.unit,
    text: `read as ${unitWords[unit]}, ${fitWords(measured, unit)}; read as ${unitWords[best.unit]}, ${best.plausible} of ${measured.length} fit their distance: take ${unitWords[best.unit]}, and have the carrier confirm it`,
  };
}

export const unitWords: Readonly<Record<LatencyUnit, string>> = { ns: 'nanoseconds', us: 'microseconds', ms: 'milliseconds' };
const units: readonly LatencyUnit[] = ['ns', 'us', 'ms'];

function fitOf({ byUnit, leastNs, fibreNs: alongRoads }: Measured, unit: LatencyUnit): LatencyFit {
  if (byUnit[unit] < leastNs) return 'too-fast';
  return byUnit[unit] > alongRoads * longestDetour ? 'too-slow' : 'plausible';
}

function countFits(measured: readonly Measured[], unit: LatencyUnit): Record<LatencyFit, number> {
  const counts: Record<LatencyFit, number> = { plausible: 0, 'too-fast': 0, 'too-slow': 0 };
  for (const each of measured) counts[fitOf(each, unit)] += 1;
  return counts;
}

function fitWords(measured: readonly Measured[], unit: LatencyUnit): string {
  const counts = countFits(measured, unit);
  const parts = [
    counts['plausible'] > 0 ? `${counts['plausible']} fit their distance` : '',
    counts['too-fast'] > 0 ? `${counts['too-fast']} would be faster than light` : '',
    counts['too-slow'] > 0 ? `${counts['too-slow']} would be more than ${longestDetour} times slower than fibre along roads` : '',
  ];
  return `of ${measured.length} links, ${parts.filter((part) => part !== '').join(', ')}`;
}

/** The longest of each kind, what does not fit before what does. */
function samplesOf(measured: readonly Measured[], unit: LatencyUnit): readonly LatencySample[] {
  const longest = [...measured].sort((a, b) => b.km - a.km);
  const of = (fit: LatencyFit): readonly LatencySample[] =>
    longest
      .filter((each) => fitOf(each, unit) === fit)
      .slice(0, samplesOfAKind)
      .map(({ byUnit, ...each }) => ({ ...each, readNs: byUnit[unit], fit }));
  return [...of('too-fast'), ...of('too-slow'), ...of('plausible')];
}

/** Beyond what is counted with exactly it is slow all the same. */
const inNs = (raw: Parameters<typeof scaledDecimal>[0], shift: number): number => scaledDecimal(raw, shift) ?? Number.MAX_SAFE_INTEGER;

/** Between nearer places the way within the cities counts for more than the distance. */
const leastKm = 50;
const longestDetour = 6;
const clearShare = 0.6;
const samplesOfAKind = 6;
const vacuumNsPerKm = 1e9 / 299_792.458;
/** As for what is refused as faster than light. */
const tolerance = 0.97;
