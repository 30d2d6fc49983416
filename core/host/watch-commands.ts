import { complianceReport, type ComplianceAnswer, type ComplianceQuestion } from '../latency-watch/compliance-report';
import { margins } from '../latency-watch/margins';
import { dayMs } from '../latency-watch/trend';
import type { LatencyRecord } from '../model/latency-record';
import type { Margin } from '../model/margin';
import type { HostParts } from './host-parts';

/** Latency watch (N13). What falls low is told in the history as `margin.narrowed`. */
export interface WatchCommands {
  /** Of every order in service, the least share of its limit first. `windowMs`: over how long trends are told; a day, if not given. */
  margins(windowMs?: number): Promise<readonly Margin[]>;
  /** `complianceText` and `complianceCsv` make text of it. */
  complianceReport(question: ComplianceQuestion): Promise<ComplianceAnswer>;
  /** What the order's total was from when to when, by number; from `fromMs` on: also what held then. */
  latencyRecord(orderId: string, fromMs?: number): Promise<readonly LatencyRecord[]>;
}

export function watchCommands({ engine }: HostParts): WatchCommands {
  return {
    margins: (windowMs = dayMs) => margins(engine, windowMs),
    complianceReport: (question) => complianceReport(engine, question),
    latencyRecord: (orderId, fromMs) => engine.store.transaction((tx) => tx.latencyRecords.ofOrder(orderId, fromMs)),
  };
}
