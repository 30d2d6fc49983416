import { expect, test } from 'vitest';
import { circuitOrderStates } from '../model/virtual-circuit';
import { isLegalCircuitTransition, legalCircuitTransitions } from './life-cycle';

const asDesigned = `
waiting>given waiting>releasing
given>connecting given>waiting given>releasing
connecting>active connecting>waiting connecting>failed connecting>releasing
active>connecting active>releasing
releasing>released`
  .trim()
  .split(/\s+/);

test('every pair of states is legal exactly where the life of a circuit order says so', () => {
  for (const from of circuitOrderStates) {
    for (const to of circuitOrderStates)
      expect([from, to, isLegalCircuitTransition(from, to)]).toEqual([from, to, asDesigned.includes(`${from}>${to}`)]);
  }
  expect(legalCircuitTransitions()).toHaveLength(asDesigned.length);
});
