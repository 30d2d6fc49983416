import type { Discrepancy, Remedy } from '../model/discrepancy';

/** What a comparison sees, before it is known whether it is new. */
export type Observation = Pick<Discrepancy, 'kind' | 'carrierId' | 'subjectId' | 'orderId' | 'text' | 'evidence'> & {
  /** What the engine has done about it by itself: it is settled, or on its way. null: it stands. */
  readonly done: { readonly remedy: Remedy; readonly text: string; readonly isSettled: boolean } | null;
};

export const keyOf = ({ kind, subjectId }: Pick<Discrepancy, 'kind' | 'subjectId'>): string => `${kind} ${subjectId}`;
