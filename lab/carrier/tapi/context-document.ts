import type { HeldState } from '../held-state';
import type { Network } from '../network';
import { snapshot } from '../snapshot';
import { uuidOf } from '../uuid';
import { connectivityContext } from './connectivity-document';
import { severityOf } from './notices';
import { listedPorts, sipDocument, topologyDocument } from './topology-document';

/** tapi-common 2.5.0: everything. */
export function contextDocument(network: Network, state: HeldState) {
  return {
    uuid: network.contextUuid,
    name: [{ 'value-name': 'context-name', value: network.inventory.name }],
    'service-interface-point': sipDocuments(network, state),
    'tapi-topology:topology-context': { topology: [topologyDocument(network, state)] },
    'tapi-connectivity:connectivity-context': connectivityContext(network, state),
    'tapi-fm:fault-management-context': faultContext(network, state),
  };
}

export const sipDocuments = (network: Network, state: HeldState) => listedPorts(network, state).map((port) => sipDocument(state, port));

/** The alarms that stand now, for a client that was not there when they were raised. */
export function faultContext(network: Network, state: HeldState) {
  const standing = [...snapshot(network, state).values()].flatMap(({ alarm, ...observed }) => (alarm ? [{ ...observed, alarm }] : []));
  return {
    'active-condition': standing.map(({ alarm, ...observed }) => ({
      uuid: uuidOf('condition', observed.uuid, alarm),
      'target-object-type': observed.objectType,
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
