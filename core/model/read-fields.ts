import { readDuration } from './duration';
import { hiddenCharactersIn } from './hidden-characters';
import type { IdentifierRange } from './identifier-range';
import { shortened } from './shortened';

export interface FieldProblem<Field extends string> {
  readonly field: Field;
  readonly message: string;
}

const maxTextLength = 200;

/**
 * Reads what was typed, or read from a file, as text by field. A fallback stands for a field that is empty; without one it is missing. What is wrong is
 * gathered in `problems`, and something of the right shape answered, so that all problems are told at once.
 */
export function readFields<Field extends string>(fields: Readonly<Partial<Record<Field, string>>>) {
  const problems: FieldProblem<Field>[] = [];
  // Nobody reads a page of what else is wrong with a text that is too long: most messages quote it.
  const tooLong = new Set<Field>();
  const problem = (field: Field, message: string): void => {
    if (!tooLong.has(field)) problems.push({ field, message });
  };

  const text = (field: Field, fallback?: string): string => {
    const value = fields[field]?.trim() || fallback;
    if (value === undefined) problem(field, `${field} is missing`);
    else if (value.length > maxTextLength) {
      problem(field, `${field} is ${value.length} characters long; at most ${maxTextLength} are taken`);
      tooLong.add(field);
    }
    const hidden = value === undefined ? null : hiddenCharactersIn(value);
    if (hidden !== null) problem(field, `${field} ${hidden}`);
    return value ?? '';
  };

  /** The text in another shape, or null where it has not that shape; what is missing is told once. */
  const shaped = <T>(field: Field, fallback: string | undefined, read: (value: string) => T | null, howTo: string, instead: T): T => {
    const before = problems.length;
    const value = text(field, fallback);
    if (problems.length > before) return instead;
    const shape = read(value);
    if (shape === null) problem(field, `${field} "${shortened(value)}" ${howTo}`);
    return shape ?? instead;
  };

  const whole = (field: Field, example: number, fallback?: string): number =>
    shaped(field, fallback, readWhole, `is not a whole number; write it as ${example}`, 0);
  const duration = (field: Field, fallback?: string): number =>
    shaped(field, fallback, readDuration, 'is not a duration; write a number and its unit, such as 30 s, 10 min or 500 ms', 0);
  const range = (field: Field): IdentifierRange =>
    shaped(field, undefined, readRange, 'is not a range; write its first and last identifier as 32-1023', { first: 0, last: 0 });
  const oneOf = <T extends string>(field: Field, allowed: readonly [T, ...T[]], fallback: T): T => {
    const read = (value: string): T | null => allowed.find((choice) => choice.toLowerCase() === value.toLowerCase()) ?? null;
    return shaped(field, fallback, read, `is not known; use ${allowed.join(', ')}`, fallback);
  };
  return { problems, problem, text, shaped, whole, duration, range, oneOf };
}

// More digits than any number here has, and few enough to be exact.
const readWhole = (text: string): number | null => (/^-?\d{1,12}$/.test(text) ? Number(text) : null);

function readRange(text: string): IdentifierRange | null {
  const match = /^(\d{1,9})(?:\s*(?:-|–|&&)\s*(\d{1,9}))?$/.exec(text);
  return match ? { first: Number(match[1]), last: Number(match[2] ?? match[1]) } : null;
}
