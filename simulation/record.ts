import type { Life } from './life';

/** What is kept of a life. */
export type LifeRecord = Omit<Life, 'trace'>;

export const recordOf = ({ seed, hash, faults, events, crashes, simulatedMs, states, circuits, requests, mishaps }: Life): LifeRecord => ({
  ...{ seed, hash, faults, events, crashes, simulatedMs, states, circuits, requests, mishaps },
});
