import type { Store } from '../../store/store';
import type { TopicReader } from './feed';

/** All of them each time: there are never more than `mostDrafts`. */
export function draftReader(store: Store): TopicReader {
  return {
    paceMs: 100,
    async *all() {
      yield await store.transaction((tx) => tx.drafts.list());
    },
    some: null,
  };
}
