import { leaf } from './json';
import type { Json } from './json';

/**
 * A decimal (string or number; RFC 7951 has decimal64 and uint64 as strings) times ten to the `shift`, rounded to the nearest integer, half away from zero.
 * Digit arithmetic, so that 0.1 + 0.2 surprises do not occur. null: not a decimal number, or not an exact integer afterwards.
 */
export function scaledDecimal(value: Json | undefined, shift: number): number | null {
  const match = decimal.exec(leaf(value)?.trim() ?? '');
  if (!match || typeof value === 'boolean') return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const power = shift + Number(exponent);
  if (Math.abs(power) > 40 || whole.length + fraction.length > 60) return null;
  const digits = (whole + fraction).padEnd(whole.length + Math.max(power, 0), '0');
  const point = whole.length + power;
  const integer = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const firstDropped = point < 0 ? '0' : (digits[point] ?? '0');
  const rounded = BigInt(integer) + (firstDropped >= '5' ? 1n : 0n);
  const result = Number(sign === '-' ? -rounded : rounded);
  return Number.isSafeInteger(result) ? result : null;
}

/** A uint64 as the wire has it; null where it is none. */
export function uint64(value: Json | undefined): bigint | null {
  const text = leaf(value) ?? '';
  return /^\d{1,20}$/.test(text) ? BigInt(text) : null;
}

const decimal = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
