import { TextPool, type Tx } from '../store/store';
import type { BookedSlots } from './booked-slots';
import type { NetworkView } from './network-view';
import { statesInUse } from './routes-in-use';

/** Some milliseconds' work. */
const usualPlaces = 250;

interface Slice {
  /** Puts it into the view, once the transaction that read it has ended well. */
  readonly take: () => void;
  readonly next: Step | null;
  /** There is more of the same: others have their turn before. */
  readonly isFull: boolean;
}
type Step = (tx: Tx) => Promise<Slice>;

/**
 * Reads into a view who uses the network, slice by slice: which segments have booked what, and the routes that orders have, plan or could take. It is most of a large
 * store, and nothing of it is asked for by whoever only looks at orders or at the network. Nothing of it may be written meanwhile.
 */
export class UseReader {
  #next: Step | null;
  readonly #view: NetworkView;
  readonly #places: number;
  /** Given up with what is read. */
  #pool: TextPool;
  #hopPool: TextPool;

  /** `places`: so many segments, connections or orders are looked at in a slice. */
  constructor(view: NetworkView, pool = new TextPool(), places = usualPlaces) {
    this.#view = view;
    this.#places = places;
    this.#pool = pool;
    this.#hopPool = new TextPool(pool);
    this.#next = this.#bookingsAfter('');
    view.routes.beginReading();
  }

  get isDone(): boolean {
    return this.#next === null;
  }

  /** Reads up to the end of a slice that is full, or of all. What it gives takes it into the view: once, when the transaction has ended well. */
  async read(tx: Tx): Promise<() => void> {
    const slices: Slice[] = [];
    let step = this.#next;
    while (step) {
      const slice: Slice = await step(tx);
      slices.push(slice);
      step = slice.next;
      if (slice.isFull) break;
    }
    return () => {
      for (const { take } of slices) take();
      this.#next = step;
      if (step !== null) return;
      this.#view.routes.allRead();
      [this.#pool, this.#hopPool] = [new TextPool(), new TextPool()];
    };
  }

  #bookingsAfter(segmentId: string): Step {
    return async ({ connections }) => {
      const { booked, last } = await connections.slotsAfter(segmentId, this.#places, this.#hopPool);
      return {
        take: () => {
          for (const { resourceId, segmentId, slots } of booked) this.#slotsOn(resourceId).read(segmentId, slots);
        },
        next: last === null ? this.#routesAfter(0) : this.#bookingsAfter(last),
        isFull: last !== null,
      };
    };
  }

  #slotsOn(resourceId: string): BookedSlots {
    const booked = this.#view.slotBookings.get(resourceId);
    if (!booked) throw new Error(`segments have slots on ${resourceId}, and the store has no sum of them`);
    return booked;
  }

  #routesAfter(place: number): Step {
    return async (tx) => {
      const { connections, upTo } = await tx.connections.waysAmong(statesInUse, place, this.#places, this.#pool, this.#hopPool);
      return {
        take: () => {
          for (const connection of connections) this.#view.routes.put(this.#view, connection);
        },
        next: upTo === null ? this.#planned : this.#routesAfter(upTo),
        isFull: upTo !== null,
      };
    };
  }

  readonly #planned: Step = async ({ orders }) => {
    const ids = (await orders.inState(['planned'])).map(({ id }) => id);
    return { take: () => undefined, next: this.#plannedBy(ids), isFull: false };
  };

  #plannedBy(orderIds: readonly string[]): Step {
    return this.#inSlices(
      orderIds,
      async ({ orders }, orderId) => {
        const [latest] = await orders.decisions(orderId);
        return () => {
          if (latest) this.#view.routes.putPlanned(latest);
        };
      },
      this.#alternatives,
    );
  }

  get #alternatives(): Step {
    return async ({ alternatives }) => {
      const ids = new Set((await alternatives.list()).map(({ orderId }) => orderId));
      return { take: () => undefined, next: this.#alternativesOf([...ids]), isFull: false };
    };
  }

  #alternativesOf(orderIds: readonly string[]): Step {
    return this.#inSlices(
      orderIds,
      async ({ alternatives }, orderId) => {
        const routes = (await alternatives.ofOrder(orderId)).map(({ route }) => route);
        return () => {
          this.#view.routes.putAlternatives(this.#view, orderId, routes);
        };
      },
      null,
    );
  }

  #inSlices(orderIds: readonly string[], one: (tx: Tx, orderId: string) => Promise<() => void>, next: Step | null): Step {
    return async (tx) => {
      const taking: (() => void)[] = [];
      for (const orderId of orderIds.slice(0, this.#places)) taking.push(await one(tx, orderId));
      const left = orderIds.slice(this.#places);
      return {
        take: () => {
          for (const take of taking) take();
        },
        next: left.length === 0 ? next : this.#inSlices(left, one, next),
        isFull: left.length > 0,
      };
    };
  }
}
