import type { Condition, ConditionAction, ConditionProblem, LineProblem } from '../model/condition';
import type { OrderState } from '../model/order';
import type { PathOutlook } from '../model/path-outlook';
import type { SubscriberLine, Switch } from '../model/switch';
import type { CircuitOrder, CircuitTransition, VirtualCircuit } from '../model/virtual-circuit';
import type { BulkRequest, SerialisationParameters, VirtualPath } from '../model/virtual-path';

/** What is shown of switches, virtual paths and circuits: names beside ids. Times are milliseconds since the epoch. */
export interface SwitchShown extends Switch {
  readonly link: 'up' | 'down';
  /** Why it is not up, and what to do; empty while it is. */
  readonly linkText: string;
  readonly sinceMs: number;
  readonly paths: number;
  /** How many circuit orders it serves, and how many of its paths' orders wait. */
  readonly circuits: number;
  readonly waiting: number;
}

/** The connection that carries a path. */
export interface CarriageShown {
  readonly orderId: string;
  readonly customer: string;
  readonly state: OrderState;
  readonly isCarrying: boolean;
}

/** A row of the conditions table, and with what values. */
export interface AppliedShown {
  readonly number: number;
  readonly action: ConditionAction;
  readonly remaining: number;
  readonly elapsedMs: number | null;
  /** `row 1: SUCCESS, 131 − 127 = 4 remain ≤ delta threshold 4: send` */
  readonly text: string;
  /** What comes of it now: `132–163 are asked for, attempt 1 of 5`. */
  readonly outcome: string;
}

export interface PathShown extends VirtualPath, PathOutlook {
  readonly switchName: string;
  readonly isSwitchUp: boolean;
  readonly waiting: number;
  /** The row of the conditions table that applies now. */
  readonly applied: AppliedShown;
  readonly pending: BulkRequest | null;
  /** null: none of our connections carries it. */
  readonly carriage: CarriageShown | null;
  /** The connection that is to carry it does not. */
  readonly isImpaired: boolean;
}

export interface PathDossierShown extends PathShown {
  /** Rows of its identifiers that are not simply unused, with whose they are. */
  readonly circuits: readonly (VirtualCircuit & { readonly endUser: string | null })[];
  /** Ids of the orders that wait, the first first. */
  readonly waitingOrderIds: readonly string[];
  /** The latest ones, newest first. */
  readonly requests: readonly BulkRequest[];
}

export interface BulkRequestShown extends BulkRequest {
  readonly switchId: string;
  readonly provider: string;
  readonly vpi: number;
}

export interface CircuitProblemShown {
  readonly field: string;
  readonly message: string;
}

/** What became of one row, or would. */
export type CircuitOutcomeShown =
  /** Entered: it has its identifier, or (null) waits for one. */
  | { readonly kind: 'received'; readonly orderId: string; readonly vci: number | null }
  | { readonly kind: 'refused'; readonly orderId: string; readonly message: string }
  /** Nothing else of the call is kept from being entered by it. */
  | { readonly kind: 'malformed'; readonly orderId: string; readonly problems: readonly CircuitProblemShown[] };

/** `given`: it would have an identifier at once; `waits`: once more circuits are created. */
export type CircuitCheckShown =
  { readonly kind: 'given' | 'waits'; readonly orderId: string } | Exclude<CircuitOutcomeShown, { readonly kind: 'received' }>;

export type CircuitReleaseShown =
  | { readonly kind: 'received'; readonly orderId: string }
  | { readonly kind: 'refused'; readonly orderId: string; readonly message: string };

export interface CircuitOrderShown extends CircuitOrder {
  readonly switchName: string;
  readonly provider: string;
  /** Of the path. */
  readonly vpi: number;
  /** It has a circuit, and the connection that is to carry its path does not. */
  readonly isImpaired: boolean;
}

export interface CircuitDossierShown {
  readonly order: CircuitOrderShown;
  readonly transitions: readonly CircuitTransition[];
  readonly carriage: CarriageShown | null;
  /** How many orders of the path are served before it, while it waits; null: it does not. */
  readonly ahead: number | null;
  /** While it waits: what for, and what an operator can do; null: it does not. */
  readonly waitsFor: string | null;
}

export interface ConditionsShown {
  readonly rows: readonly Condition[];
  /** As an operator edits it. */
  readonly text: string;
  readonly isDefault: boolean;
  /** The default table as text, for who goes back to it. */
  readonly defaultText: string;
  readonly savedAtMs: number | null;
  readonly savedBy: string | null;
  /** Which row applies to each path now. */
  readonly paths: readonly { readonly pathId: string; readonly provider: string; readonly applied: AppliedShown }[];
}

export type ConditionsCheckShown =
  | { readonly kind: 'usable'; readonly rows: readonly Condition[] }
  /** It is no table, line by line. */
  | { readonly kind: 'malformed'; readonly problems: readonly LineProblem[] }
  /** It is one, and cannot be used. */
  | { readonly kind: 'refused'; readonly rows: readonly Condition[]; readonly problems: readonly ConditionProblem[] };

export type ConditionsSavedShown = { readonly kind: 'saved' } | Exclude<ConditionsCheckShown, { readonly kind: 'usable' }>;

export interface TriedShown {
  /** null: parameters that were given. */
  readonly pathId: string | null;
  readonly parameters: SerialisationParameters;
  /** Of the rows that apply: just one in a table that can be used. */
  readonly numbers: readonly number[];
  /** null: none applies, or several do. */
  readonly applied: AppliedShown | null;
  readonly text: string;
}

export type ConditionsTriedShown =
  | {
      readonly kind: 'tried';
      readonly tried: readonly TriedShown[];
      /** Why the table cannot be saved; empty: it can. */
      readonly problems: readonly ConditionProblem[];
    }
  | { readonly kind: 'malformed'; readonly problems: readonly LineProblem[] };

/** A circuit that a typed line would take down. */
export interface CircuitTouched {
  readonly orderId: string;
  readonly endUser: string;
  readonly pathId: string;
  readonly vpi: number;
  readonly vci: number | null;
  readonly line: SubscriberLine;
}

export interface TouchedShown {
  /** `this line takes 8 cross-connections down`. */
  readonly title: string;
  /** Whose circuits, on which paths, and which connections carry them. */
  readonly text: string;
  /** False: what crosses it is not known here; those are all of the switch. */
  readonly isCertain: boolean;
  readonly circuitCount: number;
  /** The first hundred. */
  readonly circuits: readonly CircuitTouched[];
  /** Connections that carry their paths. */
  readonly orders: readonly { readonly orderId: string; readonly customer: string }[];
}

export type LineShown = { readonly kind: 'harmless' } | ({ readonly kind: 'takes-down' } & TouchedShown);

/** What passed in a raw session, as it was recorded; `base64`: its bytes. */
export interface SessionPieceShown {
  readonly atMs: number;
  readonly direction: 'output' | 'input';
  readonly base64: string;
}
