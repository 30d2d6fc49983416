import { clip, entries, leaf, member } from './json';
import type { Json } from './json';
import type { Snapshot } from './snapshot';

/** A `name` entry that links have, by which what is dedicated may be told. */
export interface LinkMark {
  readonly name: string;
  readonly value: string;
  readonly links: number;
}

export interface NodeName {
  readonly name: string;
  readonly nodes: number;
  /** Of one of them. */
  readonly example: string;
}

/** What is different for each link, as its own name is, marks nothing. */
export function marksOfLinks({ links }: Snapshot): readonly LinkMark[] {
  const values = new Map<string, Map<string, number>>();
  for (const { value } of links.values()) {
    for (const [name, text] of namesIn(value)) {
      const counted = values.get(name) ?? new Map<string, number>();
      values.set(name, counted);
      if (counted.size <= mostValues) counted.set(text, (counted.get(text) ?? 0) + 1);
    }
  }
  return [...values]
    .filter(([, counted]) => counted.size <= mostValues && (counted.size < links.size || links.size === 1))
    .flatMap(([name, counted]) => [...counted].map(([value, count]): LinkMark => ({ name, value, links: count })))
    .sort((a, b) => b.links - a.links)
    .slice(0, mostMarks);
}

export function namesOfNodes({ nodes }: Snapshot): readonly NodeName[] {
  const found = new Map<string, { nodes: number; example: string }>();
  for (const { value } of nodes.values()) {
    for (const [name, text] of namesIn(value)) {
      const known = found.get(name);
      if (known) known.nodes += 1;
      else found.set(name, { nodes: 1, example: text });
    }
  }
  return [...found]
    .map(([name, { nodes: count, example }]) => ({ name, nodes: count, example }))
    .sort((a, b) => b.nodes - a.nodes)
    .slice(0, mostMarks);
}

const namesIn = (value: Json): readonly (readonly [string, string])[] =>
  entries(member(value, 'name')).flatMap((entry) => {
    const [name, text] = [leaf(member(entry, 'value-name')), leaf(member(entry, 'value'))];
    return name === null || text === null ? [] : [[clip(name, 80), clip(text, 80)] as const];
  });

const mostValues = 20;
const mostMarks = 60;
