import type { Tx } from '../core/store/store';
import type { Ledger } from './ledger';
import type { Trace } from './trace';

const writes = /^(put|set|insert|remove|add|raise|clear|settle|book|release|move|forget|replace|interrupt|end|request|withdraw$)/;
const reads = new Set(['connections.bookings', 'interventions.move', 'interventions.moves', 'paths.request', 'paths.requests']);
/** What decides who holds what. */
const ofLedger =
  /^(orders[.](insert|move)|discrepancies[.]put|connections[.](insert|setState|insertSegment|setSegment|setSegmentResources|setSegmentConnection|book|release|putCarryOver|removeCarryOvers))/;

const ofCircuits = /^(paths|circuits)[.]/;

type Repository = Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>;

/** The same repositories; every write is a line of the trace, and the ledger hears of those that concern it. */
export function tracedTx(tx: Tx, trace: Trace, ledger: Ledger): Tx {
  const heard =
    (full: string, call: Repository[string]) =>
    async (...args: unknown[]): Promise<unknown> => {
      trace.add(`  ${full} ${JSON.stringify(args)}`);
      const before = await ledger.circuits.before(tx, full, args);
      const result = await call(...args);
      ledger.circuits.hear(full, args, before, result);
      return result;
    };
  const entries = Object.entries(tx as unknown as Record<string, Repository>).map(([name, repository]) => {
    const traced = Object.entries(repository).map(([method, call]) => {
      const full = `${name}.${method}`;
      if (!writes.test(method) || reads.has(full)) return [method, call] as const;
      const isOfLedger = ofLedger.test(full);
      if (ofCircuits.test(full)) return [method, heard(full, call)] as const;
      const write = (...args: unknown[]): Promise<unknown> => {
        trace.add(`  ${full} ${JSON.stringify(args)}`);
        if (isOfLedger) ledger.hear(method, args);
        return call(...args);
      };
      return [method, write] as const;
    });
    return [name, Object.fromEntries(traced)] as const;
  });
  return Object.fromEntries(entries) as unknown as Tx;
}
