/** The fields of a circuit order as it is typed, and the columns that have them in a file; `circuits/circuit-order-intake.ts` reads them. */
export const circuitOrderFields = ['order', 'end-user', 'path', 'line', 'line-vpi', 'line-vci'] as const;
export type CircuitOrderField = (typeof circuitOrderFields)[number];

/** What a list of circuit orders has besides the columns that an order is read from. */
export const circuitListColumns = ['provider', 'vpi', 'vci', 'switch', 'state', 'impaired', 'cause', 'received-at', 'state-since'] as const;
