import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { CarrierRole } from '../core/model/network';
import type { Audit } from './carrier/audit';
import type { LabCommand } from './carrier/commands';
import type { StreamChoice } from './carrier/stream-offer';
import type { TapiVersion } from './carrier/tapi/dialect';
import { carrierManagerProgram } from './places';

/** What a GraphML inventory does not say of a carrier; files and figures as `carrier-manager --help` has them. */
export interface GraphmlTerms {
  readonly interconnectsFile: string;
  readonly carrierId: string;
  readonly carrierName: string;
  readonly role: CarrierRole;
  readonly slots?: number;
  readonly clientPorts?: number;
}

export interface CarrierManagerOptions {
  /** Files: the carrier's inventory (GraphML where `graphml` is given), where it keeps its state, its certificate and key, and who may come in. */
  readonly inventoryFile: string;
  readonly stateFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly clientCaFiles: readonly string[];
  readonly graphml?: GraphmlTerms;
  /** 0 or nothing: any that is free; a restart keeps what was taken. */
  readonly port?: number;
  readonly controlPort?: number;
  readonly provisionMs?: number;
  readonly seed?: number;
  /** Without: 2.5.0. */
  readonly tapi?: TapiVersion;
  /** How it tells of changes; without: server-sent events. */
  readonly streams?: StreamChoice;
  /** Whether services can be moved in place; without: they can. */
  readonly canPatch?: boolean;
  /** The built program; without: `out/main/carrier-manager.js` of this repository. */
  readonly program?: string;
}

/** A carrier's manager in a process of its own. */
export interface CarrierManager {
  readonly url: string;
  readonly controlUrl: string;
  readonly carrierId: string;
  /** Changes with a restart. */
  pid(): number;
  /** Throws with the manager's words where it cannot be done. */
  control(command: LabCommand): Promise<void>;
  /** What the carrier really holds. */
  audit(): Promise<Audit>;
  /** Ends it in good order. */
  stop(): Promise<void>;
  /** As a crash: SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again (after `stop` or `kill`, else kills it first) on the same ports with the same state. */
  restart(): Promise<void>;
}

/** Starts one and waits until it is ready; throws with what it said last if it dies before. */
export async function startCarrierManager(options: CarrierManagerOptions): Promise<CarrierManager> {
  let running = await launch(options, options.port ?? 0, options.controlPort ?? 0);
  const { url, controlUrl, carrierId } = running.ready;
  const end = async (signal: NodeJS.Signals) => {
    if (running.process.exitCode !== null || running.process.signalCode !== null) return;
    const exited = once(running.process, 'exit');
    running.process.kill(signal);
    await exited;
  };
  return {
    url,
    controlUrl,
    carrierId,
    pid: () => running.ready.pid,
    control: (command) => sendCommand(controlUrl, command),
    audit: () => readAudit(controlUrl),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGKILL');
      running = await launch(options, Number(new URL(url).port), Number(new URL(controlUrl).port));
    },
  };
}

export async function sendCommand(controlUrl: string, command: LabCommand): Promise<void> {
  const response = await fetch(`${controlUrl}/command`, { method: 'POST', body: JSON.stringify(command) });
  const answer = z.object({ error: z.string().optional() }).parse(await response.json());
  if (!response.ok) throw new Error(answer.error ?? `the control port answered ${response.status}`);
}

export async function readAudit(controlUrl: string): Promise<Audit> {
  const response = await fetch(`${controlUrl}/state`);
  if (!response.ok) throw new Error(`the control port answered ${response.status}`);
  // Our own program on the other side: the shape is the one that it was compiled with.
  return (await response.json()) as Audit;
}

const readyLine = z.object({ ready: z.literal(true), url: z.string(), controlUrl: z.string(), pid: z.number(), carrierId: z.string() });

interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ready: z.infer<typeof readyLine>;
}

async function launch(options: CarrierManagerOptions, port: number, controlPort: number): Promise<Running> {
  const program = options.program ?? carrierManagerProgram();
  const child = spawn(process.execPath, [program, ...argumentsFor(options, port, controlPort)]);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-4000);
  });
  // Once it has ended there is nobody to write to.
  child.stdin.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    // `close`, not `exit`: the last words come through a pipe and may arrive after the end.
    const ended = (code: number | null, signal: NodeJS.Signals | null) => {
      const how = signal ?? `code ${code ?? 0}`;
      reject(new Error(`carrier manager for ${options.inventoryFile} ended before it was ready (${how}): ${said.trim()}`));
    };
    child.once('close', ended);
    child.once('error', (error) => {
      reject(new Error(`${program} could not be started`, { cause: error }));
    });
    createInterface({ input: child.stdout }).once('line', (line) => {
      child.off('close', ended);
      try {
        resolve({ process: child, ready: readyLine.parse(JSON.parse(line)) });
      } catch {
        child.kill('SIGKILL');
        reject(new Error(`${program} began with "${line}", not with its ready line`));
      }
    });
  });
}

function argumentsFor(options: CarrierManagerOptions, port: number, controlPort: number): readonly string[] {
  return [
    ...['--inventory', options.inventoryFile, '--state', options.stateFile, '--cert', options.certFile, '--key', options.keyFile],
    ...options.clientCaFiles.flatMap((file) => ['--client-ca', file]),
    ...['--port', String(port), '--control-port', String(controlPort), '--with-parent'],
    ...(options.provisionMs === undefined ? [] : ['--provision-ms', String(options.provisionMs)]),
    ...(options.seed === undefined ? [] : ['--seed', String(options.seed)]),
    ...(options.tapi === undefined ? [] : ['--tapi', options.tapi]),
    ...(options.streams === undefined ? [] : ['--streams', options.streams]),
    ...(options.canPatch === false ? ['--no-patch'] : []),
    ...(options.graphml ? graphmlArguments(options.graphml) : []),
  ];
}

const graphmlArguments = ({ interconnectsFile, carrierId, carrierName, role, slots, clientPorts }: GraphmlTerms): readonly string[] => [
  ...['--interconnects', interconnectsFile, '--carrier-id', carrierId, '--carrier-name', carrierName, '--role', role],
  ...(slots === undefined ? [] : ['--slots', String(slots)]),
  ...(clientPorts === undefined ? [] : ['--client-ports', String(clientPorts)]),
];
