import type { CircuitOrderField } from '../model/circuit-order-fields';
import { userVcis } from '../model/identifier-range';
import { lineText, type SubscriberLine, type SwitchLimits } from '../model/switch';
import type { CircuitOrderRequest } from '../model/virtual-circuit';
import { readFields, type FieldProblem } from '../model/read-fields';

/** A circuit order as it was typed or read from a file: text by column name. */
export type CircuitOrderFields = Readonly<Partial<Record<CircuitOrderField, string>>>;

export type CircuitOrderIntake =
  | { readonly kind: 'request'; readonly request: CircuitOrderRequest }
  | { readonly kind: 'malformed'; readonly problems: readonly FieldProblem<CircuitOrderField>[] };

/** Reads an order for a circuit (V1). All that is wrong with it is told at once; whether its path and line can serve it is another question. */
export function readCircuitOrder(fields: CircuitOrderFields): CircuitOrderIntake {
  const { problems, text, shaped, whole } = readFields(fields);
  const id = text('order');
  const endUser = text('end-user');
  const pathId = text('path');
  const howTo = 'is not a line; write rack-shelf-slot-circuit, as 1-1-2-17';
  const place = shaped('line', undefined, readPlace, howTo, { rack: 0, shelf: 0, slot: 0, circuit: 0 });
  const line: SubscriberLine = { ...place, vpi: whole('line-vpi', 0, '0'), vci: whole('line-vci', 35, '35') };
  return problems.length > 0 ? { kind: 'malformed', problems } : { kind: 'request', request: { id, endUser, pathId, line } };
}

function readPlace(text: string): Pick<SubscriberLine, 'rack' | 'shelf' | 'slot' | 'circuit'> | null {
  const match = /^(\d{1,5})-(\d{1,5})-(\d{1,5})-(\d{1,5})$/.exec(text);
  if (!match) return null;
  const [rack = 0, shelf = 0, slot = 0, circuit = 0] = match.slice(1).map(Number);
  return { rack, shelf, slot, circuit };
}

/** Why the switch cannot have such a line, and what to do; null: nothing is amiss. */
export function lineAmiss(line: SubscriberLine, { lineVpi, lineVci }: SwitchLimits): string | null {
  const name = `line ${lineText(line)}`;
  if (line.vci < userVcis.first)
    return `${name}: VCI ${line.vci} is reserved, as 0 to ${userVcis.first - 1} are; set line-vci to ${lineVci.first} or more`;
  const outside = [
    { field: 'line-vpi', kind: 'VPI', value: line.vpi, range: lineVpi },
    { field: 'line-vci', kind: 'VCI', value: line.vci, range: lineVci },
  ].find(({ value, range }) => value < range.first || value > range.last);
  if (outside === undefined) return null;
  const { field, kind, value, range } = outside;
  const offered = range.first === range.last ? `only ${range.first}` : `${range.first} to ${range.last}`;
  return `${name}: ${kind} ${value} is not one that the switch offers on lines (${offered}); correct ${field}`;
}
