import { describe, expect, test } from 'vitest';
import { windowStates, type MaintenanceWindow, type WindowState } from '../../model/maintenance-window';
import { nextDueMs, stateDue } from './window-state';

const window = (state: WindowState, cancelledBy: string | null = null): MaintenanceWindow => ({
  ...{ id: 'W', subjects: [{ kind: 'site', id: 'FRA' }], fromMs: 1_000, toMs: 2_000, text: 'splicing' },
  ...{ state, plannedBy: 'Ann', cancelledBy },
});
const leadMs = 100;

describe('the state of a window', () => {
  test.each([
    ['planned', 899, 'planned'],
    ['planned', 900, 'moving-away'],
    ['planned', 1_000, 'open'],
    ['planned', 1_999, 'open'],
    // The clock jumped over it.
    ['planned', 2_000, 'closed'],
    ['moving-away', 999, 'moving-away'],
    ['moving-away', 1_000, 'open'],
    ['moving-away', 2_000, 'moving-back'],
    ['open', 1_999, 'open'],
    ['open', 2_000, 'moving-back'],
    // The clock was set back: what has begun is not undone.
    ['moving-away', 0, 'moving-away'],
    ['open', 0, 'open'],
    ['moving-back', 0, 'moving-back'],
    ['closed', 0, 'closed'],
    ['cancelled', 1_500, 'cancelled'],
  ] as const)('%s at %i is %s', (state, nowMs, due) => {
    expect(stateDue(window(state), nowMs, leadMs)).toBe(due);
  });

  test.each([
    ['planned', 'cancelled'],
    ['moving-away', 'moving-back'],
    ['open', 'moving-back'],
    ['moving-back', 'moving-back'],
  ] as const)('that is called off while %s is %s', (state, due) => {
    expect(stateDue(window(state, 'Ann'), 1_500, leadMs)).toBe(due);
  });

  test('only goes on, whatever the clock does', () => {
    const rank = (state: WindowState) => windowStates.indexOf(state);
    for (const state of windowStates) {
      for (const nowMs of [0, 899, 900, 1_000, 2_000, 9_000])
        expect(rank(stateDue(window(state), nowMs, leadMs))).toBeGreaterThanOrEqual(rank(state));
    }
  });

  test('is due for another when the clock has come that far, and an end is due for nothing', () => {
    expect(windowStates.map((state) => nextDueMs(window(state), leadMs))).toEqual([900, 1_000, 2_000, null, null, null]);
    for (const state of ['planned', 'moving-away', 'open'] as const) {
      const dueMs = nextDueMs(window(state), leadMs) ?? NaN;
      expect(stateDue(window(state), dueMs - 1, leadMs)).toBe(state);
      expect(stateDue(window(state), dueMs, leadMs)).not.toBe(state);
    }
  });
});
