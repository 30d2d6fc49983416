import { commit, type Engine, type Recording } from '../../engine';
import { formatTime } from '../../model/clock';
import type { HoldOut } from '../../model/hold-out';
import { isInEffect, isOver, type MaintenanceWindow, type WindowState } from '../../model/maintenance-window';
import { putHoldOut, removeHoldOut } from '../lock-out';
import { bringBack } from './bring-back';
import { describeWindow, putWindow } from './plan-window';
import { gatherSituation, type Situation } from './situation';
import { takeAway } from './take-away';
import { nextDueMs, stateDue } from './window-state';

export interface WindowProgress {
  /** Orders that are to be moved, or held back no longer. */
  readonly toCall: readonly string[];
  /** Something may be used again. */
  readonly isReleased: boolean;
  /** When the clock asks something next; null: nothing. */
  readonly nextMs: number | null;
}

/**
 * Brings every maintenance window to where the clock, the operator and the orders have it (N12): by state, not by event, so that it is the same
 * after a notice, a restart, or a clock that jumped. Asking again changes nothing.
 */
export async function advanceWindows(engine: Engine): Promise<WindowProgress> {
  return commit(engine, async (record) => {
    const { windowLeadMs } = engine.settings;
    const isIdle = (window: MaintenanceWindow): boolean =>
      isOver(window) || (window.state === 'planned' && stateDue(window, engine.clock.now(), windowLeadMs) === 'planned');
    const before = await gatherSituation(record.tx, isIdle);
    const windows: MaintenanceWindow[] = [];
    for (const window of before.windows) windows.push(await advanceOne(engine, record, window));
    const situation: Situation = { ...before, windows };
    const isReleased = await keepHoldOuts(engine, record, situation);
    const toCall: string[] = [];
    for (const [index, window] of windows.entries()) {
      if (isInEffect(window)) toCall.push(...(await takeAway(engine, record, await again(record, situation), window)));
      if (window.state !== 'moving-back') continue;
      const { toCall: returning, isDone } = await bringBack(engine, record, await again(record, situation), window);
      toCall.push(...returning);
      if (isDone) windows[index] = await enterState(engine, record, window, window.cancelledBy === null ? 'closed' : 'cancelled');
    }
    const due = windows.flatMap((window) => nextDueMs(window, engine.settings.windowLeadMs) ?? []);
    return { toCall: [...new Set(toCall)], isReleased, nextMs: due.length > 0 ? Math.min(...due) : null };
  });
}

/** One window's orders are judged by what the window before has made of them. */
const again = async ({ tx }: Recording, situation: Situation): Promise<Situation> => ({
  ...situation,
  windowOrders: await tx.windows.orders(),
  moves: new Map((await tx.interventions.moves()).map((move) => [move.orderId, move])),
});

async function advanceOne(engine: Engine, record: Recording, window: MaintenanceWindow): Promise<MaintenanceWindow> {
  const state = isOver(window) ? window.state : stateDue(window, engine.clock.now(), engine.settings.windowLeadMs);
  return state === window.state ? window : enterState(engine, record, window, state);
}

async function enterState(engine: Engine, record: Recording, window: MaintenanceWindow, state: WindowState): Promise<MaintenanceWindow> {
  const entered = { ...window, state };
  await putWindow(engine, record, entered);
  const isMissed = window.state === 'planned' && state === 'closed';
  await record.note(
    `window.${state}`,
    window.id,
    `${describeWindow(window)}${isMissed ? '; it passed while nothing ran, or the clock jumped over it' : ''}`,
  );
  return entered;
}

/** What windows hold out is what those in effect cover, until the last of them ends. True: something is held out no longer. */
async function keepHoldOuts(engine: Engine, record: Recording, { windows, holdOuts }: Situation): Promise<boolean> {
  const due = new Map<string, HoldOut>();
  for (const window of windows.filter(isInEffect)) {
    for (const subject of window.subjects) {
      const key = `${subject.kind} ${subject.id}`;
      const standing = due.get(key);
      if (standing && (standing.untilMs ?? 0) >= window.toMs) continue;
      const text = `in maintenance until ${formatTime(window.toMs)}: ${window.text}`;
      due.set(key, { subject, cause: 'maintenance', text, sinceMs: engine.clock.now(), untilMs: window.toMs });
    }
  }
  let isReleased = false;
  for (const known of holdOuts.filter(({ cause }) => cause === 'maintenance')) {
    const key = `${known.subject.kind} ${known.subject.id}`;
    const wanted = due.get(key);
    if (!wanted) {
      await removeHoldOut(engine, record, known.subject, 'maintenance');
      isReleased = true;
    } else if (wanted.text === known.text && wanted.untilMs === known.untilMs) due.delete(key);
    else due.set(key, { ...wanted, sinceMs: known.sinceMs });
  }
  for (const holdOut of due.values()) await putHoldOut(engine, record, holdOut);
  return isReleased;
}
