import type { NetworkView } from '../../network/network-view';
import { noteInTurn } from '../../network/note-in-turn';
import type { Store, Tx } from '../../store/store';
import { Touched } from './touched';
import { whatWritesTouch, type Around } from './what-writes-touch';

export interface ChangesPorts {
  readonly view: NetworkView;
  /** False: nobody watches, and nothing is noted. */
  readonly isWatched: () => boolean;
  /** After the transaction, whatever became of it; the view may not have followed yet. */
  readonly tell: (touched: Touched) => void;
}

/** The store, telling what each transaction touched of what is shown. Give it the innermost store: it has to see every write. */
export function followChanges(store: Store, { view, isWatched, tell }: ChangesPorts): Store {
  const noted = noteInTurn<Touched>((tx, touched) => noting(tx, view, touched));
  return {
    ...store,
    async transaction(work) {
      if (!isWatched()) return store.transaction(work);
      const touched = new Touched();
      try {
        return await store.transaction((tx) => work(noted(tx, touched)));
      } finally {
        if (!touched.isEmpty) tell(touched);
      }
    },
  };
}

type Method = (...args: readonly unknown[]) => Promise<unknown>;
type Note = (around: Around, args: readonly unknown[], result: unknown) => void;

/** What writes, by repository. */
const writers = Object.entries(whatWritesTouch).map(
  ([name, decisions]) =>
    [
      name,
      Object.entries(decisions).flatMap(([method, decision]) =>
        typeof decision === 'function' ? [[method, decision as Note] as const] : [],
      ),
    ] as const,
);

/** The same repositories, which note what is written. */
function noting(tx: Tx, view: NetworkView, touched: () => Touched): Tx {
  const repositories = tx as unknown as Readonly<Record<string, Readonly<Record<string, Method>>>>;
  const noted = writers.map(([name, methods]) => {
    const repository: Record<string, Method> = { ...repositories[name] };
    for (const [method, note] of methods) {
      const write = repository[method];
      if (!write) throw new Error(`the repository ${name} has no ${method}`);
      repository[method] = async (...args) => {
        const result = await write(...args);
        note({ touched: touched(), view }, args, result);
        return result;
      };
    }
    return [name, repository];
  });
  // Each repository has the methods that it had.
  const all: unknown = Object.fromEntries(noted);
  return all as Tx;
}
