const mostBytes = 64 * 1024 * 1024;
/** A flood is not to draw the tabs again and again. */
const toldEvery = 10_000;

/** What a session prints, on its way into a file: in memory until it is saved. */
export class Recording {
  private readonly pieces: Uint8Array[] = [];
  bytes = 0;

  /** `told`: its size is worth being shown again. */
  add(piece: Uint8Array): 'added' | 'told' | 'full' {
    if (this.bytes + piece.length > mostBytes) return 'full';
    const before = Math.floor(this.bytes / toldEvery);
    this.pieces.push(piece.slice());
    this.bytes += piece.length;
    return Math.floor(this.bytes / toldEvery) === before ? 'added' : 'told';
  }

  whole(): Uint8Array {
    const whole = new Uint8Array(this.bytes);
    let at = 0;
    for (const piece of this.pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}
