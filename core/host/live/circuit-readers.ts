import { requestsInView, type LiveRow, type PathRow, type StatusRow } from '../../contract/live';
import type { Engine } from '../../engine';
import type { CircuitOrder } from '../../model/virtual-circuit';
import type { Store, Tx } from '../../store/store';
import { carriageOf, circuitQueries, type CircuitQueries } from '../circuit-queries';
import { showBulkRequest, showPath } from '../procedures/show-path';
import { showCircuitOrder } from '../procedures/show-circuit-order';
import { readStatus, type Answering } from '../procedures/show-status';
import { showSwitch } from '../procedures/show-switch';
import type { LinkRegistry } from '../link-registry';
import { queries } from '../queries';
import type { TopicReader } from './feed';
import type { Revision } from './order-readers';

/** Rows that are read in one transaction. */
const sliceRows = 250;

export function statusReader(engine: Engine, answering: Answering, links: LinkRegistry): TopicReader {
  const certificateWarnings = () => links.certificateWarnings(engine.network.view);
  const counting = { ...queries(engine, engine.store), ...circuitQueries(engine), certificateWarnings };
  return {
    paceMs: 1_000,
    async *all() {
      const row: StatusRow = { id: 'status', ...(await readStatus(counting, engine.network.view, answering, engine.clock.now())) };
      yield [row];
    },
    some: null,
  };
}

export function switchReader(circuits: CircuitQueries): TopicReader {
  return {
    paceMs: 500,
    async *all() {
      yield (await circuits.switches()).map(showSwitch);
    },
    some: null,
  };
}

export function pathReader({ clock }: Pick<Engine, 'clock'>, store: Store, circuits: CircuitQueries, revision: Revision): TopicReader {
  const read = async (ids: readonly string[], names: ReadonlyMap<string, string>): Promise<readonly PathRow[]> => {
    const rows: PathRow[] = [];
    for (const id of ids) {
      const status = await circuits.pathStatus(id);
      if (status) rows.push({ ...showPath(status, names, clock.now()), revision: revision('paths', id) });
      await store.pause();
    }
    return rows;
  };
  const some = async (ids: readonly string[]): Promise<readonly PathRow[]> => read(ids, await store.transaction(switchNames));
  return {
    paceMs: 250,
    async *all() {
      const ids = (await circuits.paths()).map(({ id }) => id);
      for (let from = 0; from < ids.length; from += pathsAtOnce) yield await some(ids.slice(from, from + pathsAtOnce));
    },
    some,
  };
}

const pathsAtOnce = 20;

export function requestReader(store: Store): TopicReader {
  return {
    paceMs: 500,
    async *all() {
      yield await store.transaction(async (tx) => {
        const requests = await tx.paths.requests(null, requestsInView);
        const paths = await pathsNamed(tx, requests);
        return requests.flatMap((request): readonly LiveRow[] => {
          const path = paths.get(request.pathId);
          return path ? [showBulkRequest(request, path)] : [];
        });
      });
    },
    some: null,
  };
}

export function circuitReader(store: Store): TopicReader {
  const rows = async (tx: Tx, orders: readonly CircuitOrder[]): Promise<readonly LiveRow[]> => {
    const names = await switchNames(tx);
    const paths = await pathsNamed(tx, orders);
    const carriages = new Map<string, Awaited<ReturnType<typeof carriageOf>>>();
    for (const { id } of paths.values()) {
      const present = await tx.paths.get(id);
      carriages.set(id, present ? await carriageOf(tx, present) : null);
    }
    return orders.map((order) =>
      showCircuitOrder(order, names.get(order.switchId), paths.get(order.pathId), carriages.get(order.pathId) ?? null),
    );
  };
  return {
    paceMs: 50,
    async *all() {
      for (let after = 0; ;) {
        const { last, slice } = await store.transaction(async (tx) => {
          const orders = await tx.circuits.slice(after, sliceRows);
          return { last: orders.at(-1)?.number, slice: await rows(tx, orders) };
        });
        if (last === undefined) return;
        yield slice;
        after = last;
        await store.pause();
      }
    },
    some: (ids) => store.transaction(async (tx) => rows(tx, await tx.circuits.some(ids))),
  };
}

const switchNames = async (tx: Tx): Promise<ReadonlyMap<string, string>> =>
  new Map((await tx.switches.list()).map(({ id, name }) => [id, name]));

const pathsNamed = async (tx: Tx, naming: readonly { readonly pathId: string }[]) =>
  new Map((await tx.paths.some([...new Set(naming.map(({ pathId }) => pathId))])).map((path) => [path.id, path]));
