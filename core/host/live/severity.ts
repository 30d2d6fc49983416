import type { Severity } from '../../contract/live';
import { assertNever } from '../../model/assert-never';
import type { HitOutcome, Impairment, ImpairmentCause } from '../../model/impairment';
import type { OrderState } from '../../model/order';

export interface HitNow {
  readonly outcome: HitOutcome;
  /** Of the order that is hit, now. */
  readonly orderState: OrderState;
}

/** How bad it is now, by what it does to connections (ITU-T X.733 §8.1.2.3). The worst hit counts. */
export function severityOf({ cause, clearedAtMs }: Pick<Impairment, 'cause' | 'clearedAtMs'>, hits: readonly HitNow[]): Severity {
  if (clearedAtMs !== null) return 'cleared';
  const standing = hits.filter(({ outcome }) => outcome !== 'released');
  if (standing.length === 0) return 'warning';
  const each = standing.map((hit) => severityOfHit(cause, hit));
  return each.includes('critical') ? 'critical' : each.includes('major') ? 'major' : 'minor';
}

function severityOfHit(cause: ImpairmentCause, { outcome, orderState }: HitNow): 'critical' | 'major' | 'minor' {
  switch (outcome) {
    case 'unrestorable':
      return 'critical';
    case 'pending':
      return !stillCarries(cause) && !isOnItsWay(orderState) ? 'critical' : 'major';
    case 'restored':
    case 'cleared':
    case 'released':
      return 'minor';
    default:
      return assertNever(outcome);
  }
}

/** What is slow, or complained of, carries on; what is down or gone does not. */
const stillCarries = (cause: ImpairmentCause): boolean => cause === 'degraded' || cause === 'slower' || cause === 'route-changed';

/** Another way is being made for it, or is there. */
const isOnItsWay = (state: OrderState): boolean => state === 'restoring' || state === 'moving' || state === 'active';
