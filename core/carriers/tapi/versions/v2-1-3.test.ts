import { describe, expect, test } from 'vitest';
import { carrierMappingSchema, standardMapping } from '../../mapping';
import { createAlarmBoard } from '../alarms';
import { connectivityOf } from '../connectivity';
import { interpret } from '../interpret';
import { unqualified } from '../json';
import { readNotices } from '../notices';
import { readServices, wasAskedFor } from '../read-service';
import { snapshotOf } from '../snapshot';
import type { Terms } from '../terms';
import { connection, edgePointsOverParis, goodDocuments, service, topologyContextOf } from '../testing/documents';
import type { Documents } from '../testing/documents';
import { as213 } from '../testing/documents-2-1-3';
import { terms213, terms250 } from '../testing/terms';
import { collectWarnings } from '../warnings';

function read(documents: Documents, terms: Terms) {
  const snapshot = snapshotOf(unqualified(documents.servicePoints), unqualified(topologyContextOf(documents)), terms);
  const { nodes, ports, resources, warnings, index } = interpret(snapshot, createAlarmBoard([]), terms.mapping);
  const context = unqualified({ 'connectivity-service': documents.services, connection: documents.connections });
  const services = readServices(connectivityOf(context, terms), { snapshot, index, mapping: terms.mapping }, collectWarnings());
  return { nodes, ports, resources, warnings, services };
}

function served(): Documents {
  const documents = goodDocuments();
  documents.services.push(service('s-1'));
  documents.connections.push(connection('s-1', edgePointsOverParis));
  return documents;
}

test('a carrier reads the same in both versions', () => {
  expect(read(as213(served()), terms213)).toEqual(read(served(), terms250));
});

test('read as the other version it would not: signals and plugs would be missing', () => {
  const wrong = read(as213(served()), terms250);
  expect(wrong.ports.map(({ signals, plug }) => [signals, plug])).toEqual(served().servicePoints.map(() => [[], null]));
});

test('what is plugged in has the names of the mapping table', () => {
  const mapping = carrierMappingSchema.parse({ names: { plugLocal: 'FROM', plugRemote: 'TO' } });
  const documents = as213(served());
  const renamed = JSON.parse(JSON.stringify(documents).replaceAll('PLUG_LOCAL_ID', 'FROM').replaceAll('PLUG_REMOTE_ID', 'TO')) as Documents;
  expect(read(documents, { ...terms213, mapping }).ports.map(({ plug }) => plug)).toEqual([null, null, null]);
  expect(read(renamed, { ...terms213, mapping }).ports[0]?.plug).toEqual({ localId: 'ALD.FRA.1', remoteId: 'BOR.FRA.1' });
});

test('a route among several is the one that is current', () => {
  const documents = served();
  const [only] = documents.connections;
  const route = (state: string, edgePoints: readonly string[]) => ({
    'local-id': state,
    'resilience-route': { 'route-state': `tapi-connectivity:ROUTE_STATE_${state}` },
    'connection-end-point': edgePoints.map((edgePoint) => ({ 'node-edge-point-uuid': edgePoint })),
  });
  documents.connections[0] = {
    ...only,
    route: [route('NOT_CURRENT', edgePointsOverParis), route('CURRENT', ['nep-FRA-client', 'nep-FRA-fm', 'nep-MIL-fm', 'nep-MIL-client'])],
  };
  expect(read(as213(documents), terms213).services[0]?.route).toEqual(['fm']);
});

test('the links that a service was asked to take are in no order', () => {
  const asked = terms213.dialect.asCurrent.service({ 'include-link': ['pm', 'fp'] }, standardMapping.names);
  expect([wasAskedFor(asked, ['fp', 'pm']), wasAskedFor(asked, ['fp'])]).toEqual([true, false]);
});

describe('notices', () => {
  const notice = {
    uuid: 'n-1',
    'notification-type': 'ALARM_EVENT',
    'target-object-type': 'LINK',
    'target-object-identifier': 'fp',
    'target-object-name': [{ 'value-name': 'link-name', value: 'x' }],
    'sequence-number': '7',
  };
  const only = (more: object) => readNotices(JSON.stringify({ 'tapi-notification:notification': { ...notice, ...more } }), terms213)?.[0];

  test('name their object by a plain word', () => {
    expect(only({ 'notification-type': 'OBJECT_DELETION' })).toMatchObject({
      subject: { kind: 'link', uuid: 'fp', isGone: true },
      alarm: null,
    });
    expect(only({ 'target-object-type': 'CONNECTIVITY_SERVICE' })).toMatchObject({ subject: { kind: 'service', isGone: false } });
    expect(only({ 'target-object-type': 'EQUIPMENT' })).toMatchObject({ subject: null });
  });

  test('hold alarms inside, named by their cause', () => {
    const info = { 'perceived-severity': 'CRITICAL', 'probable-cause': 'LOS', 'service-affecting': 'SERVICE_AFFECTING' };
    expect(only({ 'alarm-info': info })?.alarm).toMatchObject({
      kind: 'alarm',
      nativeName: 'LOS',
      severity: 'CRITICAL',
      isCleared: false,
      order: 7n,
    });
    expect(only({ 'alarm-info': { ...info, 'perceived-severity': 'CLEARED' } })?.alarm).toMatchObject({
      nativeName: 'LOS',
      isCleared: true,
    });
  });

  test('hold threshold crossings inside, named by their parameter; the carrier’s table says what they mean', () => {
    const crossing = (more: object) =>
      only({
        'notification-type': 'THRESHOLD_CROSSING_ALERT',
        'tca-info': {
          'threshold-parameter': 'FIXED_LATENCY_US',
          'threshold-crossing': 'THRESHOLD_ABOVE',
          'perceived-severity': 'WARNING',
          ...more,
        },
      })?.alarm;
    const raised = crossing({});
    expect(raised).toMatchObject({ kind: 'crossing', nativeName: 'FIXED_LATENCY_US', severity: 'WARNING', isCleared: false });
    expect(crossing({ 'perceived-severity': 'CLEAR' })).toMatchObject({ isCleared: true });
    expect(crossing({ 'threshold-crossing': 'CLEARED' })).toMatchObject({ isCleared: true });
    const board = createAlarmBoard([{ name: 'FIXED_LATENCY_US', condition: 'degraded' }]);
    if (raised) board.note(raised);
    expect(board.on('fp')).toEqual([{ condition: 'degraded', conditionText: 'alarm FIXED_LATENCY_US WARNING' }]);
  });
});
