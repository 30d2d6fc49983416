import type { EngineEvent } from '../../core/engine';
import { formatTime } from '../../core/model/clock';
import { createScreen } from '../screen';

/** What happens at a host that runs in the foreground, as it does: a line each. */
export function tellEvent(out: NodeJS.WriteStream): (event: EngineEvent) => void {
  const screen = createScreen(out);
  return (event) => {
    const at = formatTime(Date.now());
    if (event.kind === 'order.changed' || event.kind === 'circuit-order.changed')
      screen.line(`${at}  ${event.orderId}  ${event.to}: ${event.cause}`);
    else if (event.kind === 'history.added') screen.line(`${at}  ${event.entry.event}  ${event.entry.subject}: ${event.entry.text}`);
  };
}
