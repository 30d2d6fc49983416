import type { Interconnect, Port } from '../model/network';

export interface MatchedInterconnects {
  readonly interconnects: readonly Interconnect[];
  /** Ports whose plug identifiers do not pair with another's, in words. */
  readonly problems: readonly { readonly portId: string; readonly otherPortId: string; readonly message: string }[];
}

/**
 * Interconnects by the plug identifiers that carriers report (TAPI 2.5 inter-domain-plug-id-pac): a port that names another carrier's port as its
 * remote end, and is named by it. A pair's id is made of its local identifiers, so that it is the same after every reading.
 * A port whose far end has not been reported yet waits without a problem. An identifier that several ports claim belongs to the one that stands in
 * an interconnect already, else to none: whoever claims another's neither takes its place nor parts what is joined.
 */
export function matchInterconnects(
  ports: Iterable<Port>,
  siteOf: (port: Port) => string | null,
  standing: Iterable<Interconnect> = [],
): MatchedInterconnects {
  const problems: { portId: string; otherPortId: string; message: string }[] = [];
  const byLocalId = new Map<string, Port>();
  const joined = new Set([...standing].flatMap(({ aPortId, zPortId }) => [aPortId, zPortId]));
  for (const [localId, claimants] of claims(ports)) {
    const trusted = claimants.filter(({ id }) => claimants.length === 1 || joined.has(id));
    const [owner] = trusted;
    if (owner && trusted.length === 1) byLocalId.set(localId, owner);
    for (const port of claimants) {
      const other = claimants.find((claimant) => claimant !== port);
      if (!other || byLocalId.get(localId) === port) continue;
      problems.push({
        portId: port.id,
        otherPortId: other.id,
        message: `plug identifier ${localId} is used by ${other.id} as well; the carriers must agree on one port`,
      });
    }
  }
  const interconnects: Interconnect[] = [];
  for (const [localId, port] of byLocalId) {
    const remoteId = port.plug?.remoteId ?? '';
    const far = byLocalId.get(remoteId);
    if (!far) continue;
    if (far.plug?.remoteId !== localId) {
      problems.push({
        portId: port.id,
        otherPortId: far.id,
        message: `plug ${localId} names ${remoteId} as its far end, which names ${far.plug?.remoteId ?? 'none'}`,
      });
    } else if (far.carrierId === port.carrierId) {
      problems.push({ portId: port.id, otherPortId: far.id, message: `plug ${localId} leads back into the same carrier` });
    } else if (areApart(siteOf(port), siteOf(far))) {
      const [here, there] = [siteOf(port) ?? '', siteOf(far) ?? ''];
      const message = `plug ${localId} is at ${here}, its far end ${remoteId} at ${there}; an interconnect stands at one site, the carriers must correct the sites or the plugs`;
      problems.push({ portId: port.id, otherPortId: far.id, message });
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

/** The ports that count, by the identifier that each claims. */
function claims(ports: Iterable<Port>): ReadonlyMap<string, readonly Port[]> {
  const claimed = new Map<string, Port[]>();
  for (const port of ports) {
    if (!port.plug || port.condition === 'withdrawn') continue;
    const claimants = claimed.get(port.plug.localId);
    if (claimants) claimants.push(port);
    else claimed.set(port.plug.localId, [port]);
  }
  return claimed;
}

const areApart = (here: string | null, there: string | null): boolean => here !== null && there !== null && here !== there;
