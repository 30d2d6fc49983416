import type { ReportedNode, ReportedPort, ReportedResource } from '../carrier-link';

/** One thing that a file tells, with the place where it does. */
export interface Found<Thing> {
  readonly thing: Thing;
  readonly file: string;
  /** `line 12, <edge id="e5">`, `line 4`, `link 42071cf8-…`. */
  readonly where: string;
}

/** What one file tells; references between things are not checked yet, since they may lie in different files. */
export interface FileContent {
  readonly nodes: readonly Found<ReportedNode>[];
  readonly ports: readonly Found<ReportedPort>[];
  readonly resources: readonly FoundResource[];
  readonly problems: readonly ImportProblem[];
}

export interface FoundResource extends Found<ReportedResource> {
  /** Nothing is stated of its latency, and this format leaves it to be derived from the places of its ends. */
  readonly isLatencyDerived: boolean;
}

/** What was left out of a file, or is not believed in full. */
export interface ImportProblem {
  readonly file: string;
  readonly where: string;
  /** `left-out`: the thing is not imported. `doubted`: it is, with what the message says. */
  readonly severity: 'left-out' | 'doubted';
  /** What is wrong, and what to do about it. */
  readonly message: string;
}

export type ReadOutcome =
  | { readonly kind: 'content'; readonly content: FileContent }
  /** Nothing of the file is used. `where` is empty where no place is at fault. */
  | { readonly kind: 'unreadable'; readonly where: string; readonly message: string };
