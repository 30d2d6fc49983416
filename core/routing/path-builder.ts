import type { RoutingGraph } from './graph';
import { grown } from './heap';
import type { RoutePath } from './query';
import type { Subspace } from './subspace';

/** The part of a route behind what its subspace keeps, put down either from its front or from its back, and the route made of it. */
export class PathBuilder {
  #vertices = new Int32Array(256);
  /** The edge by which the vertex in the same place is reached; -1: the route begins there. */
  #edges = new Int32Array(256);
  #count = 0;

  clear(): void {
    this.#count = 0;
  }

  put(vertex: number, edge: number): void {
    if (this.#count === this.#vertices.length) {
      this.#vertices = grown(this.#vertices, new Int32Array(2 * this.#count));
      this.#edges = grown(this.#edges, new Int32Array(2 * this.#count));
    }
    this.#vertices[this.#count] = vertex;
    this.#edges[this.#count++] = edge;
  }

  path(graph: RoutingGraph, { base, at }: Subspace, ns: number, slots: number, isFromBack: boolean): RoutePath {
    const vertices: number[] = [];
    const edges: number[] = [];
    let pricePerSlot = 0;
    if (base !== null) {
      for (let position = 0; position < at; position++) {
        vertices.push(base.vertices[position] as number);
        const edge = base.edges[position] as number;
        edges.push(edge);
        pricePerSlot += graph.pricePerSlot[edge] as number;
      }
      vertices.push(base.vertices[at] as number);
    }
    const count = this.#count;
    for (let step = 0; step < count; step++) {
      const place = isFromBack ? count - 1 - step : step;
      vertices.push(this.#vertices[place] as number);
      const edge = this.#edges[place] as number;
      if (edge < 0) continue;
      edges.push(edge);
      pricePerSlot += graph.pricePerSlot[edge] as number;
    }
    return { vertices, edges, forwardNs: ns, backwardNs: ns, price: pricePerSlot * slots };
  }
}
