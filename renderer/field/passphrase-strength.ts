import { shortestPassphrase } from '../../core/contract/field-pack';

export interface Strength {
  /** 0 to 1. */
  readonly share: number;
  readonly word: 'too short' | 'weak' | 'fair' | 'strong';
  /** It may be used: the host takes it. */
  readonly isTaken: boolean;
}

/** From here on, guessing takes years: each guess costs a quarter of a second and 128 MB. */
const strongBits = 60;
const fairBits = 40;
/** Of one out of some two thousand common words. */
const bitsOfWord = 11;

/** A rough, cautious estimate of how many guesses a passphrase stands: words count as words, repeated letters hardly. */
export function passphraseStrength(passphrase: string): Strength {
  if (passphrase.length < shortestPassphrase) return { share: 0.05, word: 'too short', isTaken: false };
  const bits = Math.min(bitsByLetters(passphrase), bitsByWords(passphrase));
  const share = Math.min(1, bits / strongBits);
  return { share, word: bits >= strongBits ? 'strong' : bits >= fairBits ? 'fair' : 'weak', isTaken: true };
}

function bitsByLetters(passphrase: string): number {
  const kinds = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[0-9]/, 10],
    [/[^a-zA-Z0-9]/, 20],
  ] as const;
  const letters = kinds.reduce((sum, [kind, count]) => sum + (kind.test(passphrase) ? count : 0), 0);
  const distinct = new Set(passphrase).size;
  return Math.min(passphrase.length, distinct * 1.5) * Math.log2(Math.max(2, letters)) * 0.8;
}

/** Words in a row are guessed as words; what is in no word, letter by letter. */
function bitsByWords(passphrase: string): number {
  const words = passphrase.match(/[a-z]{3,}/gi) ?? [];
  const others = passphrase.replace(/[a-z]{3,}/gi, '').replace(/\s+/g, '').length;
  return new Set(words.map((word) => word.toLowerCase())).size * bitsOfWord + others * 5;
}
