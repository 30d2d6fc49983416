/** No, as a TL1 switch says it: a code of GR-831 appendix A, and words for people. */
export class Denial extends Error {
  readonly code: string;

  constructor(code: string, words: string) {
    super(words);
    this.code = code;
  }
}
