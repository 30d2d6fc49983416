import type { SwitchAddress } from '../../contract/circuit-inputs';
import type { CarrierAddress } from '../../contract/inputs';
import type { FieldNetworkShown } from '../../contract/field-pack';
import type { PackContent } from '../../model/field-pack';
import type { PracticeFault, PracticeShown } from '../../contract/practice';
import type { Answer, CallErrorCode, Progress } from '../../contract/procedure';
import type { CheckedInputOf, OutputOf, ProcedureName } from '../../contract/procedures';
import type { AccountShown } from '../../contract/accounts';
import type { Peer } from '../../contract/roles';
import type { Role } from '../../model/role';
import type { Clock } from '../../model/clock';
import type { Connecting } from '../connecting';
import type { Host } from '../create-host';

export type ConnectOutcome = { readonly kind: 'connected' } | { readonly kind: 'refused'; readonly message: string };

export type PracticeOutcome =
  { readonly kind: 'done'; /** What was done, in words. */ readonly text: string } | { readonly kind: 'refused'; readonly message: string };

/** The network to practise on, which a shell starts and ends. Nothing is thrown. */
export interface PracticeNetwork {
  shown(): PracticeShown;
  /** Once it is running, so it stays: starting it again changes nothing. */
  start(isFresh: boolean, onProgress: (progress: Progress) => void): Promise<PracticeOutcome>;
  /** Begins to end it; `shown` tells when that is done. */
  stop(): void;
  disturb(fault: PracticeFault): Promise<PracticeOutcome>;
  repair(): Promise<PracticeOutcome>;
}

export type AccountOutcome = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly message: string };

/** The local accounts, which a shell keeps. Throws, in words, where they cannot be read or written. */
export interface Accounts {
  list(): readonly AccountShown[];
  /** Each change ends what the account had signed in. */
  add(account: { readonly name: string; readonly role: Role; readonly password: string }): Promise<AccountOutcome>;
  setRole(name: string, role: Role): AccountOutcome;
  setPassword(name: string, password: string): Promise<AccountOutcome>;
  remove(name: string): AccountOutcome;
  /** The account whose password it is; null: of none of that name. It takes as long either way. */
  check(name: string, password: string): Promise<AccountShown | null>;
}

/** Secrets that a shell keeps sealed; nothing reads them back to a peer. Each rejects, in words, where they cannot be opened. */
export interface SecretKeeper {
  readonly by: 'system' | 'passphrase';
  names(): Promise<readonly string[]>;
  /** For the host itself. Null: there is none of that name. */
  get(name: string): Promise<string | null>;
  put(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
}

export type SecretKeeping =
  | { readonly kind: 'open'; readonly secrets: SecretKeeper }
  /** Why nothing can be kept, with the remedy. */
  | { readonly kind: 'none'; readonly message: string };

/** Networks that were made from field packs, which a shell keeps and serves one of. Nothing is thrown. */
export interface FieldNetworks {
  /** Newest first. */
  list(): readonly FieldNetworkShown[];
  /** Makes a network of it, unless it was made before, and serves it in the place of the one that was open. */
  open(content: PackContent): Promise<FieldOutcome>;
  reopen(packId: string): Promise<FieldOutcome>;
  /** Begins to end the one that is open; it can be opened again. */
  close(): void;
  /** With all that was changed in it. */
  remove(packId: string): FieldOutcome;
}

export type FieldOutcome = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly message: string };

/** What procedures are carried out on: a host with its links, or one that only has the store. */
export interface Serving {
  readonly host: Host;
  readonly clock: Clock;
  /** The real path of the store. */
  readonly store: string;
  /** Of the program. */
  readonly version: string;
  readonly pid: number;
  /** Connects a carrier's manager, or connects it anew; null: there are no links here. */
  readonly connect: ((address: CarrierAddress) => Promise<ConnectOutcome>) | null;
  /** Connects a switch's creation system, or connects it anew; null as above. */
  readonly connectSwitch: ((address: SwitchAddress) => Promise<ConnectOutcome>) | null;
  /** Connects carriers step by step; absent where there are no links. */
  readonly connecting?: Connecting;
  /** Where a shell has one. */
  readonly practice?: PracticeNetwork;
  readonly field?: FieldNetworks;
  /** Where a shell keeps them: for the live network. */
  readonly accounts?: Accounts;
  readonly secrets?: () => Promise<SecretKeeping>;
}

/** One call under way. */
export interface Call {
  /** Who asks; absent: this process itself, which may do everything, and says truly who does it. */
  readonly peer?: Peer;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** How one procedure is carried out; what it is given has the shape of the contract. */
export type Handler<Name extends ProcedureName> = (
  serving: Serving,
  input: CheckedInputOf<Name>,
  call: Call,
) => Promise<Answer<OutputOf<Name>>>;

export type Handlers<Name extends ProcedureName> = { readonly [Each in Name]: Handler<Each> };

export const answer = <Output>(output: Output): Answer<Output> => ({ kind: 'answer', output });
export const failed = (code: CallErrorCode, message: string): Answer<never> => ({ kind: 'error', error: { code, message } });
export const refused = ({ message }: { readonly message: string }): Answer<never> => failed('refused', message);
export const done: Answer<{ readonly done: true }> = answer({ done: true });
