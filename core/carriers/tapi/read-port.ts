import type { ReportedPort } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import { clip, leaf, memberAt } from './json';
import type { Json, JsonObject } from './json';
import type { EdgePoint, NetworkIndex } from './network-index';
import { readSignals } from './read-capacity';
import { combine, readCondition } from './read-condition';
import type { StatedCondition } from './read-condition';
import { nameOf } from './snapshot';
import type { Snapshot } from './snapshot';
import type { Warnings } from './warnings';

/** A service interface point with the node that it stands at; null (and a warning) where no node maps it. */
export function readPort(
  uuid: string,
  port: JsonObject,
  index: NetworkIndex,
  alarms: readonly StatedCondition[],
  mapping: CarrierMapping,
  warnings: Warnings,
): ReportedPort | null {
  const name = clip(nameOf(port, 'sip-name'), 200);
  const edgePoint = index.edgePoints.get(index.edgePointOfPort.get(uuid) ?? '');
  if (!edgePoint) {
    warnings.add(uuid, `port ${name}: no node edge point maps it, so its node is not known: left out; the carrier has to map it`);
    return null;
  }
  const signals = signalsOf(port, edgePoint, mapping);
  if (signals.length === 0) {
    warnings.addToGroup(
      'service-interface-point',
      'no signal that is known is listed as accepted, so nothing ends there; complete the signals in the mapping table',
      name,
    );
  }
  return {
    uuid,
    nodeUuid: edgePoint.nodeUuid,
    name,
    signals,
    plug: readPlug(edgePoint.value),
    ...combine([readCondition(port, mapping.states), readCondition(edgePoint.value, mapping.states), ...alarms]),
  };
}

/** Names the ports that edge points map but the manager does not list. */
export function warnOfUnlistedPorts(snapshot: Snapshot, index: NetworkIndex, warnings: Warnings): void {
  for (const [uuid, edgePoint] of index.edgePoints) {
    for (const port of edgePoint.portUuids) {
      if (!snapshot.ports.has(port))
        warnings.add(
          uuid,
          `the node edge point maps a port that is not listed (${clip(port, 60)}): ignored; the carrier has to list it or drop the reference`,
        );
    }
  }
}

function signalsOf(port: JsonObject, edgePoint: EdgePoint, mapping: CarrierMapping): ReportedPort['signals'] {
  const own = readSignals(port, mapping.signals);
  return own.length > 0 ? own : readSignals(edgePoint.value, mapping.signals);
}

function readPlug(edgePoint: Json): ReportedPort['plug'] {
  const localId = leaf(memberAt(edgePoint, 'inter-domain-plug-id-pac', 'plug-id-inter-domain-local-id'));
  const remoteId = leaf(memberAt(edgePoint, 'inter-domain-plug-id-pac', 'plug-id-inter-domain-remote-id'));
  return localId && remoteId ? { localId, remoteId } : null;
}
