import type { RecoveryPolicy } from './order';
import type { Route } from './route';

/** A route that an order could be moved to, found beforehand (N9). It books nothing. */
export interface Alternative {
  readonly id: string;
  readonly orderId: string;
  /** 1 is taken first. */
  readonly rank: number;
  readonly route: Route;
  /** `before`: by a search of its own; `together`: in the search that found the primary. */
  readonly foundBy: Exclude<RecoveryPolicy, 'after'>;
  readonly foundAtMs: number;
  /** What it has in common with the primary: resources and interconnects, nodes between the ends, shared-risk groups. */
  readonly shared: { readonly edges: number; readonly nodes: number; readonly risks: number };
  /** When it was found, found to hold no longer, or to hold again: the last of these. */
  readonly checkedAtMs: number;
  /** Why it holds no longer; empty while it does. */
  readonly fault: string;
}

/** What an alternative has in common with its primary, in words. */
export function inCommonWords({ edges, nodes, risks }: Alternative['shared']): string {
  const counted = [
    [edges, 'link'],
    [nodes, 'node'],
    [risks, 'shared risk'],
  ] as const;
  const words = counted.flatMap(([count, thing]) => (count === 0 ? [] : `${count} ${thing}${count === 1 ? '' : 's'}`));
  return words.length === 0 ? 'nothing' : words.join(', ');
}
