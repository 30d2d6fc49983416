import type { CarrierInventory } from '../carriers/carrier-link';
import { qualify, type Carrier, type NetworkSubject } from '../model/network';
import type { Store, Tx } from '../store/store';
import type { Network } from './network';
import type { NetworkView } from './network-view';
import { enterInventory, follow, type EnteredChanges } from './receive-inventory';

/** The inventory of a carrier that is known only from files (N3). */
export interface FileEntry {
  readonly carrier: Carrier;
  /** The files' names, for people. */
  readonly files: string;
  readonly inventory: CarrierInventory;
  readonly atMs: number;
}

type Fate = 'new' | 'changed' | 'withdrawn' | 'unchanged';
export type FileCounts = Readonly<Record<'node' | 'port' | 'resource' | 'interconnect', Readonly<Record<Fate, number>>>>;

/** What entering a file does. */
export interface FileEffects {
  readonly counts: FileCounts;
  /** What is changed or withdrawn that the network knows already. */
  readonly touched: readonly NetworkSubject[];
  readonly written: EnteredChanges;
}

export interface FileOutcome<Shown> {
  readonly shown: Shown;
  readonly isKept: boolean;
}

/**
 * Enters a carrier's inventory from files, as `derived`; what is not in them any more is withdrawn. It is done in full, and undone unless `judge`, which is shown
 * what it comes to, keeps it: so a preview tells exactly what an import does.
 */
export async function enterFile<Shown>(
  store: Store,
  network: Network,
  entry: FileEntry,
  judge: (effects: FileEffects, tx: Tx) => Promise<FileOutcome<Shown>>,
): Promise<FileOutcome<Shown>> {
  const { view, graph } = network;
  const { carrier, atMs } = entry;
  const source = { carrierId: carrier.id, files: entry.files, importedAtMs: atMs };
  const linkState = view.linkStates.get(carrier.id) ?? {
    carrierId: carrier.id,
    isUp: false,
    reason: 'known only from a file: connect its manager',
    sinceMs: atMs,
    heardAtMs: null,
  };
  let written: EnteredChanges;
  let outcome: FileOutcome<Shown>;
  try {
    [written, outcome] = await store.transaction(async (tx) => {
      await tx.network.putCarrier(carrier);
      await tx.network.putLinkState(linkState);
      await tx.network.putFileSource(source);
      const changes = await enterInventory(tx, network, carrier.id, entry.inventory, atMs, 'derived');
      const judged = await judge(effectsOf(view, entry, changes), tx);
      if (!judged.isKept) throw new UndoneError(judged.shown);
      return [changes, judged] as const;
    });
  } catch (error) {
    if (error instanceof UndoneError) return { shown: error.shown as Shown, isKept: false };
    throw error;
  }
  view.carriers.set(carrier.id, carrier);
  view.linkStates.set(carrier.id, linkState);
  view.fileSources.set(carrier.id, source);
  // Its place among the carriers, and its role, are in the graph's shape.
  graph.reshape();
  follow(network, written);
  return outcome;
}

/** Undoes the transaction of a preview. */
export class UndoneError extends Error {
  override readonly name = 'UndoneError';
  readonly shown: unknown;
  constructor(shown: unknown) {
    super('shown, not kept');
    this.shown = shown;
  }
}

/** What was written, counted by its fate: before the view follows. */
export function effectsOf(
  view: NetworkView,
  { carrier, inventory }: Pick<FileEntry, 'carrier' | 'inventory'>,
  written: EnteredChanges,
): FileEffects {
  const touched = new Map<string, NetworkSubject>();
  const slower = new Set(
    [
      ...written.unread.map(({ subject }) => subject),
      ...written.readings.filter((now) => isOther(view, now)).map(({ subject }) => subject),
    ].map(({ kind, id }) => `${kind} ${id}`),
  );
  const count = (
    kind: 'node' | 'port' | 'resource',
    reported: readonly { readonly uuid: string }[],
    things: readonly { readonly id: string; readonly condition: string }[],
    known: ReadonlyMap<string, unknown>,
  ) => {
    const gone = things.filter(({ condition }) => condition === 'withdrawn');
    const isNew = new Set(things.filter(({ id }) => !known.has(id)).map(({ id }) => id));
    const differing = new Set(things.map(({ id }) => id));
    const ids = reported.map(({ uuid }) => qualify(carrier.id, uuid)).filter((id) => known.has(id) || isNew.has(id));
    const changed = ids.filter((id) => !isNew.has(id) && (differing.has(id) || slower.has(`${kind} ${id}`)));
    for (const id of [...changed, ...gone.map((thing) => thing.id)]) touched.set(`${kind} ${id}`, { kind, id });
    return { new: isNew.size, changed: changed.length, withdrawn: gone.length, unchanged: ids.length - isNew.size - changed.length };
  };
  const { put, removed } = written.interconnects;
  const isNewJoin = put.filter(({ id }) => !view.interconnects.has(id));
  for (const id of [...put.map((join) => join.id), ...removed])
    if (view.interconnects.has(id)) touched.set(`interconnect ${id}`, { kind: 'interconnect', id });
  const own = [...view.interconnects.values()].filter(({ aPortId, zPortId }) =>
    [aPortId, zPortId].some((portId) => view.ports.get(portId)?.carrierId === carrier.id),
  );
  const affected = new Set([...put.map(({ id }) => id), ...removed]);
  return {
    counts: {
      node: count('node', inventory.nodes, written.nodes, view.nodes),
      port: count('port', inventory.ports, written.ports, view.ports),
      resource: count('resource', inventory.resources, written.resources, view.resources),
      interconnect: {
        new: isNewJoin.length,
        changed: put.length - isNewJoin.length,
        withdrawn: removed.length,
        unchanged: own.filter(({ id }) => !affected.has(id)).length,
      },
    },
    touched: [...touched.values()],
    written,
  };
}

function isOther(view: NetworkView, { subject, provenance, azNs, zaNs }: EnteredChanges['readings'][number]): boolean {
  const known = view.reading(subject, provenance);
  return known?.azNs !== azNs || known.zaNs !== zaNs;
}
