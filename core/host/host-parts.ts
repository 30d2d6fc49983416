import type { Engine } from '../engine';
import type { Notices } from './notices';
import type { OrderCalls } from './order-calls';

/** What the host's commands and queries work with. */
export interface HostParts {
  readonly engine: Engine;
  readonly calls: OrderCalls;
  readonly notices: Notices;
}
