import { expect, test } from 'vitest';
import { Recording } from './recording';

test('keeps what came, in order, and says now and then how much it is', () => {
  const recording = new Recording();
  const piece = Uint8Array.from([1, 2, 3]);
  expect([recording.add(piece), recording.add(new Uint8Array(20_000))]).toEqual(['added', 'told']);
  piece.fill(9);
  expect(recording.bytes).toBe(20_003);
  expect([...recording.whole().subarray(0, 4)]).toEqual([1, 2, 3, 0]);
});

test('takes no more than 64 MB', () => {
  const recording = new Recording();
  const piece = new Uint8Array(16 * 1024 * 1024);
  const outcomes = Array.from({ length: 5 }, () => recording.add(piece));
  expect(outcomes.at(-1)).toBe('full');
  expect(recording.whole()).toHaveLength(64 * 1024 * 1024);
});
