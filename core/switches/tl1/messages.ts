/** What a network element writes in TL1 (GR-831), one whole part at a time. */
export type Tl1Message = Acknowledgement | Tl1Response | AutonomousMessage | CutOff;

/** Within two seconds of a command: in progress, printout follows, okay, or repeat later (it was not carried out). */
export interface Acknowledgement {
  readonly kind: 'acknowledgement';
  readonly code: 'IP' | 'PF' | 'OK' | 'RL';
  /** Empty: the element named none. */
  readonly ctag: string;
}

export interface Tl1Response {
  readonly kind: 'response';
  /** The element's name of itself. */
  readonly sid: string;
  readonly ctag: string;
  /** `COMPLD`, `DENY`, `PRTL`, or the rarer `DELAY` and `RTRV`. */
  readonly completion: string;
  /** The text block as it came, from below the identification to the terminator. */
  readonly text: string;
  /** Another part with the same CTAG follows, unless it is the last. */
  readonly isLast: boolean;
}

export interface AutonomousMessage {
  readonly kind: 'autonomous';
  readonly sid: string;
  /** `*C` critical, `**` major, `*` minor, `A` none of these. */
  readonly alarmCode: '*C' | '**' | '*' | 'A';
  /** The sequence number, as far as it is one; null: the element gave none. */
  readonly atag: number | null;
  /** Verb and modifiers, such as `REPT ALM T1`. */
  readonly verb: string;
  readonly text: string;
  readonly isLast: boolean;
}

/** A message that was longer than is kept: what of it had come in is dropped, and the rest is passed over. */
export interface CutOff {
  readonly kind: 'cut-off';
  /** Whose answer it was; null: an autonomous message. */
  readonly ctag: string | null;
  readonly reason: string;
}

/** A message from the line that says what it is, without its text. */
export type MessageHead = Omit<Tl1Response, 'text' | 'isLast'> | Omit<AutonomousMessage, 'text' | 'isLast'>;
