import type { LatencySubject } from '../model/latency';
import type { NetworkSubject } from '../model/network';
import { passed, type Transition } from '../model/order';
import type { Tx } from '../store/store';
import { isInService } from './judge';

/** What a transaction wrote that may change what orders in service have. */
export interface Touched {
  readonly subjects: NetworkSubject[];
  readonly orders: Set<string>;
  readonly connections: Set<string>;
  readonly impairments: Set<string>;
  readonly transitions: Transition[];
  /** Connections that were put in service. */
  readonly activated: Set<string>;
  /** Something that may concern all. */
  isEverything: boolean;
  /** Of these a reading was written, though it may concern nobody; and whether anything else of the network was. */
  readonly readings: NetworkSubject[];
  isNetworkWritten: boolean;
}

export const nothingTouched = (): Touched => ({
  subjects: [],
  orders: new Set(),
  connections: new Set(),
  impairments: new Set(),
  transitions: [],
  activated: new Set(),
  isEverything: false,
  readings: [],
  isNetworkWritten: false,
});

export const isAnythingTouched = ({ subjects, orders, connections, impairments, transitions, isEverything }: Touched): boolean =>
  isEverything || subjects.length + orders.size + connections.size + impairments.size + transitions.length > 0;

/** The same repositories, which note what is written into what is `noted` at that moment. `isUsed`: whether an order may run over it; else it concerns none. */
export function noting(tx: Tx, noted: () => Touched, isUsed: (subject: NetworkSubject) => boolean): Tx {
  return {
    ...tx,
    network: notingNetwork(tx.network, noted, isUsed),
    latency: notingLatency(tx.latency, noted, isUsed),
    orders: notingOrders(tx.orders, noted),
    connections: notingConnections(tx.connections, noted),
    impairments: notingImpairments(tx.impairments, noted),
  };
}

function notingNetwork(network: Tx['network'], noted: () => Touched, isUsed: (subject: NetworkSubject) => boolean): Tx['network'] {
  const touch = (kind: NetworkSubject['kind'], id: string): void => {
    noted().isNetworkWritten = true;
    if (isUsed({ kind, id })) noted().subjects.push({ kind, id });
  };
  return {
    ...network,
    async putNode(node) {
      await network.putNode(node);
      touch('node', node.id);
    },
    async putPort(port) {
      await network.putPort(port);
      touch('port', port.id);
    },
    async putResource(resource) {
      await network.putResource(resource);
      touch('resource', resource.id);
    },
    async putInterconnect(interconnect) {
      await network.putInterconnect(interconnect);
      touch('interconnect', interconnect.id);
    },
    async removeInterconnect(id) {
      await network.removeInterconnect(id);
      touch('interconnect', id);
    },
  };
}

function notingLatency(latency: Tx['latency'], noted: () => Touched, isUsed: (subject: LatencySubject) => boolean): Tx['latency'] {
  return {
    ...latency,
    async putReading(reading, nowMs) {
      const { subject, provenance, azNs, zaNs } = reading;
      noted().readings.push(subject);
      if (!isUsed(subject)) return latency.putReading(reading, nowMs);
      const known = await latency.reading(subject, provenance);
      const isKept = await latency.putReading(reading, nowMs);
      // Most of a full reading says what is known already.
      if (isKept && (known?.azNs !== azNs || known.zaNs !== zaNs)) noted().subjects.push(subject);
      return isKept;
    },
    async removeReading(subject, provenance) {
      await latency.removeReading(subject, provenance);
      noted().readings.push(subject);
      if (isUsed(subject)) noted().subjects.push(subject);
    },
    async putDefault(value) {
      await latency.putDefault(value);
      noted().isEverything = true;
      noted().isNetworkWritten = true;
    },
    async removeDefault(value) {
      await latency.removeDefault(value);
      noted().isEverything = true;
      noted().isNetworkWritten = true;
    },
  };
}

function notingOrders(orders: Tx['orders'], noted: () => Touched): Tx['orders'] {
  return {
    ...orders,
    async move(transition, ...onward) {
      const isMoved = await orders.move(transition, ...onward);
      if (!isMoved) return false;
      for (const step of passed(transition, onward))
        if ((step.from !== null && isInService(step.from)) || isInService(step.to)) noted().transitions.push(step);
      return true;
    },
  };
}

function notingConnections(connections: Tx['connections'], noted: () => Touched): Tx['connections'] {
  return {
    ...connections,
    async insert(connection) {
      await connections.insert(connection);
      if (connection.state === 'active') noted().connections.add(connection.id);
    },
    async setState(id, state) {
      await connections.setState(id, state);
      if (state === 'active') noted().activated.add(id);
      if (state !== 'reserved' && state !== 'provisioning') noted().connections.add(id);
    },
    async setRoute(id, route) {
      await connections.setRoute(id, route);
      noted().connections.add(id);
    },
  };
}

/** What hits an order through the network shows there; a service's fault does not. */
function notingImpairments(impairments: Tx['impairments'], noted: () => Touched): Tx['impairments'] {
  return {
    ...impairments,
    async clear(id, atMs) {
      await impairments.clear(id, atMs);
      noted().impairments.add(id);
    },
    async putHit(hit) {
      await impairments.putHit(hit);
      noted().orders.add(hit.orderId);
    },
    async settleHits(orderId, outcome, text, atMs) {
      await impairments.settleHits(orderId, outcome, text, atMs);
      if (outcome !== 'pending' && outcome !== 'unrestorable') noted().orders.add(orderId);
    },
  };
}
