import { snapshot } from '../snapshot';
import { conditionUuid, severityOf } from './alarm';
import { connectivityContext } from './connectivity-document';
import type { View } from './dialect';
import { listedPorts, sipDocument, topologyDocument } from './topology-document';

/** tapi-common: everything; `more` is what else is below the context. */
export function contextDocument(view: View, more: object = {}) {
  return {
    uuid: view.network.contextUuid,
    name: [{ 'value-name': 'context-name', value: view.network.inventory.name }],
    'service-interface-point': sipDocuments(view),
    'tapi-topology:topology-context': { topology: [topologyDocument(view)] },
    'tapi-connectivity:connectivity-context': connectivityContext(view),
    ...(view.dialect.hasFaultContext ? { 'tapi-fm:fault-management-context': faultContext(view) } : {}),
    ...more,
  };
}

export const sipDocuments = (view: View) => listedPorts(view.network, view.state).map((port) => sipDocument(view, port));

/** The alarms that stand now (tapi-fm), for a client that was not there when they were raised. */
export function faultContext({ dialect, network, state }: View) {
  const standing = [...snapshot(network, state).values()].flatMap(({ alarm, ...observed }) => (alarm ? [{ ...observed, alarm }] : []));
  return {
    'active-condition': standing.map(({ alarm, ...observed }) => ({
      uuid: conditionUuid(observed.uuid, alarm),
      'target-object-type': dialect.notices.objectTypes[observed.kind],
      'target-object-identifier': observed.uuid,
      'target-object-name': [observed.name],
      'source-indicator': 'RESOURCE_OPERATION',
      'detected-condition': {
        'detected-condition-name': 'tapi-common:DC_NATIVE',
        'detected-condition-native-name': alarm,
        'detector-info': { 'perceived-severity': severityOf[alarm], 'service-affecting': 'SERVICE_AFFECTING' },
        'simple-detector': { 'simple-detector-state': 'tapi-fm:SIMPLE_DETECTOR_STATE_ACTIVE' },
      },
    })),
  };
}
