import type { CircuitDossierShown, CircuitOrderShown } from '../../core/contract/circuit-shapes';
import { circuitListColumns, circuitOrderFields } from '../../core/model/circuit-order-fields';
import { listedCircuitCells } from '../../core/model/circuit-cells';
import { formatTime } from '../../core/model/clock';
import { lineText } from '../../core/model/switch';
import type { Screen } from '../screen';
import { csvText } from './csv';
import { counted } from './words';

const stateText = ({ state, isImpaired }: CircuitOrderShown): string => (isImpaired ? `${state}, impaired` : state);
const circuitText = ({ vpi, vci }: CircuitOrderShown): string => (vci === null ? '–' : `${vpi}/${vci}`);

export function showCircuits(screen: Screen, orders: readonly CircuitOrderShown[]): void {
  if (orders.length === 0) {
    screen.line('There is no such circuit order.');
    return;
  }
  screen.table(
    ['order', 'end user', 'path', 'provider', 'circuit', 'switch', 'line', 'state', 'since', ''],
    orders.map((order) => [
      ...[order.id, order.endUser, order.pathId, order.provider, circuitText(order), order.switchName, lineText(order.line)],
      ...[stateText(order), formatTime(order.stateSinceMs), order.cause],
    ]),
  );
}

/** With the columns that "circuits import" reads, so that it can be imported. */
export const circuitsCsv = (orders: readonly CircuitOrderShown[]): string =>
  csvText([[...circuitOrderFields, ...circuitListColumns], ...orders.map(listedCircuitCells)]);

export function showCircuit(screen: Screen, { order, transitions, carriage, ahead, waitsFor }: CircuitDossierShown): void {
  screen.heading(`${order.id}, ${order.endUser}: ${order.provider} by path ${order.pathId}, ${stateText(order)}`);
  screen.line(`  ${order.cause} (since ${formatTime(order.stateSinceMs)})`);
  screen.line(`  circuit ${circuitText(order)} of ${order.switchName}, line ${lineText(order.line)}`);
  if (waitsFor !== null) screen.line(`  waits for ${waitsFor}`);
  if (ahead !== null) screen.line(ahead === 0 ? '  the next to be served' : `  ${counted(ahead, 'order')} of the path served before it`);
  if (carriage)
    screen.line(
      `  its path is carried by order ${carriage.orderId} of ${carriage.customer}, which is ${carriage.state}${order.isImpaired ? ': nothing is carried now' : ''}`,
    );
  screen.heading('What happened');
  screen.table(
    ['when', 'state', 'why', 'by'],
    transitions.map(({ atMs, to, cause, actor }) => [formatTime(atMs), to, cause, actor]),
  );
}
