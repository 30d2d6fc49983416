import type { PieceFrame } from '../../contract/frames';

/** One watch of a topic. */
export interface Watching {
  /** The peer has taken all pieces up to this one. */
  heard(seq: number): void;
  close(): void;
}

/** A piece whose rows are JSON already: it is made once, to be measured and to be sent. */
export type Piece = Pick<PieceFrame, 'seq' | 'isWhole'> & { readonly put: readonly string[]; readonly gone: readonly string[] };

/** Where the pieces of a watch, and faults, go to. */
export interface Watcher {
  readonly piece: (piece: Piece) => void;
  readonly fault: (fault: string) => void;
}
