import { circuitOrderStates, finalCircuitOrderStates, type CircuitOrderState } from '../model/virtual-circuit';

/** Life of a circuit order as data: what may follow each state, releasing aside. */
const next: Readonly<Record<CircuitOrderState, readonly CircuitOrderState[]>> = {
  waiting: ['given'],
  given: ['connecting', 'waiting'],
  // Back to waiting: the circuit turned out to be taken, and another is given.
  connecting: ['active', 'waiting', 'failed'],
  // The switch lost it: it is joined again.
  active: ['connecting'],
  releasing: ['released'],
  released: [],
  failed: [],
};

/** Whether a circuit order may go from one state to the other. `releasing` is possible from every state that is not an end. */
export function isLegalCircuitTransition(from: CircuitOrderState, to: CircuitOrderState): boolean {
  if (to === 'releasing') return from !== 'releasing' && !finalCircuitOrderStates.includes(from);
  return next[from].includes(to);
}

/** All legal transitions, for tests and documentation. */
export function legalCircuitTransitions(): readonly (readonly [CircuitOrderState, CircuitOrderState])[] {
  return circuitOrderStates.flatMap((from) =>
    circuitOrderStates.filter((to) => isLegalCircuitTransition(from, to)).map((to) => [from, to] as const),
  );
}
