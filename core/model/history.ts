/** What was done, by whom, or by which rule. */
export interface HistoryEntry {
  readonly atMs: number;
  readonly actor: 'operator' | 'engine' | 'carrier';
  /** In the past tense, `thing.happened`. */
  readonly event: string;
  /** The id of what it is about. */
  readonly subject: string;
  readonly text: string;
}

/** Signs the end of the history: a port of the store. */
export interface HistorySigner {
  /** `ed25519:` and the public key (RFC 8032) in base64url, so that the id is all that is needed to verify; anything else is no proof to anyone. */
  readonly keyId: string;
  /** In base64url; the same bytes always give the same signature. */
  sign(bytes: Uint8Array): string;
}

/** The end of the history: who has it can tell later whether everything up to it is still there and as it was. */
export interface HistoryHead {
  /** The number of the last record, 0 before the first. */
  readonly seq: number;
  /** SHA-256 in hexadecimal; it depends on every record up to here. */
  readonly hash: string;
  readonly keyId: string;
  readonly signature: string;
}

/**
 * What is wrong with a history; `text` says it in words. `seq` is the number of the record: entries and transitions of orders are numbered together.
 * - `changed`: the record is not what was recorded; `hash-changed`: it is, but its hash is not
 * - `missing`, `moved` (to the number `foundAt`), `added` (its number is taken), `unfitting`: it does not follow from the one before, and neither does what comes after it
 * - `truncated`: the head knows of more; `beyond-head`: it knows of less; `head-changed`, `head-missing`
 * - `signature-wrong`, `unsigned`, `other-key`: of the head
 * - `recorded`: the store found its own history broken when it was opened, and recorded that
 * - `kept-head-missing`, `kept-head-differs`, `kept-head-wrong`: of the head that somebody kept elsewhere
 * - `not-chained`: from before histories were chained
 */
export interface HistoryProblem {
  readonly kind:
    | 'changed'
    | 'hash-changed'
    | 'missing'
    | 'moved'
    | 'added'
    | 'unfitting'
    | 'truncated'
    | 'beyond-head'
    | 'head-changed'
    | 'head-missing'
    | 'signature-wrong'
    | 'unsigned'
    | 'other-key'
    | 'recorded'
    | 'kept-head-missing'
    | 'kept-head-differs'
    | 'kept-head-wrong'
    | 'not-chained';
  readonly seq: number;
  readonly foundAt?: number;
  readonly text: string;
}

/** What a verification found. */
export interface HistoryVerdict {
  /** Records that were checked: all, or those before the first that is wrong. */
  readonly checked: number;
  readonly head: HistoryHead | null;
  /** Empty: the history is as it was recorded. */
  readonly problems: readonly HistoryProblem[];
  /** What the store recorded about its history itself: that it was chained later, that its key changed. */
  readonly remarks: readonly HistoryEntry[];
  /** False: no key was given to compare with, and whoever can write the file could have signed with a key of his own. */
  readonly isKeyCompared: boolean;
}
