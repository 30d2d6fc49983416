import type { Host } from '../../core/host/create-host';
import type { ImpairmentHit } from '../../core/model/impairment';
import { circuitFaultsIn, type CircuitsReport } from './circuits/circuits-report';
import type { Comparison } from './compare';
import type { DemoNetwork } from './demo-network';
import type { Phases } from './phases';
import type { SuppositionReport } from './suppose';

/** What steps of the demo found out by the way. */
export interface ToldByTheWay {
  readonly supposition: SuppositionReport;
  readonly backupBytes: number;
  readonly historyRecords: number;
  readonly historyProblems: number;
}

/** The demo's closing report; its JSON form is what `--json` writes. */
export interface DemoReport extends ToldByTheWay {
  readonly circuits: CircuitsReport;
  readonly carriers: number;
  readonly nodes: number;
  readonly resources: number;
  readonly interconnects: number;
  /** Resources, interconnects and nodes whose latency nobody has stated. */
  readonly unknownLatency: number;
  /** What was read from each file; none for the practice network. */
  readonly files: readonly FileReport[];
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
  readonly restoration: RestorationReport;
  readonly doubleProvisioned: number;
  readonly leakedCapacity: number;
  readonly orphanedServices: number;
  readonly elapsedMs: number;
  /** Milliseconds by the wall, by part of the demo. */
  readonly phasesMs: Readonly<Record<string, number>>;
  /** Of the engine's process; the managers are processes of their own. */
  readonly peakMemoryMb: number;
}

export interface FileReport {
  readonly carrier: string;
  readonly nodes: number;
  readonly links: number;
  /** Elements of the file that could not be used, or were used without what was doubtful. */
  readonly leftOut: number;
  readonly doubted: number;
  readonly nodesWithoutCoordinates: number;
  readonly linksWithoutLatency: number;
}

/** Milliseconds from the notice until an order was active again, and of the interruption of connections that had to be broken first. */
export interface RestorationReport {
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly longestMs: number | null;
  /** Restored onto an alternative that had been found before or together with the primary (N9). */
  readonly ontoStoredAlternative: number;
  /** Restorations that had to break something off before they could make its replacement, and how long that took. */
  readonly interrupted: number;
  readonly medianInterruptionMs: number | null;
  /** Moves, restorations among them, by what became of the segments. */
  readonly moves: {
    readonly planned: number;
    readonly keepingSegments: number;
    readonly inPlace: number;
    readonly besideTheOld: number;
    readonly breakingFirst: number;
  };
}

export async function makeReport(
  host: Host,
  network: DemoNetwork,
  comparison: Comparison,
  told: ToldByTheWay & Pick<DemoReport, 'circuits'>,
  phases: Phases,
): Promise<DemoReport> {
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
    nodes: view.nodes.size,
    resources: view.resources.size,
    interconnects: view.interconnects.size,
    unknownLatency: subjects.filter((subject) => view.latency(subject) === null).length,
    files: filesReport(host, network),
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
    restoration: await restorationReport(host, hits),
    doubleProvisioned: comparison.doubleProvisioned,
    leakedCapacity: comparison.leakedCapacity,
    orphanedServices: comparison.orphanedServices,
    ...told,
    elapsedMs: phases.elapsedMs(),
    phasesMs: phases.byName(),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function filesReport({ network: { view } }: Host, { carriers, read }: DemoNetwork): readonly FileReport[] {
  return carriers.flatMap(({ id }) => {
    const file = read.get(id);
    if (!file) return [];
    const links = [...view.resources.values()].filter(({ carrierId }) => carrierId === id);
    const severity = (which: string) => file.problems.filter((problem) => problem.severity === which).length;
    return [
      {
        carrier: id,
        nodes: file.nodes.length,
        links: file.edges.length,
        leftOut: severity('left-out'),
        doubted: severity('doubted'),
        nodesWithoutCoordinates: file.nodes.filter(({ latitudeDeg }) => latitudeDeg === null).length,
        linksWithoutLatency: links.filter((link) => view.latency({ kind: 'resource', id: link.id }) === null).length,
      },
    ];
  });
}

async function restorationReport(host: Host, hits: readonly ImpairmentHit[]): Promise<RestorationReport> {
  const restored = hits.flatMap(({ outcome, hitAtMs, settledAtMs }) =>
    outcome === 'restored' && settledAtMs !== null ? [settledAtMs - hitAtMs] : [],
  );
  const interruptions = hits.flatMap(({ text }) => {
    const told = /interrupted for ([\d.]+) s/.exec(text)?.[1];
    return told === undefined ? [] : [Math.round(Number(told) * 1000)];
  });
  const plans = (await host.history(1_000_000)).filter(({ event }) => event === 'move.planned').map(({ text }) => text.split('; '));
  const telling = (what: string) => plans.filter((parts) => parts.some((part) => part.startsWith(`${what}: `))).length;
  return {
    medianMs: percentile(restored, 50),
    p95Ms: percentile(restored, 95),
    longestMs: percentile(restored, 100),
    ontoStoredAlternative: await ontoStoredAlternative(host, hits),
    interrupted: interruptions.length,
    medianInterruptionMs: percentile(interruptions, 50),
    moves: {
      planned: plans.length,
      keepingSegments: telling('kept'),
      inPlace: telling('moved in place'),
      besideTheOld: telling('created beside'),
      breakingFirst: telling('broken before'),
    },
  };
}

async function ontoStoredAlternative(host: Host, hits: readonly ImpairmentHit[]): Promise<number> {
  let count = 0;
  for (const orderId of new Set(hits.map((hit) => hit.orderId))) {
    const { decisions = [] } = (await host.dossier(orderId)) ?? {};
    // The rank that the decision begins with is told of stored alternatives only.
    count += decisions.filter(
      ({ occasion, outcome, summary }) => occasion === 'restoration' && outcome === 'chosen' && /^alternative \d+ of \d+/.test(summary),
    ).length;
  }
  return count;
}

/** The least value that so many in a hundred do not exceed; null of none. */
export function percentile(values: readonly number[], hundredth: number): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((sorted.length * hundredth) / 100) - 1)] ?? null;
}

/** What is not as it must be, by name. */
export function faultsIn(report: DemoReport): readonly string[] {
  const mustBeZero = {
    'orders.unexplained': report.orders.unexplained,
    'impairments.unexplained': report.impairments.unexplained,
    limitViolations: report.limitViolations,
    doubleProvisioned: report.doubleProvisioned,
    leakedCapacity: report.leakedCapacity,
    orphanedServices: report.orphanedServices,
    historyProblems: report.historyProblems,
  };
  return [
    ...Object.entries(mustBeZero).flatMap(([name, value]) => (value === 0 ? [] : [`${name} is ${value}`])),
    ...circuitFaultsIn(report.circuits),
  ];
}
