import type { HoldOutSubject } from '../model/hold-out';
import { provenanceRank } from '../model/latency';
import type { Interconnect, NetworkNode, NetworkSubject, Port, Resource } from '../model/network';
import { signalMask, signals } from '../model/signal';
import { RoutingGraph, type GraphEdge, type GraphVertex } from '../routing/graph';
import type { LatencyInForce } from './latency-in-force';
import type { NetworkView } from './network-view';

/** What an edge of the graph stands for. */
export interface EdgeSubject {
  readonly kind: 'resource' | 'interconnect';
  readonly id: string;
}

/**
 * The routing graph as a projection of the network: a vertex per node, an edge per resource and interconnect.
 * `touch` what changed and `settle`: values are updated in place; only new or moved things make a new graph.
 */
export class NetworkGraph {
  graph: RoutingGraph;
  private nodeIds: string[] = [];
  private edgeSubjects: EdgeSubject[] = [];
  private carrierIndex = new Map<string, number>();
  private vertexByNode = new Map<string, number>();
  private edgeBySubject = new Map<string, number>();
  private interconnectByPort = new Map<string, string>();
  private readonly sharedRiskIndex = new Map<string, number>();
  private readonly siteIndex = new Map<string, number>();
  private readonly touched = new Map<string, NetworkSubject>();
  /** Resources of which nothing changed but how much is booked. */
  private readonly booked = new Set<string>();
  private isMisshapen = false;
  private isRoomier = false;
  private readonly followers: ((changed: readonly NetworkSubject[]) => void)[] = [];
  private readonly roomFollowers: (() => void)[] = [];
  private readonly view: NetworkView;

  constructor(view: NetworkView) {
    this.view = view;
    this.graph = this.build();
  }

  vertexOf(nodeId: string): number | undefined {
    return this.vertexByNode.get(nodeId);
  }
  edgeOf(subject: EdgeSubject): number | undefined {
    return this.edgeBySubject.get(keyOf(subject));
  }
  nodeAt(vertex: number): string {
    return this.nodeIds[vertex] ?? missing('vertex', vertex);
  }
  subjectAt(edge: number): EdgeSubject {
    return this.edgeSubjects[edge] ?? missing('edge', edge);
  }
  /** The name of a shared-risk group by its index in the graph. */
  sharedRiskAt(index: number): string {
    return [...this.sharedRiskIndex.keys()][index] ?? missing('shared risk', index);
  }
  indexOfCarrier(carrierId: string): number {
    return this.carrierIndex.get(carrierId) ?? -2;
  }

  /** Something's condition, latency, price, signals, dedication or bookings changed. */
  touch(subject: NetworkSubject): void {
    this.touched.set(keyOf(subject), subject);
  }

  /** Of the resource nothing changed but how much of it is booked, as for every order. */
  touchBookings(resourceId: string): void {
    this.booked.add(resourceId);
  }

  /** What was booked of it was given up: somebody else may have it. */
  giveUp(subject: NetworkSubject): void {
    this.touch(subject);
    this.isRoomier = true;
  }

  /** Everything of the carrier is to be looked at again, as when its link came or went. */
  touchCarrier(carrierId: string): void {
    const { nodes, resources, ports } = this.view;
    for (const node of nodes.values()) if (node.carrierId === carrierId) this.touch({ kind: 'node', id: node.id });
    for (const resource of resources.values()) if (resource.carrierId === carrierId) this.touch({ kind: 'resource', id: resource.id });
    for (const port of ports.values()) if (port.carrierId === carrierId) this.touch({ kind: 'port', id: port.id });
  }

  /** Something is held out, or no longer. */
  touchHoldOut({ kind, id }: HoldOutSubject): void {
    switch (kind) {
      case 'carrier':
        this.touchCarrier(id);
        return;
      case 'site':
        for (const node of this.view.nodes.values()) if (node.siteId === id) this.touchHoldOut({ kind: 'node', id: node.id });
        return;
      case 'shared-risk':
        for (const resource of this.view.resources.values()) {
          if (resource.sharedRisks.includes(id)) this.touch({ kind: 'resource', id: resource.id });
        }
        return;
      case 'node':
        this.touch({ kind, id });
        for (const { id: resourceId, aNodeId, zNodeId } of this.view.resources.values()) {
          if (aNodeId === id || zNodeId === id) this.touch({ kind: 'resource', id: resourceId });
        }
        for (const port of this.view.ports.values()) if (port.nodeId === id) this.touch({ kind: 'port', id: port.id });
        return;
      case 'port':
      case 'resource':
      case 'interconnect':
        this.touch({ kind, id });
        return;
    }
  }

  /** Something appeared, or is no longer where it was: other ends, another site, other shared risks. */
  reshape(): void {
    this.isMisshapen = true;
  }

  /** Settles, unless a new graph is to be made, which costs as much as there is: more of what it is made of is yet to come. */
  settleInPlace(): void {
    if (!this.isMisshapen) this.settle();
  }

  settle(): void {
    if (this.isMisshapen) this.graph = this.build();
    else {
      for (const subject of this.touched.values()) this.update(subject);
      for (const resourceId of this.booked) this.updateFreeSlots(resourceId);
    }
    for (const id of this.booked) this.touch({ kind: 'resource', id });
    const changed = [...this.touched.values()];
    this.isMisshapen = false;
    this.touched.clear();
    this.booked.clear();
    if (changed.length > 0) for (const follower of this.followers) follower(changed);
    if (!this.isRoomier) return;
    this.isRoomier = false;
    for (const follower of this.roomFollowers) follower();
  }

  /** Tells that something booked was given up, each time that it has settled. */
  followRoom(follower: () => void): void {
    this.roomFollowers.push(follower);
  }

  /** Tells of everything whose condition, latency, capacity, bookings or hold-outs changed, each time that it has settled. */
  follow(follower: (changed: readonly NetworkSubject[]) => void): void {
    this.followers.push(follower);
  }

  private update(subject: NetworkSubject): void {
    switch (subject.kind) {
      case 'node': {
        const vertex = this.vertexByNode.get(subject.id);
        const node = this.view.nodes.get(subject.id);
        if (vertex === undefined || !node) return;
        const { transitNs, transitRank, owner, isUsable, isStale } = this.vertex(node);
        this.graph.setTransit(vertex, transitNs, transitRank);
        this.graph.setVertexOwner(vertex, owner);
        this.graph.setVertexUsable(vertex, isUsable);
        this.graph.setVertexStale(vertex, isStale);
        return;
      }
      case 'port': {
        const interconnectId = this.interconnectByPort.get(subject.id);
        if (interconnectId !== undefined) this.update({ kind: 'interconnect', id: interconnectId });
        return;
      }
      case 'resource':
      case 'interconnect': {
        const edge = this.edgeBySubject.get(keyOf(subject));
        const values = this.edge({ kind: subject.kind, id: subject.id });
        if (edge === undefined || !values) return;
        this.graph.setLatency(edge, values.azNs, values.zaNs, values.rank);
        this.graph.setPrice(edge, values.pricePerSlot);
        this.graph.setFreeSlots(edge, values.freeSlots);
        this.graph.setSignalMask(edge, values.signalMask);
        this.graph.setEdgeOwner(edge, values.owner);
        this.graph.setEdgeUsable(edge, values.isUsable);
        this.graph.setEdgeStale(edge, values.isStale);
      }
    }
  }

  private updateFreeSlots(resourceId: string): void {
    const edge = this.edgeBySubject.get(keyOf({ kind: 'resource', id: resourceId }));
    const resource = this.view.resources.get(resourceId);
    if (edge !== undefined && resource) this.graph.setFreeSlots(edge, freeSlotsOf(this.view, resource));
  }

  private build(): RoutingGraph {
    const { view } = this;
    this.carrierIndex = new Map([...view.carriers.keys()].map((id, index) => [id, index]));
    this.nodeIds = [...view.nodes.keys()];
    this.vertexByNode = new Map(this.nodeIds.map((id, index) => [id, index]));
    this.edgeSubjects = [];
    this.edgeBySubject = new Map();
    this.interconnectByPort = new Map();
    this.sharedRiskIndex.clear();
    this.siteIndex.clear();
    const edges: GraphEdge[] = [];
    const add = (subject: EdgeSubject) => {
      const edge = this.edge(subject);
      if (!edge) return;
      this.edgeBySubject.set(keyOf(subject), edges.length);
      this.edgeSubjects.push(subject);
      edges.push(edge);
    };
    for (const id of view.resources.keys()) add({ kind: 'resource', id });
    for (const { id, aPortId, zPortId } of view.interconnects.values()) {
      this.interconnectByPort.set(aPortId, id).set(zPortId, id);
      add({ kind: 'interconnect', id });
    }
    return new RoutingGraph(
      [...view.nodes.values()].map((node) => this.vertex(node)),
      edges,
    );
  }

  /** A node of a carrier that dedicates is everybody's; one of a carrier that only accesses serves its own orders alone (N5). */
  private vertex(node: NetworkNode): GraphVertex {
    const transit = this.view.latency({ kind: 'node', id: node.id });
    const role = this.view.carriers.get(node.carrierId)?.role;
    return {
      transitNs: transit?.azNs ?? -1,
      transitRank: rankOf(transit),
      owner: role === 'accessing' ? this.indexOfCarrier(node.carrierId) : -1,
      site: node.siteId === null ? -1 : interned(this.siteIndex, node.siteId),
      isUsable: node.condition === 'up' && !this.view.heldOut({ kind: 'node', id: node.id }),
      isStale: this.view.isStale(node.carrierId),
    };
  }

  private edge(subject: EdgeSubject): GraphEdge | undefined {
    if (subject.kind === 'resource') {
      const resource = this.view.resources.get(subject.id);
      return resource && this.resourceEdge(resource);
    }
    const interconnect = this.view.interconnects.get(subject.id);
    return interconnect && this.interconnectEdge(interconnect);
  }

  private resourceEdge(resource: Resource): GraphEdge | undefined {
    const a = this.vertexByNode.get(resource.aNodeId);
    const z = this.vertexByNode.get(resource.zNodeId);
    if (a === undefined || z === undefined) return undefined;
    const latency = this.view.latency({ kind: 'resource', id: resource.id });
    return {
      a,
      z,
      azNs: latency?.azNs ?? -1,
      zaNs: latency?.zaNs ?? -1,
      rank: rankOf(latency),
      pricePerSlot: resource.pricePerSlot,
      freeSlots: freeSlotsOf(this.view, resource),
      signalMask: signalMask(resource.signals),
      owner: resource.isDedicated ? -1 : this.indexOfCarrier(resource.carrierId),
      // By their names as they are told: carriers that share a duct agree on its name, so the same name at two of them is the same duct.
      sharedRisks: resource.sharedRisks.map((name) => interned(this.sharedRiskIndex, name)),
      isUsable: resource.condition === 'up' && !this.view.heldOut({ kind: 'resource', id: resource.id }),
      isStale: this.view.isStale(resource.carrierId),
    };
  }

  /** An interconnect carries one signal at a time: all or nothing is free. */
  private interconnectEdge(interconnect: Interconnect): GraphEdge | undefined {
    const aPort = this.view.ports.get(interconnect.aPortId);
    const zPort = this.view.ports.get(interconnect.zPortId);
    const a = aPort && this.vertexByNode.get(aPort.nodeId);
    const z = zPort && this.vertexByNode.get(zPort.nodeId);
    if (!aPort || !zPort || a === undefined || z === undefined) return undefined;
    const latency = this.view.latency({ kind: 'interconnect', id: interconnect.id });
    return {
      a,
      z,
      azNs: latency?.azNs ?? -1,
      zaNs: latency?.zaNs ?? -1,
      rank: rankOf(latency),
      pricePerSlot: 0,
      freeSlots: this.isFree(aPort) && this.isFree(zPort) ? wholePort : 0,
      signalMask: signalMask(signals.filter((signal) => aPort.signals.includes(signal) && zPort.signals.includes(signal))),
      owner: -1,
      sharedRisks: [],
      isUsable: aPort.condition === 'up' && zPort.condition === 'up' && !this.view.heldOut({ kind: 'interconnect', id: interconnect.id }),
      isStale: this.view.isStale(aPort.carrierId) || this.view.isStale(zPort.carrierId),
    };
  }

  private isFree(port: Port): boolean {
    return !this.view.portOwners.has(port.id);
  }
}

/** More slots than any signal takes: a port is given whole. */
export const wholePort = 1 << 20;

const freeSlotsOf = (view: NetworkView, resource: Resource): number => Math.max(0, view.freeSlots(resource));

const rankOf = (latency: LatencyInForce | null): number => (latency ? provenanceRank(latency.provenance) : 0);

const keyOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind} ${id}`;

function interned(indexes: Map<string, number>, name: string): number {
  const index = indexes.get(name) ?? indexes.size;
  indexes.set(name, index);
  return index;
}

function missing(what: string, index: number): never {
  throw new Error(`the routing graph has no ${what} ${index}`);
}
