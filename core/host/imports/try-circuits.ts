import { readCircuitOrder } from '../../circuits/circuit-order-intake';
import type { Engine } from '../../engine';
import { finalCircuitOrderStates } from '../../model/virtual-circuit';
import { orderChecks } from '../../pools/check-orders';
import type { Tx } from '../../store/store';
import { circuitDifferences, differenceWords } from './differences';
import { amissIn, columnsOf, type GivenRow, type Judged, type TryRows } from './row-trial';

const rowsPerTurn = 25;

/** What each circuit order would be, were those before it in the file taken. */
export function circuitTrial(engine: Engine): TryRows {
  const check = orderChecks();
  return inTurns(engine, async (tx, { fields }) => {
    const intake = readCircuitOrder(fields);
    if (intake.kind === 'malformed') return amissIn('malformed', intake.problems);
    const { request } = intake;
    const known = await tx.circuits.order(request.id);
    if (known) {
      const differences = circuitDifferences(request, known);
      if (differences.length === 0) return { outcome: 'same', column: '', why: `it is there, and ${known.state}` };
      return {
        ...{ outcome: 'differs', column: columnsOf(differences.map(({ column }) => column)) },
        why: `${differenceWords(differences)}; what is there stays: to change it, release it and order anew under another id`,
      };
    }
    const checked = await check(tx, request);
    if (checked.kind === 'refused') return { outcome: 'refused', column: '', why: checked.message };
    return {
      ...{ outcome: 'new', column: '' },
      why: checked.kind === 'given' ? 'would be given an identifier at once' : 'would wait until more circuits are created',
    };
  });
}

/** What would become of circuit orders, were they released. */
export function releaseTrial(engine: Engine): TryRows {
  return inTurns(engine, async (tx, { fields }) => {
    const id = fields['order'] ?? '';
    if (id === '') return amissIn('malformed', [{ field: 'order', message: 'order is missing' }]);
    const known = await tx.circuits.order(id);
    if (!known) return { outcome: 'refused', column: 'order', why: `circuit order ${id} is not known; check its id` };
    if (finalCircuitOrderStates.includes(known.state) || known.state === 'releasing')
      return { outcome: 'same', column: '', why: `it is ${known.state} already` };
    const what = known.vci === null ? 'it has no identifier yet' : `identifier ${known.vci} of path ${known.pathId} becomes free`;
    return { outcome: 'new', column: '', why: `${known.endUser} loses the circuit; ${what}` };
  });
}

function inTurns({ store }: Engine, judge: (tx: Tx, row: GivenRow) => Promise<Judged>): TryRows {
  return async (rows) => {
    const results = [];
    for (let from = 0; from < rows.length; from += rowsPerTurn) {
      const turn = rows.slice(from, from + rowsPerTurn);
      results.push(
        ...(await store.transaction(async (tx) => {
          const judged = [];
          for (const row of turn) {
            const { line, fields, amiss } = row;
            judged.push({
              line,
              fields,
              ...(amiss === '' ? await judge(tx, row) : { outcome: 'malformed' as const, column: '', why: amiss }),
            });
          }
          return judged;
        })),
      );
      await store.pause();
    }
    return results;
  };
}
