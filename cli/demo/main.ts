import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { faultsIn } from './demo-report';
import { graphmlFilesIn, NetworkFolderError } from './network-folder';
import { runDemo } from './run-demo';
import { createScreen } from '../screen';

const help = `Longlines demo: orders routed within their latency limit, provisioned across carrier
managers, restored after a cut; virtual circuits created in bulk on switches
that fail, and joined to lines. Runs on this machine alone.

  npm run demo -- [options]

  --network DIR one carrier for each GraphML file in DIR, interconnected where their cities
                are within 15 km (without: the practice network, four carriers)
  --orders N    orders in the first batch, from 1 to 2000 (60)
  --circuits N  orders for virtual circuits, from 80 to 2000 (500)
  --seed N      another seed gives other orders and timings (1)
  --json FILE   write the closing report as JSON too
  --help        this

Exit status: 0 when all is as it must be, 1 when something is not, 2 for a wrong option, 130 when interrupted.
`;

async function main(): Promise<number> {
  const options = readOptions();
  if (typeof options === 'number') return options;
  const screen = createScreen(process.stdout);
  const interruption = new AbortController();
  process.once('SIGINT', () => {
    interruption.abort();
  });
  if (options.json !== undefined) {
    // Better now than after the whole demo.
    const problem = await writeFile(options.json, '').catch((error: unknown) => String(error));
    if (problem) return refuse(`--json ${options.json} cannot be written: ${problem}`);
  }
  let files: readonly string[] | undefined;
  try {
    files = options.network === undefined ? undefined : await graphmlFilesIn(options.network);
  } catch (error) {
    if (error instanceof NetworkFolderError) return refuse(`--network: ${error.message}`);
    throw error;
  }
  const folder = await mkdtemp(join(tmpdir(), 'longlines-demo-'));
  try {
    const { report, faults } = await runDemo(
      { orders: options.orders, circuits: options.circuits, seed: options.seed, folder, ...(files && { files }) },
      screen,
      interruption.signal,
    );
    const wrong = faultsIn(report);
    screen.line(JSON.stringify(report, null, 2));
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    for (const fault of faults) screen.line(`  ${fault}`);
    if (wrong.length > 0 || faults.length > 0) {
      screen.line(
        `\nNot as it must be: ${[...wrong, `${faults.length} faults above`].join(', ')}. The store and the states of managers and switches are kept in ${folder}`,
      );
      return 1;
    }
    screen.line(
      '\nAll is as it must be: no limit exceeded, nothing provisioned twice, nothing leaked, nothing orphaned, everything explained; no circuit lost or given twice.',
    );
    await rm(folder, { recursive: true, force: true });
    return 0;
  } catch (error) {
    if (interruption.signal.aborted) {
      screen.line('\nInterrupted; managers and switches have been stopped.');
      await rm(folder, { recursive: true, force: true });
      return 130;
    }
    process.stderr.write(
      `\nThe demo stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nWhat it wrote is kept in ${folder}\n`,
    );
    return 1;
  }
}

function readOptions(): { orders: number; circuits: number; seed: number; json?: string; network?: string } | number {
  try {
    const { values } = parseArgs({
      options: {
        network: { type: 'string' },
        orders: { type: 'string' },
        circuits: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const orders = Number(values.orders ?? '60');
    const circuits = Number(values.circuits ?? '500');
    const seed = Number(values.seed ?? '1');
    if (!Number.isInteger(orders) || orders < 1 || orders > 2000)
      return refuse(`--orders ${values.orders ?? ''} is not a whole number from 1 to 2000`);
    if (!Number.isInteger(circuits) || circuits < 80 || circuits > 2000)
      return refuse(`--circuits ${values.circuits ?? ''} is not a whole number from 80 to 2000`);
    if (!Number.isSafeInteger(seed) || seed < 0) return refuse(`--seed ${values.seed ?? ''} is not a whole number`);
    return {
      orders,
      circuits,
      seed,
      ...(values.json !== undefined && { json: values.json }),
      ...(values.network !== undefined && { network: values.network }),
    };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n\n${help}`);
  return 2;
}

process.exitCode = await main();
