import { worseCondition } from '../../model/network';
import type { Condition } from '../../model/network';
import type { CarrierMapping, MappedCondition } from '../mapping';
import { clip, leaf, localName, member } from './json';
import type { Json } from './json';

/** A condition with the carrier's own words for it. */
export interface StatedCondition {
  readonly condition: Condition;
  readonly conditionText: string;
}

/** Of all that a carrier says for a condition: a hundred alarms say no more than the first few. */
const maxWords = 400;

const fine: StatedCondition = { condition: 'up', conditionText: '' };

/** What an object's administrative, operational and lifecycle state mean by the mapping table. A state that the table does not know counts as down. */
export function readCondition(value: Json, states: CarrierMapping['states']): StatedCondition {
  return combine([
    stated('administrative-state', leaf(member(value, 'administrative-state')), states.administrative),
    stated('operational-state', leaf(member(value, 'operational-state')), states.operational),
    stated('lifecycle-state', leaf(member(value, 'lifecycle-state')), states.lifecycle),
  ]);
}

/** The worst of them, with the words of all that are not fine. */
export function combine(conditions: readonly StatedCondition[]): StatedCondition {
  return conditions.reduce(
    (all, one) => ({
      condition: worseCondition(all.condition, one.condition),
      conditionText: clip([all.conditionText, one.conditionText].filter((words) => words !== '').join('; '), maxWords),
    }),
    fine,
  );
}

export const conditionOf = (mapped: MappedCondition): Condition => (mapped === 'ignored' ? 'up' : mapped);

function stated(name: string, state: string | null, table: Readonly<Record<string, MappedCondition>>): StatedCondition {
  if (state === null) return fine;
  const local = localName(state);
  const mapped = Object.hasOwn(table, local) ? table[local] : undefined;
  if (mapped === 'ignored') return fine;
  const words = mapped ? `${name} ${local}` : `${name} ${clip(local, 40)}, which the mapping table does not know`;
  return { condition: mapped ?? 'down', conditionText: words };
}
