import { z } from 'zod';
import type { CarrierRole } from '../core/model/network';
import type { Audit } from './carrier/audit';
import type { LabCommand } from './carrier/commands';
import type { StreamChoice } from './carrier/stream-offer';
import type { TapiVersion } from './carrier/tapi/dialect';
import { getState, postCommand } from './control-client';
import { launchProgram } from './launch-program';
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
  return {
    url,
    controlUrl,
    carrierId,
    pid: () => running.ready.pid,
    control: (command) => postCommand(controlUrl, command),
    audit: () => readAudit(controlUrl),
    stop: () => running.end('SIGTERM'),
    kill: () => running.end('SIGKILL'),
    async restart() {
      await running.end('SIGKILL');
      running = await launch(options, Number(new URL(url).port), Number(new URL(controlUrl).port));
    },
  };
}

/** Our own program on the other side: the shape is the one that it was compiled with. */
const readAudit = async (controlUrl: string): Promise<Audit> => (await getState(controlUrl)) as Audit;

const readyLine = z.object({ ready: z.literal(true), url: z.string(), controlUrl: z.string(), pid: z.number(), carrierId: z.string() });

const launch = (options: CarrierManagerOptions, port: number, controlPort: number) =>
  launchProgram({
    program: options.program ?? carrierManagerProgram(),
    words: argumentsFor(options, port, controlPort),
    readyLine,
    what: `carrier manager for ${options.inventoryFile}`,
  });

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
