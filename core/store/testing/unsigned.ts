import type { HistorySigner } from '../../model/history';

/** Costs nothing, proves nothing: for stores that live as long as a test. */
export const unsigned: HistorySigner = { keyId: 'unsigned', sign: () => '' };
