import { circuitOrderFields, type CircuitOrderField } from '../circuits/circuit-order-intake';
import { readOrderTable, type OrderTable, type OrderTableRow } from './order-table';

export type CircuitRow = OrderTableRow<CircuitOrderField>;

/** What a list of circuit orders has besides the columns that an order is read from. */
export const circuitListColumns = ['provider', 'vpi', 'vci', 'switch', 'state', 'impaired', 'cause', 'received-at', 'state-since'] as const;

/** Reads circuit orders from a CSV file, as `readOrderFile` does orders; those of a list of circuit orders too. */
export const readCircuitFile = (bytes: Uint8Array, name: string): OrderTable<CircuitOrderField> =>
  readOrderTable(bytes, name, { fields: circuitOrderFields, required: ['order', 'end-user', 'path', 'line'], told: circuitListColumns });
