import type { Host } from '../../core/host/create-host';
import type { Comparison } from './compare';

/** The demo's closing report; its JSON form is what `--json` writes. */
export interface DemoReport {
  readonly carriers: number;
  readonly resources: number;
  readonly interconnects: number;
  /** Resources, interconnects and nodes whose latency nobody has stated. */
  readonly unknownLatency: number;
  readonly orders: {
    readonly submitted: number;
    readonly active: number;
    readonly rejected: number;
    readonly failed: number;
    readonly unexplained: number;
  };
  readonly limitViolations: number;
  readonly impairments: {
    readonly raised: number;
    readonly connectionsHit: number;
    readonly restored: number;
    readonly unrestorable: number;
    readonly unexplained: number;
  };
  readonly doubleProvisioned: number;
  readonly leakedCapacity: number;
  readonly orphanedServices: number;
  readonly elapsedMs: number;
}

export async function makeReport(host: Host, comparison: Comparison, elapsedMs: number): Promise<DemoReport> {
  const { view } = host.network;
  const orders = await host.orders();
  const { impairments, hits } = await host.impairments();
  const inState = (state: string) => orders.filter((order) => order.state === state).length;
  const subjects = [
    ...[...view.resources.keys()].map((id) => ({ kind: 'resource' as const, id })),
    ...[...view.interconnects.keys()].map((id) => ({ kind: 'interconnect' as const, id })),
    ...[...view.nodes.keys()].map((id) => ({ kind: 'node' as const, id })),
  ];
  return {
    carriers: view.carriers.size,
    resources: view.resources.size,
    interconnects: view.interconnects.size,
    unknownLatency: subjects.filter((subject) => view.latency(subject) === null).length,
    orders: {
      submitted: orders.length,
      active: inState('active'),
      rejected: inState('rejected'),
      failed: inState('failed'),
      unexplained: comparison.unexplainedOrders,
    },
    limitViolations: comparison.limitViolations,
    impairments: {
      raised: impairments.length,
      connectionsHit: hits.length,
      restored: hits.filter(({ outcome }) => outcome === 'restored').length,
      unrestorable: hits.filter(({ outcome }) => outcome === 'unrestorable').length,
      unexplained: comparison.unexplainedHits,
    },
    doubleProvisioned: comparison.doubleProvisioned,
    leakedCapacity: comparison.leakedCapacity,
    orphanedServices: comparison.orphanedServices,
    elapsedMs,
  };
}

/** What must be zero and is not, by name. */
export function faultsIn(report: DemoReport): readonly string[] {
  const mustBeZero = {
    'orders.unexplained': report.orders.unexplained,
    'impairments.unexplained': report.impairments.unexplained,
    limitViolations: report.limitViolations,
    doubleProvisioned: report.doubleProvisioned,
    leakedCapacity: report.leakedCapacity,
    orphanedServices: report.orphanedServices,
  };
  return Object.entries(mustBeZero).flatMap(([name, value]) => (value === 0 ? [] : [`${name} is ${value}`]));
}
