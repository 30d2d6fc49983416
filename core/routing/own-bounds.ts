import { Buckets } from './buckets';
import { unreached } from './distance-rows';
import type { Ground } from './ground';
import type { RoutingQuery } from './query';
import type { Subspace } from './subspace';

/** More than fits is told as so much: it is still no more than it takes. */
const most = unreached - 1;

/**
 * What the routes of one subspace cost at least from each vertex on, over what its query may use and reaches within its limit: the rows that are kept for
 * all queries know nothing of what is full or excluded. In a symmetric graph; the ground stands at the end of what is kept.
 */
export class OwnBounds {
  /** By vertex; unreached: no route of the subspace passes there within the limit. */
  readonly perSlot: Int32Array;
  /** Vertices that were looked at for the last ones. */
  spent = 0;
  readonly #ground: Ground;
  readonly #buckets: Buckets;
  /** What it takes at least from where the subspace's routes begin. */
  readonly #ns: Int32Array;
  #bounds: Int32Array = new Int32Array(0);

  constructor(ground: Ground) {
    const { vertexCount } = ground.graph;
    this.#ground = ground;
    this.#buckets = new Buckets(vertexCount);
    this.#ns = new Int32Array(vertexCount);
    this.perSlot = new Int32Array(vertexCount);
  }

  reckon({ sources, targets }: RoutingQuery, { base, barredSources, barredEdges }: Subspace): void {
    const ground = this.#ground;
    const { gate, graph } = ground;
    const ns = this.#ns.fill(unreached);
    const perSlot = this.perSlot.fill(unreached);
    const buckets = this.#buckets;
    this.spent = 0;
    this.#bounds = ground.bounds('forwardNs');
    buckets.shift = ground.bucketShift('forwardNs');
    if (base !== null) {
      ns[ground.spur] = ground.spurNs;
      this.#goOn(ground.spur, ground.spurNs, barredEdges);
    } else {
      for (const source of sources) {
        if (barredSources.includes(source) || !gate.vertex(source, true)) continue;
        ns[source] = graph.transitNs[source] as number;
        buckets.put(source, ns[source]);
      }
    }
    for (let vertex = buckets.take(ns); vertex >= 0; vertex = buckets.take(ns)) this.#goOn(vertex, ns[vertex] as number, nothingBarred);

    buckets.shift = ground.bucketShift('pricePerSlot');
    for (const target of targets) {
      if (ns[target] === unreached) continue;
      perSlot[target] = 0;
      buckets.put(target, 0);
    }
    for (let vertex = buckets.take(perSlot); vertex >= 0; vertex = buckets.take(perSlot)) this.#goBack(vertex);
  }

  #goOn(vertex: number, vertexNs: number, barred: readonly number[]): void {
    const { graph, gate, keptMark, keptAs, targetMark, mark, limitNs } = this.#ground;
    const { firstArc, arcHead, arcEdge, arcForwardNs, transitNs } = graph;
    const bounds = this.#bounds;
    const ns = this.#ns;
    this.spent++;
    for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
      const head = arcHead[arc] as number;
      const bound = bounds[head] as number;
      const total = Math.min(most, vertexNs + (arcForwardNs[arc] as number) + (transitNs[head] as number));
      if (total >= (ns[head] as number) || bound === unreached || total + bound > limitNs || keptMark[head] === keptAs) continue;
      const edge = arcEdge[arc] as number;
      if (!gate.edge(edge) || !gate.vertex(head, targetMark[head] === mark) || barred.includes(edge)) continue;
      ns[head] = total;
      this.#buckets.put(head, total);
    }
  }

  #goBack(vertex: number): void {
    const { graph, gate } = this.#ground;
    const { firstArc, arcHead, arcEdge, pricePerSlot } = graph;
    const ns = this.#ns;
    const perSlot = this.perSlot;
    this.spent++;
    for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
      const head = arcHead[arc] as number;
      const edge = arcEdge[arc] as number;
      const total = Math.min(most, (perSlot[vertex] as number) + (pricePerSlot[edge] as number));
      if (total >= (perSlot[head] as number) || ns[head] === unreached || !gate.edge(edge)) continue;
      perSlot[head] = total;
      this.#buckets.put(head, total);
    }
  }
}

const nothingBarred: readonly number[] = [];
