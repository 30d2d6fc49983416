import type { VirtualPath } from './virtual-path';

/** What comes of the row that applies, as it is told: while the last request went well and no order waits, the table is consulted with the next one. */
export const whenConsulted = (status: VirtualPath['status'], waiting: number, outcome: string): string =>
  status === 'SUCCESS' && waiting === 0 ? `consulted with the next order: ${outcome}` : outcome;
