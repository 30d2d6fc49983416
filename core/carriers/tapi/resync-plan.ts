import type { Clock } from '../../model/clock';
import type { Inbox } from './inbox';
import type { TapiLimits } from './limits';
import type { SequenceWatch } from './sequence';
import type { Timers } from '../../model/timers';

/** When everything is read again because something may have been missed. */
export interface ResyncPlan {
  /**
   * The numbers have jumped. The loss is made good as soon as the limit allows (true: at once); whether it was one, or notices were merely late,
   * shows a little later.
   */
  suspectGap(): boolean;
  /** As soon as the limit allows. `isBroken`: of what was told before, something is missing. */
  demand(isBroken: boolean): void;
  /** Everything has just been read. */
  done(): void;
}

export interface ResyncPlanOptions {
  readonly sequence: SequenceWatch;
  readonly limits: Pick<TapiLimits, 'resyncGapMs' | 'lateNoticeMs'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly inbox: Inbox;
  /** Whether a full read tells the alarms that stand. */
  readonly listsAlarms: () => boolean;
}

export function createResyncPlan({ sequence, limits, clock, timers, inbox, listsAlarms }: ResyncPlanOptions): ResyncPlan {
  let lastReadMs = 0;
  let isPlanned = false;
  let isBreakPlanned = false;
  let isSuspected = false;
  const waitMs = (): number => Math.max(0, lastReadMs + limits.resyncGapMs - clock.now());
  const demand = (isBroken: boolean): void => {
    isBreakPlanned ||= isBroken;
    if (isPlanned) return;
    isPlanned = true;
    const act = (): void => {
      inbox.demandResync(isBreakPlanned);
      isPlanned = isBreakPlanned = false;
    };
    if (waitMs() === 0) act();
    else timers.after(waitMs(), act);
  };
  const settleSuspicion = (): void => {
    isSuspected = false;
    if (!sequence.hasGap()) return;
    sequence.forgive();
    inbox.addWarning({ subject: 'notices', message: 'notices of the manager were lost, by their numbers: everything is read again' });
    // What was read meanwhile makes up for the loss, but for the alarms of a manager that does not list them.
    if (!listsAlarms()) demand(true);
  };
  return {
    suspectGap() {
      if (isSuspected || !sequence.hasGap()) return false;
      isSuspected = true;
      const isDue = waitMs() === 0;
      if (!isDue) demand(false);
      timers.after(limits.lateNoticeMs, settleSuspicion);
      return isDue;
    },
    demand,
    done() {
      lastReadMs = clock.now();
    },
  };
}
