import type { CarrierShown } from '../../core/contract/shapes';
import type { Condition } from '../../core/model/network';
import type { OrderState } from '../../core/model/order';

/** X.733 severities; each is always a shape and a word too (`severity-mark.tsx`). */
export const severities = ['critical', 'major', 'minor', 'warning', 'indeterminate', 'cleared'] as const;
export type Severity = (typeof severities)[number];

/** The shapes of what is normal: grey. */
export type CalmShape = 'dot' | 'circle' | 'half' | 'dotted' | 'target' | 'cross' | 'dash';

export type Mark = { readonly severity: Severity } | { readonly shape: CalmShape };

/** How an order's state is marked; `margin` below its limit is told by the bar, not by the state. */
export const orderMarks: Readonly<Record<OrderState, Mark>> = {
  received: { shape: 'dotted' },
  identifying: { shape: 'dotted' },
  planned: { shape: 'circle' },
  reserved: { shape: 'target' },
  provisioning: { shape: 'half' },
  active: { shape: 'dot' },
  impaired: { severity: 'critical' },
  restoring: { severity: 'major' },
  moving: { shape: 'half' },
  releasing: { shape: 'half' },
  released: { shape: 'dash' },
  rejected: { shape: 'cross' },
  failed: { severity: 'major' },
};

export const conditionMarks: Readonly<Record<Condition, Mark>> = {
  up: { shape: 'dot' },
  degraded: { severity: 'minor' },
  down: { severity: 'critical' },
  withdrawn: { shape: 'dash' },
};

export const linkMarks: Readonly<Record<CarrierShown['link'], Mark>> = {
  up: { shape: 'dot' },
  down: { severity: 'major' },
  file: { shape: 'circle' },
};

/** Of a margin to a limit: grey; minor below 5 % of the limit; critical over it. */
export function marginSeverity(marginNs: number, limitNs: number): 'calm' | 'minor' | 'critical' {
  if (marginNs < 0) return 'critical';
  return marginNs < limitNs * 0.05 ? 'minor' : 'calm';
}
