import type { Store } from '../../store/store';
import type { TopicReader } from './feed';

/** All of them each time: there are never more than `mostImports`, and a row is not a file. */
export function importReader(store: Store): TopicReader {
  return {
    paceMs: 200,
    async *all() {
      yield await store.transaction((tx) => tx.imports.list());
    },
    some: null,
  };
}
