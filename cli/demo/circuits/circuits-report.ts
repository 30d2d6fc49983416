import type { Host } from '../../../core/host/create-host';
import type { CircuitComparison } from './compare-circuits';
import type { Answered } from './order-circuits';

/** The part of the closing report about virtual circuits. */
export interface CircuitsReport {
  readonly switches: number;
  readonly paths: number;
  /** What the store took, and what it refused. */
  readonly ordered: number;
  readonly refused: number;
  /** What became of those that it took; together they are all. */
  readonly active: number;
  readonly waiting: number;
  readonly released: number;
  readonly failed: number;
  readonly otherwise: number;
  /** By comparison with what the switches really hold. */
  readonly duplicates: number;
  readonly lost: number;
  readonly bulkRequests: number;
  /** Attempts after the first at a range. */
  readonly resubmitted: number;
  /** Of all requests: answered with less than was asked for, or passed their time threshold. */
  readonly unsuccessful: number;
  readonly timedOut: number;
  /** The most ever pending at once for a path, not timed out: by the store's log, and under way by the switches' own books. */
  readonly concurrentBulkPerPath: number;
  /** Identifiers that a switch uses for something else. */
  readonly foreign: number;
  /** Cross-connections that switches lost and that were made again. */
  readonly joinedAgain: number;
}

export async function makeCircuitsReport(
  host: Host,
  answered: readonly Answered[],
  comparison: CircuitComparison,
): Promise<CircuitsReport> {
  const { active, waiting, released, failed, given, connecting, releasing } = await host.circuitOrderCounts();
  const paths = await host.virtualPaths();
  const requests = await host.bulkRequests({ count: 1_000_000 });
  const inState = (state: string) => requests.filter((request) => request.state === state).length;
  const lostAtSwitches = (await host.history(1_000_000)).flatMap(({ event, text }) => {
    const told = event === 'path.connections-lost' ? /lost (\d+) cross-connections/.exec(text)?.[1] : undefined;
    return told === undefined ? [] : [Number(told)];
  });
  return {
    switches: (await host.switches()).length,
    paths: paths.length,
    ordered: answered.reduce((sum, { taken }) => sum + taken.length, 0),
    refused: answered.reduce((sum, each) => sum + each.refused, 0),
    ...{ active, waiting, released, failed, otherwise: given + connecting + releasing },
    duplicates: comparison.duplicates,
    lost: comparison.lost,
    bulkRequests: requests.length,
    resubmitted: requests.filter(({ attempt }) => attempt > 1).length,
    unsuccessful: inState('failed') + inState('given-up'),
    timedOut: inState('given-up'),
    concurrentBulkPerPath: Math.max(comparison.mostPending, comparison.mostUnderWay),
    foreign: paths.reduce((sum, { pool }) => sum + pool.foreign, 0),
    joinedAgain: lostAtSwitches.reduce((sum, count) => sum + count, 0),
  };
}

/** What is not as it must be, in words. */
export function circuitFaultsIn(report: CircuitsReport): readonly string[] {
  const { ordered, active, waiting, released, failed, duplicates, lost, otherwise, concurrentBulkPerPath } = report;
  return [
    ...(duplicates === 0 ? [] : [`circuits.duplicates is ${duplicates}`]),
    ...(lost === 0 ? [] : [`circuits.lost is ${lost}`]),
    ...(otherwise === 0 ? [] : [`circuits.otherwise is ${otherwise}`]),
    ...(concurrentBulkPerPath === 1 ? [] : [`circuits.concurrentBulkPerPath is ${concurrentBulkPerPath}, not 1`]),
    ...(ordered === active + waiting + released + failed
      ? []
      : [`circuits.ordered is ${ordered}, and ${active + waiting + released + failed} are accounted for`]),
  ];
}
