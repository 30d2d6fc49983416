import { commit, type Engine, type Recording } from '../../engine';
import { formatTime } from '../../model/clock';
import type { HoldOutSubject } from '../../model/hold-out';
import { isOver, type MaintenanceWindow } from '../../model/maintenance-window';
import { findSubject } from '../../network/find-subject';
import { refused, whatIsMissing, wordsOf, type Intervention, type Refused } from '../intervention';

/** Clocks that differ by less are not worth a word. */
const pastToleranceMs = 60_000;

export interface WindowPlan {
  readonly subjects: readonly HoldOutSubject[];
  readonly fromMs: number;
  readonly toMs: number;
  /** What is done, in words. */
  readonly text: string;
}

export type WindowAnswer =
  /** Others that work on the same thing at the same time: it stays held out until the last of them ends. */
  { readonly kind: 'received'; readonly window: MaintenanceWindow; readonly overlapping: readonly string[] } | Refused;

/** Enters a maintenance window. One may overlap another, on the same thing too. */
export async function planWindow(engine: Engine, plan: WindowPlan, by: string): Promise<WindowAnswer> {
  const amiss = whatIsMissing({ by, reason: plan.text }) ?? subjectsAmiss(engine, plan.subjects) ?? timesAmiss(plan, engine.clock.now());
  if (amiss !== null) return refused(amiss);
  const window: MaintenanceWindow = {
    ...{ id: engine.newId(), subjects: plan.subjects, fromMs: plan.fromMs, toMs: plan.toMs, text: plan.text.trim() },
    ...{ state: 'planned', plannedBy: by.trim(), cancelledBy: null },
  };
  return commit(engine, (record) => enter(engine, record, window, 'window.planned', `planned by ${by.trim()}`));
}

/** What may be changed of a window; what is not named stays. */
export type WindowChange = Partial<Pick<WindowPlan, 'fromMs' | 'toMs' | 'text'>>;

/** Shortens, extends or shifts a window. Once orders are being moved away only its end and its words can change. */
export async function changeWindow(engine: Engine, windowId: string, change: WindowChange, by: string): Promise<WindowAnswer> {
  return commit(engine, async (record): Promise<WindowAnswer> => {
    const found = await findStanding(record, windowId);
    if (found.kind === 'refused') return found;
    const { window } = found;
    const changed: MaintenanceWindow = { ...window, ...change };
    const nowMs = engine.clock.now();
    const missing = whatIsMissing({ by, reason: changed.text });
    if (missing !== null) return refused(missing);
    if (window.state !== 'planned' && changed.fromMs !== window.fromMs) {
      return refused(
        `window ${windowId} has begun: orders are moved away since before ${formatTime(window.fromMs)}; cancel it and plan another`,
      );
    }
    const amiss = timesAmiss(window.state === 'planned' ? changed : { fromMs: nowMs, toMs: changed.toMs }, nowMs);
    if (amiss !== null) return refused(amiss);
    return enter(engine, record, changed, 'window.changed', `changed by ${by.trim()}`);
  });
}

/** Calls a window off. One that is open is ended: its subjects are given free, and orders that were moved away return. */
export async function cancelWindow(engine: Engine, windowId: string, intervention: Intervention): Promise<WindowAnswer> {
  const missing = whatIsMissing(intervention);
  if (missing !== null) return refused(missing);
  return commit(engine, async (record): Promise<WindowAnswer> => {
    const found = await findStanding(record, windowId);
    if (found.kind === 'refused') return found;
    const cancelled: MaintenanceWindow = { ...found.window, cancelledBy: intervention.by.trim() };
    return enter(engine, record, cancelled, 'window.cancelled', `cancelled by ${wordsOf(intervention)}`);
  });
}

async function findStanding(
  { tx }: Recording,
  windowId: string,
): Promise<{ readonly kind: 'standing'; readonly window: MaintenanceWindow } | Refused> {
  const windows = await tx.windows.list();
  const window = windows.find(({ id }) => id === windowId);
  if (!window) {
    const standing = windows.filter((other) => !isOver(other)).map(({ id, text }) => `${id} (${text})`);
    return refused(`window ${windowId} is not known; ${standing.length > 0 ? `there are ${standing.join(', ')}` : 'none is planned'}`);
  }
  if (isOver(window) || window.state === 'moving-back') return refused(`window ${windowId} (${window.text}) is over: ${window.state}`);
  if (window.cancelledBy !== null) return refused(`window ${windowId} (${window.text}) was cancelled already, by ${window.cancelledBy}`);
  return { kind: 'standing', window };
}

async function enter(engine: Engine, record: Recording, window: MaintenanceWindow, event: string, words: string): Promise<WindowAnswer> {
  const others = (await record.tx.windows.list()).filter((other) => other.id !== window.id && !isOver(other));
  await putWindow(engine, record, window);
  await record.note(event, window.id, `${describeWindow(window)}, ${words}`, 'operator');
  const isOverlapping = (other: MaintenanceWindow): boolean =>
    other.fromMs < window.toMs &&
    window.fromMs < other.toMs &&
    other.subjects.some(({ kind, id }) => window.subjects.some((subject) => subject.kind === kind && subject.id === id));
  return { kind: 'received', window, overlapping: others.filter(isOverlapping).map(({ id }) => id) };
}

/** In the store, and after the commit in the network as it is known. */
export async function putWindow({ network }: Engine, { tx, afterCommit }: Recording, window: MaintenanceWindow): Promise<void> {
  await tx.windows.put(window);
  afterCommit(() => {
    if (isOver(window)) network.view.windows.delete(window.id);
    else network.view.windows.set(window.id, window);
  });
}

export const describeWindow = ({ subjects, fromMs, toMs, text }: MaintenanceWindow): string =>
  `maintenance of ${subjects.map(({ kind, id }) => `${kind} ${id}`).join(', ')} from ${formatTime(fromMs)} to ${formatTime(toMs)}: ${text}`;

/** What is not known of them, in words; null: nothing. */
export function subjectsAmiss({ network }: Engine, subjects: readonly HoldOutSubject[]): string | null {
  if (subjects.length === 0) return 'name what is worked on';
  for (const subject of subjects) {
    const found = findSubject(network.view, subject);
    if (found.kind === 'unknown') return found.message;
  }
  return null;
}

function timesAmiss({ fromMs, toMs }: Pick<WindowPlan, 'fromMs' | 'toMs'>, nowMs: number): string | null {
  if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(toMs)) return 'a maintenance window needs a time from when and a time to when';
  if (toMs <= nowMs) return `the window would end ${formatTime(toMs)}, which is past; give an end to come`;
  if (fromMs < nowMs - pastToleranceMs) return `the window would begin ${formatTime(fromMs)}, which is past; let it begin now or later`;
  if (toMs <= fromMs)
    return `the window would end ${formatTime(toMs)}, not after its beginning ${formatTime(fromMs)}; correct one of the two`;
  return null;
}
