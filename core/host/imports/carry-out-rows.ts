import { readCircuitOrder } from '../../circuits/circuit-order-intake';
import type { Engine, Recording } from '../../engine';
import type { ImportJob, ImportRow } from '../../model/import-job';
import { readOrder } from '../../orders/intake';
import { releaseOrder } from '../../pools/release-order';
import { takeOrder } from '../../pools/take-order';
import type { OrderCalls } from '../order-calls';
import { cancelWithin, diversityAmiss, existsAlready, notTaken, orderFrom } from '../order-commands';
import { amissIn } from './row-trial';

/** Does to one row what its import is for, in the caller's transaction. */
export type CarryOutRow = (record: Recording, row: ImportRow) => Promise<ImportRow>;

/** A row that the dry run found new, or that failed the last time. */
export const isToBeEntered = ({ outcome }: Pick<ImportRow, 'outcome'>): boolean => outcome === 'new' || outcome === 'failed';
export const isToBeTakenBack = ({ outcome }: Pick<ImportRow, 'outcome'>): boolean => outcome === 'entered';

export function entering(engine: Engine, calls: OrderCalls, { kind, by, name }: ImportJob): CarryOutRow {
  switch (kind) {
    case 'orders':
      return async ({ tx, atMs, tell, afterCommit }, row) => {
        const intake = readOrder(row.fields);
        if (intake.kind === 'malformed') return { ...row, ...amissIn('malformed', intake.problems), outcome: 'failed' };
        const { request } = intake;
        const problems = notTaken(engine, request, atMs);
        if (problems.length > 0) return { ...row, ...amissIn('refused', problems), outcome: 'failed' };
        const amiss = await diversityAmiss(tx, request);
        if (amiss !== null) return failed(row, amiss);
        const order = orderFrom(request, atMs, `submitted by ${by}, from ${name}`);
        if (!(await tx.orders.insert(order))) return failed(row, existsAlready(request.id));
        // Nobody looks on when its turn comes: what differs from what it was planned with is asked for.
        await tx.orders.putQueued(order.id, { whenHeard: 'send-equal', plan: null, queuedAtMs: null });
        tell({ kind: 'order.changed', orderId: order.id, from: null, to: 'received', cause: order.cause });
        afterCommit(() => {
          calls.call(order.id, order.priority);
        });
        return entered(row, '');
      };
    case 'circuits':
      return async (record, row) => {
        const intake = readCircuitOrder(row.fields);
        if (intake.kind === 'malformed') return failed(row, intake.problems.map(({ message }) => message).join('; '));
        const taken = await takeOrder(engine, record, intake.request, by);
        if (taken.kind === 'refused') return failed(row, taken.message);
        return entered(row, taken.vci === null ? 'waits for an identifier' : `identifier ${taken.vci}`);
      };
    case 'releases':
      return async (record, row) => {
        const released = await releaseOrder(engine, record, row.fields['order'] ?? '', by);
        return released.kind === 'refused' ? failed(row, released.message) : entered(row, '');
      };
  }
}

/** null: what was given up does not come back. */
export function takingBack(engine: Engine, calls: OrderCalls, { kind, by }: ImportJob): CarryOutRow | null {
  switch (kind) {
    case 'orders':
      return async ({ tx, atMs, afterCommit }, row) => {
        const id = row.fields['order'] ?? '';
        const known = await tx.orders.get(id);
        if (known?.isCancelRequested) return takenBack(row, 'it was cancelled already');
        const amiss = await cancelWithin(tx, id, by, atMs);
        if (amiss !== null) return { ...row, why: amiss };
        afterCommit(() => {
          calls.call(id, 1);
        });
        return takenBack(row, 'cancelled');
      };
    case 'circuits':
      return async (record, row) => {
        const released = await releaseOrder(engine, record, row.fields['order'] ?? '', by);
        return released.kind === 'refused' ? { ...row, why: released.message } : takenBack(row, 'released');
      };
    case 'releases':
      return null;
  }
}

const entered = (row: ImportRow, why: string): ImportRow => ({ ...row, outcome: 'entered', column: '', why });
const failed = (row: ImportRow, why: string): ImportRow => ({ ...row, outcome: 'failed', column: '', why });
const takenBack = (row: ImportRow, why: string): ImportRow => ({ ...row, outcome: 'taken-back', column: '', why });
