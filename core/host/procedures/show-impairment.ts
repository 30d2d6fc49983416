import type { ImpairmentShown } from '../../contract/shapes';
import type { Impairment, ImpairmentHit } from '../../model/impairment';
import type { NetworkView } from '../../network/network-view';

export const showImpairment = (view: NetworkView, impairment: Impairment, hits: readonly ImpairmentHit[]): ImpairmentShown => ({
  ...impairment,
  subjectName: subjectName(view, impairment),
  hits: hits.map(({ orderId, outcome, text }) => ({ orderId, outcome, text })),
});

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
