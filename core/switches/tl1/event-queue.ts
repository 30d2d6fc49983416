import type { Clock } from '../../model/clock';
import type { CreationSystemEvent, SwitchAlarm } from '../creation-system';
import type { Tl1Limits } from './limits';

/** Delivers events one after another; what comes faster than it is handled is gathered, within bounds. */
export interface EventQueue {
  tell(event: Extract<CreationSystemEvent, { kind: 'up' | 'down' }>): void;
  /** Of an alarm that waits, only the latest word is delivered. */
  alarm(alarm: SwitchAlarm): void;
  /** At most one in `changedGapMs`; none is lost: the last one comes later. */
  changed(reason: string): void;
  readonly isDelivering: boolean;
  /** Nothing is delivered any more; resolves when the handler has ended. */
  close(): Promise<void>;
}

export interface EventQueueOptions {
  readonly deliver: (event: CreationSystemEvent) => Promise<void>;
  /** The handler threw: what it was told may not have been taken in. */
  readonly onFailure: (error: unknown) => void;
  readonly clock: Clock;
  readonly limits: Pick<Tl1Limits, 'maxWaitingAlarms' | 'changedGapMs'>;
}

export function createEventQueue({ deliver, onFailure, clock, limits }: EventQueueOptions): EventQueue {
  const waiting = new Map<string, CreationSystemEvent>();
  let running: Promise<void> = Promise.resolve();
  let isDelivering = false;
  let isClosed = false;
  /** Whether `changed` was delivered a short while ago, and what is to be delivered once that is over. */
  let isResting = false;
  let laterReason: string | null = null;
  let endRest = (): void => undefined;

  const add = (key: string, event: CreationSystemEvent): void => {
    if (isClosed) return;
    waiting.set(key, event);
    if (isDelivering) return;
    isDelivering = true;
    running = run();
  };
  const run = async (): Promise<void> => {
    for (;;) {
      const [next] = waiting;
      if (!next || isClosed) break;
      waiting.delete(next[0]);
      try {
        await deliver(next[1]);
      } catch (error) {
        onFailure(error);
      }
    }
    isDelivering = false;
  };
  const changed = (reason: string): void => {
    if (isResting) {
      laterReason ??= reason;
      return;
    }
    isResting = true;
    endRest = clock.after(limits.changedGapMs, () => {
      isResting = false;
      const again = laterReason;
      laterReason = null;
      if (again !== null) changed(again);
    });
    add('changed', { kind: 'changed', reason, atMs: clock.now() });
  };

  return {
    tell(event) {
      // Either says more than a change that is not delivered yet.
      waiting.delete('changed');
      laterReason = null;
      // Of those that wait, the last of each kind says all, so that a session that flaps fills nothing up.
      waiting.delete(event.kind);
      add(event.kind, event);
    },
    alarm(alarm) {
      const key = `alarm ${alarm.aid} ${alarm.condition}`;
      // An alarm that waits already is not put off by its next word.
      if (waiting.size < limits.maxWaitingAlarms || waiting.has(key)) add(key, { kind: 'alarm', alarm, atMs: clock.now() });
      else changed('the switch told of more alarms than could be worked off: some are missing');
    },
    changed,
    get isDelivering() {
      return isDelivering;
    },
    close() {
      isClosed = true;
      waiting.clear();
      endRest();
      return running;
    },
  };
}
