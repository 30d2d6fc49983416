import type { Interconnect, Port } from '../model/network';

export interface MatchedInterconnects {
  readonly interconnects: readonly Interconnect[];
  /** Ports whose plug identifiers do not pair, in words. */
  readonly problems: readonly { readonly portId: string; readonly message: string }[];
}

/**
 * Interconnects by the plug identifiers that carriers report (TAPI 2.5 inter-domain-plug-id-pac): a port that names another carrier's port as its
 * remote end, and is named by it. A pair's id is made of its local identifiers, so that it is the same after every reading.
 * A port whose far end has not been reported yet waits without a problem.
 */
export function matchInterconnects(ports: Iterable<Port>, siteOf: (port: Port) => string | null): MatchedInterconnects {
  const problems: { portId: string; message: string }[] = [];
  const byLocalId = new Map<string, Port>();
  for (const port of ports) {
    if (!port.plug || port.condition === 'withdrawn') continue;
    const taken = byLocalId.get(port.plug.localId);
    if (taken) {
      problems.push({
        portId: port.id,
        message: `plug identifier ${port.plug.localId} is used by ${taken.id} as well; the carriers must agree on one port`,
      });
    } else byLocalId.set(port.plug.localId, port);
  }
  const interconnects: Interconnect[] = [];
  for (const [localId, port] of byLocalId) {
    const remoteId = port.plug?.remoteId ?? '';
    const far = byLocalId.get(remoteId);
    if (!far) continue;
    if (far.plug?.remoteId !== localId) {
      problems.push({
        portId: port.id,
        message: `plug ${localId} names ${remoteId} as its far end, which names ${far.plug?.remoteId ?? 'none'}`,
      });
    } else if (far.carrierId === port.carrierId) {
      problems.push({ portId: port.id, message: `plug ${localId} leads back into the same carrier` });
    } else if (localId < remoteId) {
      interconnects.push({
        id: `${localId}~${remoteId}`,
        siteId: siteOf(port) ?? siteOf(far),
        aPortId: port.id,
        zPortId: far.id,
        origin: 'plug-id',
      });
    }
  }
  return { interconnects, problems };
}
