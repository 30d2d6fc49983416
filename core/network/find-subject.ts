import type { HoldOutSubject } from '../model/hold-out';
import { assertNever } from '../model/assert-never';
import { edits } from '../model/edits';
import type { NetworkView } from './network-view';

export type SubjectAnswer =
  /** For people: its kind and name. */
  | { readonly kind: 'known'; readonly name: string }
  /** Why not, with what is near. */
  | { readonly kind: 'unknown'; readonly message: string };

/** Names that are told beside one that is not known. */
const toldNames = 3;

/** Whether the network knows the subject; if not, what it could have been meant to be: the same id as another kind, or ids and names that are near. */
export function findSubject(view: NetworkView, subject: HoldOutSubject): SubjectAnswer {
  const known = namesOf(view, subject.kind);
  const name = known.get(subject.id);
  if (name !== undefined)
    return {
      kind: 'known',
      name: name === subject.id ? `${wordsFor(subject.kind)} ${name}` : `${wordsFor(subject.kind)} ${name} (${subject.id})`,
    };
  const near = nearTo(view, subject).map((one) => `${subjectText(one)}${one.name === one.id ? '' : ` (${one.name})`}`);
  const hint = near.length > 0 ? `; near: ${near.join(', ')}` : `; no ${wordsFor(subject.kind)} is known yet`;
  const what = subject.kind === 'shared-risk' ? 'duct (shared-risk group)' : subject.kind;
  return { kind: 'unknown', message: `${what} ${subject.id} is not known; check its id${hint}` };
}

/** As a subject is typed: `duct:cable-channel-2`, `site:LON`. */
const subjectText = ({ kind, id }: HoldOutSubject): string => `${kind === 'shared-risk' ? 'duct' : kind}:${id}`;

/** What one that is not known could have been meant to be, the likeliest first. */
export const nearTo = (view: NetworkView, subject: HoldOutSubject): readonly (HoldOutSubject & { readonly name: string })[] =>
  [...otherKinds(view, subject), ...nearest(subject, namesOf(view, subject.kind))].slice(0, toldNames);

export const wordsFor = (kind: HoldOutSubject['kind']): string => (kind === 'shared-risk' ? 'shared-risk group' : kind);

/** Everything of the kind: name by id. */
function namesOf(view: NetworkView, kind: HoldOutSubject['kind']): ReadonlyMap<string, string> {
  const named = (things: ReadonlyMap<string, { readonly id: string; readonly name: string }>) =>
    new Map([...things.values()].map(({ id, name }) => [id, name]));
  switch (kind) {
    case 'resource':
      return named(view.resources);
    case 'node':
      return named(view.nodes);
    case 'port':
      return named(view.ports);
    case 'site':
      return named(view.sites);
    case 'carrier':
      return named(view.carriers);
    case 'interconnect':
      return new Map([...view.interconnects.keys()].map((id) => [id, id]));
    case 'shared-risk':
      return new Map([...view.resources.values()].flatMap(({ sharedRisks }) => sharedRisks.map((risk) => [risk, risk])));
    default:
      return assertNever(kind);
  }
}

const otherKinds = (view: NetworkView, { kind, id }: HoldOutSubject) =>
  (['resource', 'interconnect', 'node', 'port', 'site', 'carrier', 'shared-risk'] as const)
    .filter((other) => other !== kind && namesOf(view, other).has(id))
    .map((other) => ({ kind: other, id, name: id }));

/** Ids whose own spelling or name is the fewest edits away, or that contain what was asked for. */
function nearest({ kind, id: asked }: HoldOutSubject, known: ReadonlyMap<string, string>) {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const wanted = plain(asked);
  const distance = (text: string): number => (wanted !== '' && plain(text).includes(wanted) ? 0 : edits(wanted, plain(text)));
  return [...known]
    .map(([id, name]) => ({ id, name, far: Math.min(distance(id), distance(name), distance(id.slice(id.indexOf('/') + 1))) }))
    .sort((one, other) => one.far - other.far || (one.id < other.id ? -1 : 1))
    .map(({ id, name }) => ({ kind, id, name }));
}
