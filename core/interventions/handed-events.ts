import { formatTime } from '../model/clock';
import type { HitOutcome } from '../model/impairment';
import { riskWords } from '../model/impairment-events';
import type { HandedEvent, HandedImpairment } from './hand-over';

/** `Duct BOS-NYC partly repaired`; of one impairment its own words. */
export const eventName = ({ risk, state, members }: HandedEvent): string =>
  risk === null ? (members[0]?.text ?? '') : `${riskWords(risk)} ${state}`;

/** `acknowledged by Ann, ticket INC-7` */
export function handlingWords({ handling, isShelved }: HandedImpairment): string {
  return [
    handling.acknowledgedBy === null ? 'not acknowledged' : `acknowledged by ${handling.acknowledgedBy}`,
    ...(handling.owner === null ? [] : [`owner ${handling.owner}`]),
    ...(isShelved && handling.shelvedUntilMs !== null ? [`shelved until ${formatTime(handling.shelvedUntilMs)}`] : []),
    ...(handling.ticket === null ? [] : [`ticket ${handling.ticket}`]),
  ].join(', ');
}

/** The most pressing first. */
const pressing = ['unrestorable', 'pending', 'restored', 'cleared', 'released'] as const satisfies readonly HitOutcome[];

/** Each connection once: where several parts of an event hit it, what is most pressing. */
export function mergedHits({ members }: HandedEvent): HandedImpairment['hits'] {
  const byOrder = new Map<string, HandedImpairment['hits'][number]>();
  for (const hit of members.flatMap(({ hits }) => hits)) {
    const known = byOrder.get(hit.orderId);
    if (!known || pressing.indexOf(hit.outcome) < pressing.indexOf(known.outcome)) byOrder.set(hit.orderId, hit);
  }
  return [...byOrder.values()];
}
