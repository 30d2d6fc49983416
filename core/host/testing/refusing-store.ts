import { StoreError } from '../../store/store-error';
import type { Store, Tx } from '../../store/store';

/** Whether the disk has no room for a call such as `alternatives.replace`. */
export type Refuses = (call: string, args: readonly unknown[]) => boolean;

type Repository = Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>;

/** The same store on a disk that is full for just what `refuses` says: the transaction is undone. */
export function refusingStore(store: Store, refuses: Refuses): Store {
  const refusing = (tx: Tx): Tx => {
    const repositories = Object.entries(tx as unknown as Record<string, Repository>).map(([name, repository]) => {
      const calls = Object.entries(repository).map(([method, call]) => {
        const full = async (...args: unknown[]): Promise<unknown> => {
          if (refuses(`${name}.${method}`, args)) throw new StoreError('disk-full', 'the disk is full');
          return call(...args);
        };
        return [method, full] as const;
      });
      return [name, Object.fromEntries(calls)] as const;
    });
    return Object.fromEntries(repositories) as unknown as Tx;
  };
  return { ...store, transaction: (work) => store.transaction((tx) => work(refusing(tx))) };
}
