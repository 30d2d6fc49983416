import { expect, test } from 'vitest';
import { brokenBy, stillBroken } from './broken';

const beganAtMs = 1_000;
const words = (nowMs: number) =>
  stillBroken(
    [
      brokenBy({ kind: 'carrier-down', carrierId: 'C', seconds: 30 }, 'the manager of C is gone for 30 s', beganAtMs),
      brokenBy({ kind: 'cut-duct', duct: 'D' }, 'duct D is cut', beganAtMs),
    ],
    nowMs,
  ).map(({ text }) => text);

test('a manager that has come back is not told as broken; what stays broken is, until it is repaired', () => {
  expect(words(30_999)).toEqual(['the manager of C is gone for 30 s', 'duct D is cut']);
  expect(words(31_000)).toEqual(['duct D is cut']);
  expect(words(1e12)).toEqual(['duct D is cut']);
});

test('a switch that may have denied its request already is not said to be about to', () => {
  const broken = brokenBy({ kind: 'switch-denies', switchId: 'SW' }, 'SW denies its next bulk request', 0);
  expect(broken.text).toBe('SW denies its next bulk request, if none has come since');
});
