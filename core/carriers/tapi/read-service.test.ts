import { describe, expect, test } from 'vitest';
import { standardMapping } from '../mapping';
import { connectivityOf } from './connectivity';
import { createAlarmBoard } from './alarms';
import { interpret } from './interpret';
import { unqualified } from './json';
import type { JsonObject } from './json';
import { readServices } from './read-service';
import { snapshotOf } from './snapshot';
import { connection, edgePointsOverParis, goodDocuments, service, topologyContextOf } from './testing/documents';
import { terms250 } from './testing/terms';
import { collectWarnings } from './warnings';

function readAll(services: readonly JsonObject[], connections: readonly JsonObject[] = []) {
  const documents = goodDocuments();
  const snapshot = snapshotOf(unqualified(documents.servicePoints), unqualified(topologyContextOf(documents)), terms250);
  const { index } = interpret(snapshot, createAlarmBoard([]), standardMapping);
  const warnings = collectWarnings();
  const context = connectivityOf(unqualified({ 'connectivity-service': services, connection: connections }), terms250);
  return { services: readServices(context, { snapshot, index, mapping: standardMapping }, warnings), warnings: warnings.list };
}

test('a service has its order, ends, slots and state', () => {
  expect(readAll([service('s-1')]).services).toEqual([
    { uuid: 's-1', name: 'ORD-1', aPortUuid: 'sip-FRA', zPortUuid: 'sip-MIL', slots: 8, state: 'up', route: null },
  ]);
});

test.each([
  ['ENABLED', 'INSTALLED', 'up'],
  ['DISABLED', 'INSTALLED', 'down'],
  ['DISABLED', 'PLANNED', 'pending'],
  ['ENABLED', 'POTENTIAL_BUSY', 'pending'],
  [undefined, undefined, 'pending'],
  ['DISABLED', 'PENDING_REMOVAL', 'down'],
])('operational %s and lifecycle %s: %s', (operational, lifecycle, state) => {
  const [read] = readAll([service('s-1', { 'operational-state': operational, 'lifecycle-state': lifecycle })]).services;
  expect(read?.state).toBe(state);
});

describe('the realised route', () => {
  const routeOf = (connections: readonly JsonObject[], more: JsonObject = {}) =>
    readAll([service('s-1', more)], connections).services[0]?.route;

  test('is ordered from A to Z, in whatever order the manager gives its end points', () => {
    expect(routeOf([connection('s-1', edgePointsOverParis)])).toEqual(['fp', 'pm']);
    expect(routeOf([connection('s-1', [...edgePointsOverParis].reverse())])).toEqual(['fp', 'pm']);
  });

  test('runs backwards where the service does', () => {
    const ends = (service('s-1')['end-point'] as readonly JsonObject[]).map((end, at) => ({ ...end, 'local-id': at === 0 ? 'Z' : 'A' }));
    expect(routeOf([connection('s-1', edgePointsOverParis)], { 'end-point': ends })).toEqual(['pm', 'fp']);
  });

  test('is gathered from the connections below', () => {
    const top = {
      uuid: 'connection-s-1',
      'lower-connection': [{ 'connection-uuid': 'connection-x' }, { 'connection-uuid': 'connection-s-1' }],
    };
    expect(routeOf([top, connection('x', edgePointsOverParis)])).toEqual(['fp', 'pm']);
  });

  test('is the current one of several', () => {
    const state = (name: string) => ({ 'resilience-route': { 'route-state': `tapi-connectivity:ROUTE_STATE_${name}` } });
    const [direct] = connection('s-1', ['nep-FRA-fm', 'nep-MIL-fm'])['route'] as readonly JsonObject[];
    const [over] = connection('s-1', edgePointsOverParis)['route'] as readonly JsonObject[];
    const both = {
      uuid: 'connection-s-1',
      route: [
        { ...direct, ...state('NOT_CURRENT') },
        { ...over, ...state('CURRENT') },
      ],
    };
    expect(routeOf([both])).toEqual(['fp', 'pm']);
  });

  test.each([
    ['no connection is listed', []],
    ['it has no end points', [connection('s-1', [])]],
    ['it does not reach Z', [connection('s-1', ['nep-FRA-fp', 'nep-PAR-fp'])]],
    ['it has a loose piece', [connection('s-1', ['nep-FRA-fm', 'nep-MIL-fm', 'nep-PAR-pm', 'nep-FRA-fp', 'nep-PAR-fp'])]],
  ])('is unknown where %s', (_, connections) => {
    expect(routeOf(connections)).toBeNull();
  });

  test('is empty, not unknown, where both ports are on one node', () => {
    const [end] = service('s-1')['end-point'] as readonly JsonObject[];
    const ends = [end, { ...end, 'local-id': 'Z' }];
    expect(routeOf([connection('s-1', ['nep-FRA-client'])], { 'end-point': ends as never })).toEqual([]);
  });
});

test('a service that cannot be read is left out with a warning, the rest goes on', () => {
  const { services, warnings } = readAll([service('s-1'), service('s-2', { 'end-point': [] }), service('s-1'), { name: 'x' }]);
  expect(services.map(({ uuid }) => uuid)).toEqual(['s-1']);
  expect(warnings.map(({ subject }) => subject)).toEqual(['s-2', 's-1', 'connectivity-service']);
});
