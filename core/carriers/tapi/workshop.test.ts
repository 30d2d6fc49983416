import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standardMapping } from '../mapping';
import { createAlarmBoard } from './alarms';
import type { Alarm, AlarmBoard } from './alarms';
import { changeBetween, interpret } from './interpret';
import type { Interpretation } from './interpret';
import { isObject, unqualified } from './json';
import type { Json, JsonObject } from './json';
import { snapshotOf, uuidOf } from './snapshot';
import type { Snapshot } from './snapshot';
import { goodDocuments, link, node, servicePoint, topologyContextOf, topologyUuid } from './testing/documents';
import { terms250 } from './testing/terms';

const goodSnapshot = (): Snapshot => {
  const documents = goodDocuments();
  return snapshotOf(unqualified(documents.servicePoints), unqualified(topologyContextOf(documents)), terms250);
};
const object = (value: JsonObject): JsonObject => {
  const read = unqualified(value);
  return isObject(read) ? read : {};
};
const putLink = (snapshot: Snapshot, value: JsonObject): unknown =>
  snapshot.links.set(uuidOf(value) ?? '', { topologyUuid, value: object(value) });
const putNode = (snapshot: Snapshot, value: JsonObject): unknown =>
  snapshot.nodes.set(uuidOf(value) ?? '', { topologyUuid, value: object(value) });
const alarm = (targetUuid: string, isCleared: boolean): Alarm => ({
  ...{ kind: 'alarm', targetUuid, name: 'ALR_LOS', nativeName: '', qualifier: '', severity: 'CRITICAL', serviceAffecting: '', order: null },
  kind: 'alarm',
  isCleared,
});

/** Something that a carrier can tell: about a link, a node, a port or an alarm, well or badly. */
type Happening = (snapshot: Snapshot, alarms: AlarmBoard) => unknown;
const cities = fc.constantFrom('FRA', 'PAR', 'MIL' as const);
const latency = fc.constantFrom<Json[]>('2900', '-1', 'n/a', '5000', '12345678', null);
const happenings: fc.Arbitrary<Happening> = fc.oneof(
  fc.tuple(fc.constantFrom('fp', 'pm', 'fm', 'new'), cities, cities, latency).map(
    ([uuid, a, z, us]): Happening =>
      (snapshot) =>
        putLink(snapshot, link(uuid, a, z, us)),
  ),
  latency.map((us): Happening => (snapshot) => {
    for (const { value } of snapshot.links.values())
      putLink(snapshot, { ...value, 'latency-characteristic': link('', 'FRA', 'PAR', us)['latency-characteristic'] });
  }),
  fc.constantFrom('fp', 'pm', 'new').map(
    (uuid): Happening =>
      (snapshot) =>
        snapshot.links.delete(uuid),
  ),
  fc.tuple(cities, fc.subarray(['fp', 'pm', 'fm', 'new'])).map(
    ([city, links]): Happening =>
      (snapshot) =>
        putNode(snapshot, node(city, links)),
  ),
  fc.tuple(cities, fc.constantFrom<Json[]>([], 'nowhere')).map(
    ([city, name]): Happening =>
      (snapshot) =>
        putNode(snapshot, node(city, [], { name })),
  ),
  cities.map(
    (city): Happening =>
      (snapshot) =>
        snapshot.nodes.delete(`node-${city}`),
  ),
  fc.tuple(cities, fc.boolean()).map(
    ([city, isKnown]): Happening =>
      (snapshot) =>
        isKnown ? snapshot.ports.set(`sip-${city}`, object(servicePoint(city))) : snapshot.ports.delete(`sip-${city}`),
  ),
  fc
    .tuple(fc.constantFrom('fp', 'nep-FRA-fp', 'nep-PAR-client', 'node-MIL', 'sip-FRA'), fc.boolean())
    .map(([uuid, isCleared]): Happening => (_, alarms) => {
      alarms.note(alarm(uuid, isCleared));
    }),
);

const told = ({ nodes, ports, resources, warnings, index }: Interpretation) => ({ nodes, ports, resources, warnings, index });

describe('an interpretation from the one before', () => {
  test('is the same as one from nothing, whatever has happened between', () => {
    fc.assert(
      fc.property(fc.array(fc.array(happenings, { maxLength: 3 }), { maxLength: 8 }), (rounds) => {
        const [snapshot, alarms] = [goodSnapshot(), createAlarmBoard(standardMapping.alarms)];
        let known = interpret(snapshot, alarms, standardMapping);
        for (const round of rounds) {
          for (const happening of round) happening(snapshot, alarms);
          known = interpret(snapshot, alarms, standardMapping, known);
          expect(told(known)).toEqual(told(interpret(snapshot, alarms, standardMapping)));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('makes nothing anew where nothing has changed, not even where it was read again and is as before', () => {
    const [snapshot, alarms] = [goodSnapshot(), createAlarmBoard(standardMapping.alarms)];
    const before = interpret(snapshot, alarms, standardMapping);
    putNode(snapshot, node('FRA', ['fp', 'fm']));
    const after = interpret(snapshot, alarms, standardMapping, before);
    expect(after.nodes.every((one, at) => one === before.nodes[at])).toBe(true);
    expect(after.resources.every((one, at) => one === before.resources[at])).toBe(true);
    expect(changeBetween(before, after)).toBeNull();
  });
});
