import { complianceReport, type ComplianceAnswer, type ComplianceQuestion } from '../latency-watch/compliance-report';
import { incident, type Incident } from '../latency-watch/incident';
import { margins } from '../latency-watch/margins';
import { orderLatency, traces, type OrderLatency, type Trace } from '../latency-watch/traces';
import { dayMs } from '../latency-watch/trend';
import type { LatencySubject } from '../model/latency';
import type { LatencyStep } from '../model/latency-step';
import type { LatencyRecord } from '../model/latency-record';
import type { Margin } from '../model/margin';
import type { HostParts } from './host-parts';

/** Latency watch (N13). What falls low is told in the history as `margin.narrowed`. */
export interface WatchCommands {
  /** Of every order in service, the least share of its limit first. `windowMs`: over how long trends are told; a day, if not given. */
  margins(windowMs?: number): Promise<readonly Margin[]>;
  /** `complianceText` and `complianceCsv` make text of it. */
  complianceReport(question: ComplianceQuestion): Promise<ComplianceAnswer>;
  /** Totals of these orders since `fromMs`, in a few points each. */
  traces(orderIds: readonly string[], fromMs: number): Promise<readonly Trace[]>;
  /** What an order had over a period (up to now, if not given), and what changed on its way; undefined: there is no such order. */
  orderLatency(orderId: string, fromMs: number, toMs?: number): Promise<OrderLatency | undefined>;
  /** What was in force for a part of the network, from `fromMs` on. */
  partLatency(subject: LatencySubject, fromMs: number): Promise<readonly LatencyStep[]>;
  /** The report of an incident: impairments that came together. */
  incident(impairmentIds: readonly string[]): Promise<Incident>;
  /** What the order's total was from when to when, by number; from `fromMs` on: also what held then. */
  latencyRecord(orderId: string, fromMs?: number): Promise<readonly LatencyRecord[]>;
}

export function watchCommands({ engine }: HostParts): WatchCommands {
  return {
    margins: (windowMs = dayMs) => margins(engine, windowMs),
    complianceReport: (question) => complianceReport(engine, question),
    traces: (orderIds, fromMs) => traces(engine.store, orderIds, fromMs, engine.clock.now()),
    orderLatency: (orderId, fromMs, toMs) =>
      orderLatency(engine.store, orderId, fromMs, Math.min(toMs ?? engine.clock.now(), engine.clock.now())),
    partLatency: (subject, fromMs) => engine.store.transaction((tx) => tx.latencyRecords.stepsOfPart(subject, fromMs)),
    incident: (impairmentIds) => incident(engine.store, impairmentIds, engine.clock.now()),
    latencyRecord: (orderId, fromMs) => engine.store.transaction((tx) => tx.latencyRecords.ofOrder(orderId, fromMs)),
  };
}
