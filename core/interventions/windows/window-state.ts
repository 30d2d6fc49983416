import { assertNever } from '../../model/assert-never';
import type { MaintenanceWindow, WindowState } from '../../model/maintenance-window';

/**
 * The state that the clock and the operator ask of a window. It only goes on, never back, whatever the clock does: what was begun while it was
 * earlier is ended properly. One that the clock jumped over while nothing had been done for it is closed.
 */
export function stateDue(window: MaintenanceWindow, nowMs: number, leadMs: number): WindowState {
  const { state, fromMs, toMs, cancelledBy } = window;
  switch (state) {
    case 'planned':
      if (cancelledBy !== null) return 'cancelled';
      if (nowMs >= toMs) return 'closed';
      if (nowMs >= fromMs) return 'open';
      return nowMs >= fromMs - leadMs ? 'moving-away' : 'planned';
    case 'moving-away':
    case 'open':
      if (cancelledBy !== null || nowMs >= toMs) return 'moving-back';
      return nowMs >= fromMs ? 'open' : state;
    case 'moving-back':
    case 'closed':
    case 'cancelled':
      return state;
    default:
      return assertNever(state);
  }
}

/** When the clock asks something of it next; null: nothing more. */
export function nextDueMs({ state, fromMs, toMs }: MaintenanceWindow, leadMs: number): number | null {
  switch (state) {
    case 'planned':
      return fromMs - leadMs;
    case 'moving-away':
      return fromMs;
    case 'open':
      return toMs;
    case 'moving-back':
    case 'closed':
    case 'cancelled':
      return null;
    default:
      return assertNever(state);
  }
}
