import type { ReportedNode, ReportedResource } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import { scaledDecimal } from './decimal';
import { clip, entries, leaf, member, shown } from './json';
import type { Json } from './json';
import { endsOf } from './network-index';
import type { LinkEnd, NetworkIndex } from './network-index';
import { namesClientSignals, readCapacity, readSignals, signalsThatFit, slotsIn } from './read-capacity';
import { combine, readCondition } from './read-condition';
import type { StatedCondition } from './read-condition';
import { absurdFor, readLatency } from './read-latency';
import { placeOf } from './read-node';
import { entryNamed, nameOf } from './names';
import type { TopologyObject } from './snapshot';
import type { Warnings } from './warnings';

/** Minor currency units per slot and month. For the most slots over the longest routes it still adds up exactly. */
const maxPricePerSlot = 1_000_000_000_000;
const maxSharedRisks = 1_000;

export interface ResourceSurroundings {
  readonly nodes: ReadonlyMap<string, ReportedNode>;
  readonly index: NetworkIndex;
  readonly mapping: CarrierMapping;
  /** All links of this topology state one and the same latency, which is not believed; that is told for all at once. */
  readonly isConstant: boolean;
  readonly warnings: Warnings;
}

/** A link between two known nodes; null (and a warning) where an end is missing or unknown. What else is malformed in it is nulled or not offered. */
export function readResource(
  uuid: string,
  link: TopologyObject,
  alarms: readonly StatedCondition[],
  around: ResourceSurroundings,
): ReportedResource | null {
  const { mapping, nodes, warnings } = around;
  const name = clip(nameOf(link.value, 'link-name'), 200) || uuid;
  const ends = endsOf(link.value);
  const [a, z] = [nodes.get(ends[0]?.nodeUuid ?? ''), nodes.get(ends[1]?.nodeUuid ?? '')];
  if (!a || !z || ends.length !== 2) {
    const missing = ends.find((end) => !nodes.has(end.nodeUuid));
    const why =
      ends.length !== 2 ? `has ${ends.length} ends instead of 2` : `ends on a node that is not listed (${shown(missing?.nodeUuid)})`;
    warnings.add(uuid, `link ${name} ${why}: left out; the carrier has to list the node or correct the link`);
    return null;
  }
  if (a === z) {
    warnings.add(uuid, `link ${name} begins and ends on one node (${a.name}): left out; the carrier has to correct its ends`);
    return null;
  }
  const capacity = readSlots(uuid, name, link.value, around);
  return {
    uuid,
    name,
    aNodeUuid: a.uuid,
    zNodeUuid: z.uuid,
    ...capacity,
    signals: signalsBetween(ends, capacity.slots, around),
    pricePerSlot: readPrice(uuid, name, link.value, around),
    sharedRisks: readRisks(uuid, name, link.value, around),
    isDedicated: isDedicated(link.value, mapping.dedicated),
    ...combine([readCondition(link.value, mapping.states), ...alarms]),
    latency: readLinkLatency(uuid, name, link, a, z, around),
  };
}

function readSlots(
  uuid: string,
  name: string,
  link: Json,
  { mapping, warnings }: ResourceSurroundings,
): Pick<ReportedResource, 'slots' | 'availableSlots'> {
  const [total, available] = [readCapacity(member(link, 'total-potential-capacity')), readCapacity(member(link, 'available-capacity'))];
  if (total.kind !== 'bitrate') {
    const why = total.kind === 'refused' ? total.message : 'none is reported';
    warnings.add(uuid, `link ${name}: its total capacity is not known, so none of it is offered: ${why}; have the carrier correct it`);
    return { slots: 0, availableSlots: 0 };
  }
  const slots = slotsIn(total.bps, mapping.slotsPerGbps);
  if (available.kind !== 'bitrate') {
    const why = available.kind === 'refused' ? available.message : 'none is reported';
    warnings.add(uuid, `link ${name}: its available capacity is not known, so none of it is offered: ${why}; have the carrier correct it`);
    return { slots, availableSlots: 0 };
  }
  if (available.bps > total.bps)
    warnings.add(uuid, `link ${name}: more capacity is available than there is in all: the total is taken; have the carrier correct it`);
  return { slots, availableSlots: Math.min(slots, slotsIn(available.bps, mapping.slotsPerGbps)) };
}

function signalsBetween(ends: readonly LinkEnd[], slots: number, { index, mapping }: ResourceSurroundings): ReportedResource['signals'] {
  const limiting = ends.map((end) => index.edgePoints.get(end.edgePointUuid)?.value).filter((edgePoint) => namesClientSignals(edgePoint));
  const accepted = limiting.map((edgePoint) => readSignals(edgePoint, mapping.signals));
  return signalsThatFit(slots).filter((signal) => accepted.every((listed) => listed.includes(signal)));
}

function readPrice(uuid: string, name: string, link: Json, { mapping, warnings }: ResourceSurroundings): number {
  const cost = entries(member(link, 'cost-characteristic')).find((entry) => leaf(member(entry, 'cost-name')) === mapping.priceName);
  if (!cost) {
    warnings.addToGroup(
      'cost-characteristic',
      `no ${mapping.priceName} is reported: counted as free of charge; set the name of the price in the mapping table`,
      name,
    );
    return 0;
  }
  const price = scaledDecimal(member(cost, 'cost-value'), 0);
  if (price !== null && price > maxPricePerSlot) {
    warnings.add(
      uuid,
      `link ${name}: its price ${shown(member(cost, 'cost-value'))} is beyond what is counted with: ${maxPricePerSlot} is taken; have the carrier correct it`,
    );
    return maxPricePerSlot;
  }
  if (price !== null && price >= 0) return price;
  warnings.add(
    uuid,
    `link ${name}: its price ${shown(member(cost, 'cost-value'))} is not a number from zero up: counted as free of charge; have the carrier correct it`,
  );
  return 0;
}

function readRisks(uuid: string, name: string, link: Json, { warnings }: ResourceSurroundings): readonly string[] {
  const listed = entries(member(link, 'risk-characteristic')).flatMap((characteristic) => {
    const identifiers = member(characteristic, 'risk-identifier-list');
    return Array.isArray(identifiers) ? (identifiers as readonly Json[]).flatMap((identifier) => leaf(identifier) ?? []) : [];
  });
  const risks = [...new Set(listed.map((identifier) => clip(identifier, 120)))].filter((identifier) => identifier !== '');
  if (risks.length > maxSharedRisks) {
    warnings.add(
      uuid,
      `link ${name}: it lists ${risks.length} shared risks, the first ${maxSharedRisks} count; have the carrier list those that it really shares`,
    );
  }
  return risks.slice(0, maxSharedRisks);
}

function isDedicated(link: Json, rule: ResourceSurroundings['mapping']['dedicated']): boolean {
  return typeof rule === 'string' ? rule === 'all' : entryNamed(link, rule.name) === rule.value;
}

function readLinkLatency(
  uuid: string,
  name: string,
  link: TopologyObject,
  a: ReportedNode,
  z: ReportedNode,
  { mapping, isConstant, warnings }: ResourceSurroundings,
): ReportedResource['latency'] {
  if (isConstant) return null;
  const outcome = readLatency(link.value, mapping.latency);
  if (outcome.kind === 'unreported') {
    const otherNames = outcome.otherNames.filter((other) => other !== '').slice(0, 3);
    const others = otherNames.length > 0 ? ` (but ${otherNames.map((other) => clip(other, 40)).join(', ')})` : '';
    const message = `no latency ${mapping.latency.name} is reported${others}: not offered to orders with a limit; set the name in the mapping table, or a latency by hand`;
    warnings.addToGroup('latency-characteristic', message, name);
    return null;
  }
  const places = [placeOf(a.site), placeOf(z.site)] as const;
  const absurd = outcome.kind === 'latency' && places[0] && places[1] ? absurdFor(outcome.latency, places[0], places[1]) : null;
  if (outcome.kind === 'latency' && absurd === null) return outcome.latency;
  const why = outcome.kind === 'refused' ? outcome.message : (absurd ?? '');
  warnings.add(
    uuid,
    `link ${name}: ${why}: refused, the latency is unknown; check the latency unit (${mapping.latency.unit}), or set a latency by hand`,
  );
  return null;
}
