/** Longer ones are hardly ever met twice. */
const longest = 96;
const smallest = 4096;

/**
 * Texts that were read, each kept once: what names a thing names it in many rows. A text that is known is found by its bytes, so that reading it again
 * makes no other. To be given up with what was read.
 */
export class TextPool {
  #texts: (string | undefined)[] = new Array<string | undefined>(smallest);
  #hashes = new Int32Array(smallest);
  #count = 0;
  readonly #wider: TextPool | undefined;

  /** `wider`: has what is not known here, so that few texts that are read often are found among few. */
  constructor(wider?: TextPool) {
    this.#wider = wider;
  }

  /** UTF-8 in `memory`; `likely`: perhaps this. */
  read(memory: Buffer, at: number, length: number, likely = ''): string {
    if (isAt(memory, at, length, likely)) return likely;
    if (length > longest) return memory.toString('utf8', at, at + length);
    let hash = length;
    let every = 0;
    for (let index = at; index < at + length; index += 1) {
      const byte = memory[index] ?? 0;
      hash = Math.imul(hash ^ byte, 0x01000193);
      every |= byte;
    }
    // Only of ASCII is a byte a character.
    if (every >= 0x80) return memory.toString('utf8', at, at + length);
    hash ^= hash >>> 15;
    const mask = this.#texts.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const known = this.#texts[place];
      if (known === undefined)
        return this.#add(place, hash, this.#wider?.read(memory, at, length) ?? memory.toString('latin1', at, at + length));
      if (this.#hashes[place] === hash && isAt(memory, at, length, known)) return known;
    }
  }

  #add(place: number, hash: number, text: string): string {
    this.#texts[place] = text;
    this.#hashes[place] = hash;
    this.#count += 1;
    if (this.#count * 2 > this.#texts.length) this.#grow();
    return text;
  }

  #grow(): void {
    const [texts, hashes] = [this.#texts, this.#hashes];
    this.#texts = new Array<string | undefined>(texts.length * 2);
    this.#hashes = new Int32Array(texts.length * 2);
    const mask = this.#texts.length - 1;
    for (const [index, text] of texts.entries()) {
      if (text === undefined) continue;
      const hash = hashes[index] ?? 0;
      let place = hash & mask;
      while (this.#texts[place] !== undefined) place = (place + 1) & mask;
      this.#texts[place] = text;
      this.#hashes[place] = hash;
    }
  }
}

function isAt(memory: Buffer, at: number, length: number, text: string): boolean {
  if (text.length !== length) return false;
  // Names of neighbours differ at their end. A byte beyond ASCII is no character of its own.
  for (let index = length - 1; index >= 0; index -= 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x80 || memory[at + index] !== code) return false;
  }
  return true;
}
