import type { Applied } from '../../circuits/conditions-table';
import type { AppliedShown } from '../../contract/circuit-shapes';
import type { VirtualPath } from '../../model/virtual-path';
import { whatToSend, whatToSendText, withPlausibleTimes } from '../../pools/what-to-send';

/** The row of the conditions table that applies, with what comes of it by the path as it is. */
export function showApplied(path: VirtualPath, applied: Applied, isSwitchUp: boolean, atMs: number): AppliedShown {
  const { number, action, remaining, elapsedMs, text } = applied;
  const what = whatToSend(withPlausibleTimes(path, atMs), applied, isSwitchUp, atMs);
  return { number, action, remaining, elapsedMs, text, outcome: whatToSendText(path, what) };
}
