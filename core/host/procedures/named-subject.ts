import type { HoldOutSubject } from '../../model/hold-out';
import { assertNever } from '../../model/assert-never';
import { findSubject } from '../../network/find-subject';
import type { NetworkView } from '../../network/network-view';

export type NamedSubject<Subject> =
  { readonly kind: 'subject'; readonly subject: Subject; readonly name: string } | { readonly kind: 'refused'; readonly message: string };

/** A part of the network by its id, or by its name or UUID where only one of its kind has that. Names are what operators know, and may repeat. */
export function namedSubject<Subject extends HoldOutSubject>(view: NetworkView, asked: Subject): NamedSubject<Subject> {
  const found = findSubject(view, asked);
  if (found.kind === 'known') return { kind: 'subject', subject: asked, name: found.name };
  const wanted = asked.id.toLowerCase();
  const matches = thingsOf(view, asked.kind).filter(
    ({ id, name }) => name.toLowerCase() === wanted || id.slice(id.indexOf('/') + 1) === asked.id || id.toLowerCase() === wanted,
  );
  const [match, ...more] = matches;
  if (!match) return { kind: 'refused', message: found.message };
  if (more.length === 0) return { kind: 'subject', subject: { ...asked, id: match.id }, name: match.name };
  const ids = matches.map(({ id }) => id);
  const told = ids.slice(0, 5).join(', ') + (ids.length > 5 ? ` and ${ids.length - 5} more` : '');
  return { kind: 'refused', message: `${ids.length} of the network are called ${asked.kind} "${asked.id}": name one by its id, ${told}` };
}

function thingsOf(view: NetworkView, kind: HoldOutSubject['kind']): readonly { readonly id: string; readonly name: string }[] {
  switch (kind) {
    case 'resource':
      return [...view.resources.values()];
    case 'node':
      return [...view.nodes.values()];
    case 'port':
      return [...view.ports.values()];
    case 'site':
      return [...view.sites.values()];
    case 'carrier':
      return [...view.carriers.values()];
    case 'interconnect':
      return [...view.interconnects.values()].map(({ id }) => ({ id, name: id }));
    case 'shared-risk':
      return [...new Set([...view.resources.values()].flatMap(({ sharedRisks }) => sharedRisks))].map((id) => ({ id, name: id }));
    default:
      return assertNever(kind);
  }
}

/** All of them, or why not the first that is wrong. */
export function namedSubjects<Subject extends HoldOutSubject>(
  view: NetworkView,
  asked: readonly Subject[],
): { readonly kind: 'subjects'; readonly subjects: readonly Subject[] } | { readonly kind: 'refused'; readonly message: string } {
  const subjects: Subject[] = [];
  for (const one of asked) {
    const named = namedSubject(view, one);
    if (named.kind === 'refused') return named;
    subjects.push(named.subject);
  }
  return { kind: 'subjects', subjects };
}
