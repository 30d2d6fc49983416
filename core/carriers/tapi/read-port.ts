import type { ReportedPort } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import { clip, leaf, memberAt, shown } from './json';
import type { Json, JsonObject } from './json';
import type { EdgePoint, NetworkIndex } from './network-index';
import { readSignals } from './read-capacity';
import { combine, readCondition } from './read-condition';
import type { StatedCondition } from './read-condition';
import { nameOf } from './names';
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
  const name = clip(nameOf(port, 'sip-name'), 200) || uuid;
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
    plug: readPlug(uuid, name, edgePoint.value, warnings),
    ...combine([readCondition(port, mapping.states), readCondition(edgePoint.value, mapping.states), ...alarms]),
  };
}

/** Names the ports that edge points map but the manager does not list, and what is mapped or listed twice. */
export function warnOfOddEdgePoints(snapshot: Snapshot, index: NetworkIndex, warnings: Warnings): void {
  for (const { portUuid, edgePointUuid } of index.mappedAgain) {
    const message = `the port is mapped by two node edge points, by ${clip(edgePointUuid, 60)} as well: the first is taken; the carrier has to correct it`;
    warnings.add(portUuid, message);
  }
  for (const uuid of index.listedAgain)
    warnings.add(uuid, 'the node edge point is listed more than once: the first is kept; the carrier has to give each a uuid of its own');
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

const maxPlugId = 200;

function readPlug(uuid: string, name: string, edgePoint: Json, warnings: Warnings): ReportedPort['plug'] {
  const localId = leaf(memberAt(edgePoint, 'inter-domain-plug-id-pac', 'plug-id-inter-domain-local-id'));
  const remoteId = leaf(memberAt(edgePoint, 'inter-domain-plug-id-pac', 'plug-id-inter-domain-remote-id'));
  if (!localId || !remoteId) return null;
  const odd = [localId, remoteId].find((id) => clip(id, maxPlugId) !== id);
  if (odd === undefined) return { localId, remoteId };
  warnings.add(
    uuid,
    `port ${name}: its plug identifier ${shown(odd)} is too long, or has control characters or blanks at its ends: it is joined to nothing; the carrier has to shorten or correct it`,
  );
  return null;
}
