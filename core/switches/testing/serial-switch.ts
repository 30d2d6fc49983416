import type { Clock } from '../../model/clock';
import type { CreationSystem } from '../creation-system';
import type { MemorySwitch } from './memory-switch';

/** The switch behind a session that has one call under way at a time, each for so long. */
export function serialSwitch(at: MemorySwitch, clock: Clock, callMs: number): CreationSystem {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(() => new Promise<void>((resolve) => void clock.after(callMs, resolve))).then(work);
    last = done.catch(() => undefined);
    return done;
  };
  return {
    switchId: at.switchId,
    open: (onEvent) => {
      at.open(onEvent);
    },
    createCircuits: (request, signal, onSent) => inTurn(() => at.createCircuits(request, signal, onSent)),
    deleteCircuits: (request) => inTurn(() => at.deleteCircuits(request)),
    readCircuits: (vpi, range) => inTurn(() => at.readCircuits(vpi, range)),
    connect: (cross) => inTurn(() => at.connect(cross)),
    disconnect: (cross) => inTurn(() => at.disconnect(cross)),
    close: () => at.close(),
  };
}
