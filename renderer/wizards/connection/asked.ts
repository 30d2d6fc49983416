import type { OrderCandidates } from '../../../core/contract/route-choices';
import type { Answered } from '../../client/use-answer';

/** How the asking for candidates stands. */
export type Asked = Pick<Answered<OrderCandidates>, 'isAsking' | 'error' | 'askAgain' | 'atMs'>;
