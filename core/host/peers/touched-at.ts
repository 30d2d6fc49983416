import type { TouchedShown } from '../../contract/circuit-shapes';
import type { SessionTarget } from '../../contract/session-frames';
import { takingDown } from '../../switches/tl1/taking-down';
import type { Host } from '../create-host';

/** With what the history calls it: a switch's id, or the host that was typed into. */
export interface TouchedAt extends TouchedShown {
  readonly subject: string;
}

/**
 * What commands that were typed into a session would take down; null: nothing. Where several switches are reached at the host of a session, the name in the
 * command tells which; without one, all that it may be are told. Never fails: what cannot be told is no reason to let it go unasked. `isUnsure`:
 * the line was edited at the other side, so that it may take down other things, too.
 */
export async function touchedAt(
  host: Pick<Host, 'switchesAt' | 'touchedBy'>,
  target: SessionTarget,
  commands: string,
  isUnsure = false,
): Promise<TouchedAt | null> {
  const taking = takingDown(commands);
  if (taking.length === 0 && !isUnsure) return null;
  const unknown = (text: string): TouchedAt => ({
    ...{ subject: target.kind === 'switch' ? target.switchId : target.host, text, isCertain: false },
    ...{ title: `this line may take something down${taking[0] ? ` (${taking[0].verb})` : ''}`, circuitCount: 0, circuits: [], orders: [] },
  });
  if (taking.length === 0) return unknown(edited);
  try {
    if (target.kind === 'switch') {
      const touched = await host.touchedBy(target.switchId, commands);
      return touched && { ...touched, subject: target.switchId };
    }
    const there = await host.switchesAt(target.host);
    const meant = there.filter(({ tid }) => taking.some((each) => each.tid === '' || tid === '' || each.tid === tid.toUpperCase()));
    const each: TouchedAt[] = [];
    for (const { switchId } of meant) {
      const touched = await host.touchedBy(switchId, commands);
      if (touched) each.push({ ...touched, subject: switchId });
    }
    const [first, ...others] = each;
    if (!first) {
      const text = 'No switch of this network is known at that host, so whom it hits cannot be told.';
      return unknown(isUnsure ? `${text} ${edited}` : text);
    }
    if (others.length === 0) return isUnsure ? { ...first, text: `${first.text} ${edited}`, isCertain: false } : first;
    return {
      ...first,
      ...{ subject: target.host, isCertain: false, circuitCount: each.reduce((sum, { circuitCount }) => sum + circuitCount, 0) },
      ...{ circuits: each.flatMap(({ circuits }) => circuits), orders: each.flatMap(({ orders }) => orders) },
      text: each.map(({ subject, text }) => `If it is ${subject}: ${text}`).join(' '),
    };
  } catch (error) {
    return unknown(`What crosses it cannot be told now: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

const edited =
  'The line was edited with keys that only the other side follows, so which command it is cannot be told: read it on the screen. Ctrl+C gives it up.';
