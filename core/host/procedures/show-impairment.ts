import type { ImpairmentListedShown, ImpairmentShown } from '../../contract/shapes';
import type { Impairment, ImpairmentHit } from '../../model/impairment';
import { openEvents, riskWords } from '../../model/impairment-events';
import type { NetworkView } from '../../network/network-view';

export const showImpairment = (view: NetworkView, impairment: Impairment, hits: readonly ImpairmentHit[]): ImpairmentShown => ({
  ...impairment,
  subjectName: subjectName(view, impairment),
  hits: hits.map(({ orderId, outcome, text }) => ({ orderId, outcome, text })),
});

/** Those of `asked`, each with the event that it is a part of. `all`: every one that is known, since an event has its parts among them. */
export function showListed(
  view: NetworkView,
  asked: readonly Impairment[],
  all: readonly Impairment[],
  hits: readonly ImpairmentHit[],
): readonly ImpairmentListedShown[] {
  const own = hitsByImpairment(hits);
  const events = new Map<string, ImpairmentListedShown['event']>();
  for (const { risk, state, members } of openEvents(view.resources, all))
    if (risk !== null && state !== 'repaired') for (const { id } of members) events.set(id, { risk, name: riskWords(risk), state });
  return asked.map((impairment) => ({
    ...showImpairment(view, impairment, own.get(impairment.id) ?? []),
    event: events.get(impairment.id) ?? null,
  }));
}

export const subjectName = (view: NetworkView, { subject }: Pick<Impairment, 'subject'>): string =>
  subject.kind === 'service' ? subject.id : view.nameOf({ kind: subject.kind, id: subject.id });

export function hitsByImpairment(hits: readonly ImpairmentHit[]): ReadonlyMap<string, readonly ImpairmentHit[]> {
  const byId = new Map<string, ImpairmentHit[]>();
  for (const hit of hits) {
    const own = byId.get(hit.impairmentId);
    if (own) own.push(hit);
    else byId.set(hit.impairmentId, [hit]);
  }
  return byId;
}
