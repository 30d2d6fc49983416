const longest = 65_536;

/** Characters in, commands out: each ends with a semicolon outside quotes. What grows too long without one is given up. */
export class CommandSplitter {
  readonly #onCommand: (text: string) => void;
  readonly #onTooLong: () => void;
  #text = '';
  #isQuoted = false;
  #isEscaped = false;

  constructor(onCommand: (text: string) => void, onTooLong: () => void) {
    this.#onCommand = onCommand;
    this.#onTooLong = onTooLong;
  }

  take(text: string): void {
    for (const character of text) this.#takeOne(character);
  }

  #takeOne(character: string): void {
    if (character === ';' && !this.#isQuoted) {
      const command = this.#text;
      this.#reset();
      this.#onCommand(command);
      return;
    }
    // A line end cannot be in quotes: it ends one that was forgotten.
    if (character === '\r' || character === '\n') {
      this.#isQuoted = false;
      return;
    }
    if (character === '"' && !this.#isEscaped) this.#isQuoted = !this.#isQuoted;
    this.#isEscaped = character === '\\' && !this.#isEscaped;
    this.#text += character;
    if (this.#text.length > longest) {
      this.#reset();
      this.#onTooLong();
    }
  }

  #reset(): void {
    this.#text = '';
    this.#isQuoted = false;
    this.#isEscaped = false;
  }
}
