import { circuitListColumns, circuitOrderFields, type CircuitOrderField } from './circuit-order-fields';
import type { CircuitOrder } from './virtual-circuit';

/** What is told of a circuit order beside itself. */
interface ListedCircuit extends CircuitOrder {
  readonly provider: string;
  /** Of the path. */
  readonly vpi: number;
  readonly isImpaired: boolean;
}

/** How a circuit order is listed, in the columns `circuitOrderFields` and `circuitListColumns`: a list can be imported. */
export function listedCircuitCells(order: ListedCircuit): readonly (string | number | null)[] {
  const [line, told] = [fieldsOf(order), toldOf(order)];
  return [...circuitOrderFields.map((field) => line[field]), ...circuitListColumns.map((column) => told[column])];
}

const fieldsOf = ({ id, endUser, pathId, line }: CircuitOrder): Readonly<Record<CircuitOrderField, string | number>> => ({
  ...{ order: id, 'end-user': endUser, path: pathId },
  line: [line.rack, line.shelf, line.slot, line.circuit].join('-'),
  ...{ 'line-vpi': line.vpi, 'line-vci': line.vci },
});

const toldOf = (order: ListedCircuit): Readonly<Record<(typeof circuitListColumns)[number], string | number | null>> => ({
  ...{ provider: order.provider, vpi: order.vpi, vci: order.vci, switch: order.switchId },
  ...{ state: order.state, impaired: order.isImpaired ? 'yes' : 'no', cause: order.cause },
  'received-at': new Date(order.receivedAtMs).toISOString(),
  'state-since': new Date(order.stateSinceMs).toISOString(),
});
