import type { InterconnectRow, NodeRow, ResourceRow } from '../../core/contract/live';
import type { CarrierShown } from '../../core/contract/shapes';
import type { HoldOutSubject } from '../../core/model/hold-out';
import type { Site } from '../../core/model/network';
import { riskWords } from '../../core/model/impairment-events';

/** Parts of the network as an address has them: `node:alder/LON,shared-risk:duct-A`. */
export const subjectsInAddress = (subjects: readonly HoldOutSubject[]): string | null =>
  subjects.length === 0 ? null : subjects.map(({ kind, id }) => `${kind}:${encodeURIComponent(id)}`).join(',');

const kinds = [
  'node',
  'resource',
  'interconnect',
  'port',
  'site',
  'carrier',
  'shared-risk',
] as const satisfies readonly HoldOutSubject['kind'][];

/** Leaves out what it does not understand. */
export function subjectsOfAddress(text: string | null): readonly HoldOutSubject[] {
  return (text ?? '').split(',').flatMap((part): HoldOutSubject[] => {
    const at = part.indexOf(':');
    const kind = kinds.find((each) => each === part.slice(0, at));
    const id = decoded(part.slice(at + 1));
    return kind === undefined || id === '' ? [] : [{ kind, id }];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

export const keyOfSubject = ({ kind, id }: HoldOutSubject): string => `${kind}:${id}`;

export interface KnownParts {
  readonly carriers: ReadonlyMap<string, CarrierShown>;
  readonly sites: ReadonlyMap<string, Site>;
  readonly nodes: ReadonlyMap<string, NodeRow>;
  readonly resources: ReadonlyMap<string, ResourceRow>;
  readonly interconnects: ReadonlyMap<string, InterconnectRow>;
}

export function nameOfSubject({ kind, id }: HoldOutSubject, known: KnownParts): string {
  switch (kind) {
    case 'carrier':
      return known.carriers.get(id)?.name ?? id;
    case 'site':
      return known.sites.get(id)?.name ?? id;
    case 'node':
      return known.nodes.get(id)?.name ?? id;
    case 'resource':
      return known.resources.get(id)?.name ?? id;
    case 'shared-risk':
      return riskWords(id);
    case 'interconnect':
    case 'port':
      return id;
  }
}

export const kindWords: Readonly<Record<HoldOutSubject['kind'], string>> = {
  carrier: 'carrier',
  site: 'site',
  'shared-risk': 'duct',
  node: 'node',
  resource: 'resource',
  interconnect: 'interconnect',
  port: 'port',
};

/** Its kind in a word; empty where its name says it already: `Duct A`. */
export function kindBefore(subject: HoldOutSubject, known: KnownParts): string {
  const word = kindWords[subject.kind];
  const name = nameOfSubject(subject, known);
  const saysIt = name.toLowerCase().startsWith(word) || (subject.kind === 'shared-risk' && name !== subject.id);
  return saysIt ? '' : word;
}

/** `node London 1`, `Duct A`. */
export const wordsOfSubject = (subject: HoldOutSubject, known: KnownParts): string =>
  `${kindBefore(subject, known)} ${nameOfSubject(subject, known)}`.trim();

export interface FoundSubject {
  readonly subject: HoldOutSubject;
  readonly name: string;
}

/** The first `most` of each kind whose name or id has what was typed, whatever its case; the wider things first. */
export function findSubjects(known: KnownParts, typed: string, most: number): readonly FoundSubject[] {
  const wanted = typed.trim().toLowerCase();
  const all = function* (kind: HoldOutSubject['kind'], ids: Iterable<string>): Generator<FoundSubject> {
    let found = 0;
    for (const id of ids) {
      const name = nameOfSubject({ kind, id }, known);
      if (wanted !== '' && !name.toLowerCase().includes(wanted) && !id.toLowerCase().includes(wanted)) continue;
      yield { subject: { kind, id }, name };
      if (++found === most) return;
    }
  };
  const risks = new Set<string>();
  for (const { sharedRisks } of known.resources.values()) for (const risk of sharedRisks) risks.add(risk);
  return [
    ...all('carrier', known.carriers.keys()),
    ...all('shared-risk', risks),
    ...all('site', known.sites.keys()),
    ...all('node', known.nodes.keys()),
    ...all('resource', known.resources.keys()),
    ...all('interconnect', known.interconnects.keys()),
  ];
}
