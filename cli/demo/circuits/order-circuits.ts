import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCsvTable } from '../../../core/carriers/import/csv-table';
import { readCircuitOrder } from '../../../core/circuits/circuit-order-intake';
import type { CircuitOrderRequest } from '../../../core/model/virtual-circuit';
import { counted, type Demo } from '../demo';
import { badCircuitRows, circuitCsv, makeCircuitRows } from './circuit-order-file';
import { operator, type CircuitsScene } from './make-paths';

/** What was answered to all that was asked for. */
export interface Answered {
  /** Ids of the orders that were taken. */
  readonly taken: readonly string[];
  readonly refused: number;
}

/** Orders for the small path beyond what it has. */
const tooMany = 5;

/** From a file, as an operator would; its last rows are bad, each for another reason. */
export async function orderFromFile(demo: Demo, { paths }: CircuitsScene): Promise<Answered> {
  const { host, screen, folder, random } = demo;
  const file = join(folder, 'circuits.csv');
  screen.heading(`Ordering virtual circuits from ${file}`);
  const good = makeCircuitRows(paths, random);
  await writeFile(file, circuitCsv([...good, ...badCircuitRows(good, paths, tooMany)]));
  const outcome = readCsvTable(await readFile(file));
  if (outcome.kind === 'unreadable') throw new Error(`${file}: ${outcome.message}`);
  const refused: string[][] = [];
  const requests: { readonly line: number; readonly request: CircuitOrderRequest }[] = [];
  for (const { line, fields } of outcome.table.rows) {
    const intake = readCircuitOrder(Object.fromEntries(fields));
    if (intake.kind === 'request') requests.push({ line, request: intake.request });
    else refused.push([`line ${line}`, fields.get('order') ?? '', intake.problems.map(({ message }) => message).join('; ')]);
  }
  const beganAtMs = performance.now();
  const answers = await host.orderCircuits(
    requests.map(({ request }) => request),
    operator,
  );
  const elapsedMs = Math.round(performance.now() - beganAtMs);
  for (const [index, answer] of answers.entries()) {
    if (answer.kind === 'refused') refused.push([`line ${requests[index]?.line ?? 0}`, answer.orderId, answer.message]);
  }
  const taken = answers.flatMap((answer) => (answer.kind === 'received' ? [answer] : []));
  const waiting = taken.filter(({ vci }) => vci === null).length;
  screen.line(
    `  ${counted(taken.length, 'order')} taken in ${elapsedMs} ms: ${taken.length - waiting} have their circuit at once, ${waiting} wait for more to be created`,
  );
  screen.line('  Not taken:');
  screen.table(['line', 'order', 'why'], refused);
  return { taken: taken.map(({ orderId }) => orderId), refused: refused.length };
}
