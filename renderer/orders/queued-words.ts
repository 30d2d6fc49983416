import type { QueuedOrderShown } from '../../core/contract/queue';
import type { PlanDifference, WhenHeard } from '../../core/model/queued-order';

export const whenHeardNames: Readonly<Record<WhenHeard, string>> = {
  'send-equal': 'Send it if nothing has moved',
  ask: 'Ask me in any case',
};

export const differenceNames: Readonly<Record<PlanDifference['what'], string>> = {
  route: 'Route',
  carriers: 'Carriers',
  ends: 'Ports',
  latency: 'Latency',
  price: 'Price',
  none: 'Route',
};

/** `differs` and `same` wait for the operator; `waits`: nothing can be told before carriers are heard. */
export const standings = ['differs', 'same', 'waits'] as const;
export type QueuedStanding = (typeof standings)[number];

export function standingOf({ now, differences }: Pick<QueuedOrderShown, 'now' | 'differences'>): QueuedStanding {
  if (now.kind === 'waits') return 'waits';
  return differences.length === 0 ? 'same' : 'differs';
}

export const standingNames: Readonly<Record<QueuedStanding, string>> = {
  differs: 'Not as it was planned',
  same: 'As it was planned',
  waits: 'Still waiting',
};

/** What the button does with them: those without a route are rejected. */
export function sendWords(chosen: readonly Pick<QueuedOrderShown, 'now'>[]): string {
  const rejected = chosen.filter(({ now }) => now.kind === 'none').length;
  const sent = chosen.length - rejected;
  if (rejected === 0) return `Send ${sent} as shown`;
  return sent === 0 ? `Reject ${rejected}` : `Send ${sent}, reject ${rejected}`;
}
