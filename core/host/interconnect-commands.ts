import { commit, type Engine } from '../engine';
import { refused, whatIsMissing, wordsOf, type Intervention, type Refused } from '../interventions/intervention';
import type { Interconnect } from '../model/network';
import { signals } from '../model/signal';
import { inOrder, joinedPorts, proposeInterconnects, type ProposedInterconnect } from '../network/propose-interconnects';
import type { RejectedInterconnect } from '../store/carrier-repositories';
import type { HostParts } from './host-parts';
import type { Submission } from './submission';

/** Where carriers meet, beyond what plug identifiers tell. Whatever is refused has changed nothing. */
export interface InterconnectCommands {
  proposedInterconnects(): Promise<readonly ProposedInterconnect[]>;
  rejectedInterconnects(): Promise<readonly RejectedInterconnect[]>;
  /** The two ports are joined by a cable, as the operator knows. */
  confirmInterconnect(onePortId: string, otherPortId: string, by: string): Promise<Submission>;
  /** They are not: they are proposed no more. */
  rejectInterconnect(onePortId: string, otherPortId: string, intervention: Intervention): Promise<Submission>;
  /** They may be proposed again. */
  allowInterconnect(onePortId: string, otherPortId: string, by: string): Promise<Submission>;
  /** One that an operator confirmed is none any more; refused while an order uses it. */
  partInterconnect(interconnectId: string, intervention: Intervention): Promise<Submission>;
}

export function interconnectCommands({ engine, notices }: HostParts): InterconnectCommands {
  const { store, network, clock } = engine;
  const { view, graph } = network;
  const nameOf = (portId: string): string => {
    const port = view.ports.get(portId);
    return port ? `${port.name} of ${view.carrierName(port.carrierId)}` : portId;
  };
  const rejectedNow = (): Promise<readonly RejectedInterconnect[]> => store.transaction((tx) => tx.carriers.rejectedInterconnects());
  const follow = (work: () => void): void => {
    work();
    // An interconnect is an edge of the graph.
    graph.reshape();
    graph.settle();
  };
  return {
    async proposedInterconnects() {
      const rejected = new Set((await rejectedNow()).map(({ aPortId, zPortId }) => `${aPortId}\n${zPortId}`));
      return proposeInterconnects(view, (a, z) => rejected.has(`${a}\n${z}`));
    },
    rejectedInterconnects: rejectedNow,
    confirmInterconnect: (onePortId, otherPortId, by) =>
      notices.take(async () => {
        const unfit = whyNoInterconnect(engine, onePortId, otherPortId);
        if (unfit) return unfit;
        const [aPortId, zPortId] = inOrder(onePortId, otherPortId);
        const siteId = siteOf(engine, aPortId) ?? siteOf(engine, zPortId);
        const interconnect: Interconnect = { id: `${aPortId}~${zPortId}`, siteId, aPortId, zPortId, origin: 'operator' };
        await commit(engine, async ({ tx, note, afterCommit }) => {
          await tx.network.putInterconnect(interconnect);
          await tx.carriers.allowInterconnect(aPortId, zPortId);
          await note(
            'interconnect.confirmed',
            interconnect.id,
            `by ${by}: ${nameOf(aPortId)} and ${nameOf(zPortId)} are joined at ${siteId ?? 'an unknown site'}`,
            'operator',
          );
          afterCommit(() => {
            follow(() => view.interconnects.set(interconnect.id, interconnect));
          });
        });
        await notices.onNews([{ kind: 'interconnect', id: interconnect.id }]);
        return { kind: 'received' };
      }),
    async rejectInterconnect(onePortId, otherPortId, intervention) {
      const missing = whatIsMissing(intervention);
      if (missing !== null) return refused(missing);
      const gone = [onePortId, otherPortId].find((id) => !view.ports.has(id));
      if (gone !== undefined) return refused(`port ${gone} is not known; look at what is proposed now`);
      const [aPortId, zPortId] = inOrder(onePortId, otherPortId);
      await commit(engine, async ({ tx, note }) => {
        const { by, reason } = intervention;
        await tx.carriers.rejectInterconnect({ aPortId, zPortId, by, reason, atMs: clock.now() });
        await note(
          'interconnect.rejected',
          `${aPortId}~${zPortId}`,
          `${nameOf(aPortId)} and ${nameOf(zPortId)} are no interconnect, by ${wordsOf(intervention)}`,
          'operator',
        );
      });
      return { kind: 'received' };
    },
    async allowInterconnect(onePortId, otherPortId, by) {
      const [aPortId, zPortId] = inOrder(onePortId, otherPortId);
      const isAllowed = await commit(engine, async ({ tx, note }) => {
        if (!(await tx.carriers.allowInterconnect(aPortId, zPortId))) return false;
        await note(
          'interconnect.allowed',
          `${aPortId}~${zPortId}`,
          `by ${by}: ${nameOf(aPortId)} and ${nameOf(zPortId)} may be proposed again`,
          'operator',
        );
        return true;
      });
      return isAllowed ? { kind: 'received' } : refused(`${nameOf(aPortId)} and ${nameOf(zPortId)} were not rejected`);
    },
    partInterconnect: (interconnectId, intervention) =>
      notices.take(async () => {
        const missing = whatIsMissing(intervention);
        if (missing !== null) return refused(missing);
        const known = view.interconnects.get(interconnectId);
        if (!known) return refused(`interconnect ${interconnectId} is not known; look at those that are now`);
        if (known.origin === 'plug-id')
          return refused(`interconnect ${interconnectId} is told by the plug identifiers of both carriers: they have to correct them`);
        const parted = await commit(engine, async ({ tx, note, afterCommit }) => {
          const owner = (await tx.connections.bookings()).ports.find(({ portId }) => portId === known.aPortId || portId === known.zPortId);
          if (owner) return refused(`${owner.orderId} runs over interconnect ${interconnectId}: move or cancel it first`);
          await tx.network.removeInterconnect(interconnectId);
          await note(
            'interconnect.parted',
            interconnectId,
            `${nameOf(known.aPortId)} and ${nameOf(known.zPortId)} are joined no more, by ${wordsOf(intervention)}`,
            'operator',
          );
          afterCommit(() => {
            follow(() => view.interconnects.delete(interconnectId));
          });
          return null;
        });
        if (parted) return parted;
        await notices.onNews([{ kind: 'interconnect', id: interconnectId }]);
        return { kind: 'received' };
      }),
  };
}

const siteOf = ({ network: { view } }: Engine, portId: string): string | null =>
  view.nodes.get(view.ports.get(portId)?.nodeId ?? '')?.siteId ?? null;

/** Why two ports cannot be an interconnect, as things stand; null: they can. */
function whyNoInterconnect(engine: Engine, onePortId: string, otherPortId: string): Refused | null {
  const { view } = engine.network;
  const ports = [onePortId, otherPortId].map((id) => view.ports.get(id));
  const [one, other] = ports;
  if (!one || !other) return refused(`port ${one ? otherPortId : onePortId} is not known; look at what is proposed now`);
  if (one.carrierId === other.carrierId)
    return refused(`${one.name} and ${other.name} are both of ${view.carrierName(one.carrierId)}: an interconnect joins two carriers`);
  const joined = joinedPorts(view);
  for (const port of [one, other]) {
    const name = `${port.name} of ${view.carrierName(port.carrierId)}`;
    if (joined.has(port.id)) return refused(`${name} stands in an interconnect already`);
    if (port.plug !== null)
      return refused(`${name} has a plug identifier (${port.plug.localId}): its carriers tell what it is joined with`);
    const owner = view.portOwners.get(port.id);
    if (owner) return refused(`${name} is used by ${owner.orderId}`);
    if (port.condition === 'withdrawn') return refused(`${name} is not listed any more by its carrier`);
  }
  const [here, there] = [siteOf(engine, onePortId), siteOf(engine, otherPortId)];
  if (here !== null && there !== null && here !== there)
    return refused(`${one.name} is at ${here}, ${other.name} at ${there}: an interconnect stands at one site`);
  if (!signals.some((signal) => one.signals.includes(signal) && other.signals.includes(signal)))
    return refused(`${one.name} and ${other.name} accept no signal that is the same`);
  return null;
}
