import type { Answer, Progress } from '../../core/contract/procedure';
import type { InputOf, OutputOf, ProcedureName } from '../../core/contract/procedures';
import type { Unanswered } from '../../core/host/local/host-client';
import type { Accounts } from '../../core/host/procedures/serving';
import { Failure } from './exit-codes';
import { withRemedy } from './with-remedy';

export interface CallSettings {
  readonly onProgress?: (progress: Progress) => void;
  /** How long it may take without a word, where that differs from `--timeout`. */
  readonly timeoutMs?: number;
}

/** The way to the engine: its running host, or the store itself where none runs. */
export interface Session {
  readonly via: 'host' | 'store';
  /** What the engine answers; throws a Failure where it refuses or cannot. */
  call<Name extends ProcedureName>(name: Name, input: InputOf<Name>, settings?: CallSettings): Promise<OutputOf<Name>>;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly store: string;
  readonly timeoutMs: number;
  /** Only a running host will do. */
  readonly needsHost: boolean;
  /** A store is made where there is none. */
  readonly mayCreate: boolean;
  /** Of the configuration: changed here where no host runs. */
  readonly accounts?: Accounts;
}

/** What was answered; throws a Failure otherwise. */
export function outputOf<Output>(outcome: Answer<Output> | Unanswered): Output {
  if (outcome.kind === 'answer') return outcome.output;
  if (outcome.kind === 'unanswered') throw new Failure('unanswered', outcome.message);
  throw new Failure(outcome.error.code, withRemedy(outcome.error.message));
}
