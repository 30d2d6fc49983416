import type { Route } from '../model/route';

/** Whether two routes use the same things from the same A to the same Z port; latencies aside. */
export const isSameRoute = (one: Route, other: Route): boolean => thingsOf(one) === thingsOf(other);

const thingsOf = ({ aPortId, hops, zPortId }: Route): string => [aPortId, ...hops.map(({ id }) => id), zPortId].join();
