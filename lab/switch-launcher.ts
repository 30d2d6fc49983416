import { z } from 'zod';
import type { IdentifierRange } from '../core/model/identifier-range';
import type { SwitchLimits } from '../core/model/switch';
import { getState, postCommand } from './control-client';
import { launchProgram } from './launch-program';
import { switchProgram } from './places';
import type { SwitchAudit } from './switch/audit';
import type { SwitchCommand } from './switch/commands';
import type { SwitchPorts } from './switch/front';

export interface LabSwitchOptions {
  /** Where it keeps what it holds; other files of its own are beside it. */
  readonly stateFile: string;
  /** Without: SW-LAB-1. */
  readonly tid?: string;
  readonly name?: string;
  /** Without: `ops` and `practice`. */
  readonly user?: string;
  readonly password?: string;
  /** Files, PEM, for TL1 over TLS; `clientCaFiles`: whose client certificates come in; without: whoever logs in. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string; readonly clientCaFiles?: readonly string[] };
  /** What is not given is a GranDSLAM 4200's. */
  readonly limits?: Partial<SwitchLimits>;
  /** Time for each identifier of a change; without: 0. */
  readonly processingMs?: number;
  /** A command that takes longer is acknowledged; without: 2000. */
  readonly acknowledgeMs?: number;
  /** Lines of a part of a long answer; without: 100. */
  readonly linesPerPart?: number;
  /** The built program; without: `out/main/switch.js` of this repository. */
  readonly program?: string;
}

/** A switch in a process of its own, on 127.0.0.1; ports stay the same over a restart. */
export interface LabSwitch {
  readonly tid: string;
  readonly name: string;
  readonly user: string;
  readonly password: string;
  /** Ports of TL1 by transport; `tls` is null where no certificate was given. */
  readonly tl1: SwitchPorts['tl1'];
  /** Ports of raw command sessions. */
  readonly raw: SwitchPorts['raw'];
  /** `SHA256:…`, as OpenSSH shows it: at the start; the audit has what it is later. */
  readonly hostKey: string;
  readonly controlUrl: string;
  /** Changes with a restart. */
  pid(): number;
  /** Throws with the switch's words where it cannot be done. */
  command(command: SwitchCommand): Promise<void>;
  /** What the switch really holds. */
  audit(): Promise<SwitchAudit>;
  /** Ends it in good order. */
  stop(): Promise<void>;
  /** As a crash: SIGKILL. */
  kill(): Promise<void>;
  /** After `stop` or `kill` (else kills it first): on the same ports with the same state. */
  startAgain(): Promise<void>;
}

/** Starts one and waits until it is ready; throws with what it said last if it ends before. */
export async function startSwitch(options: LabSwitchOptions): Promise<LabSwitch> {
  const { user = 'ops', password = 'practice' } = options;
  let running = await launch(options, { user, password }, null);
  const { tid, name, tl1, raw, hostKey, controlUrl } = running.ready;
  return {
    tid,
    name,
    user,
    password,
    tl1,
    raw,
    hostKey,
    controlUrl,
    pid: () => running.ready.pid,
    command: (command) => postCommand(controlUrl, command),
    // Our own program on the other side: the shape is the one that it was compiled with.
    audit: async () => (await getState(controlUrl)) as SwitchAudit,
    stop: () => running.end('SIGTERM'),
    kill: () => running.end('SIGKILL'),
    async startAgain() {
      await running.end('SIGKILL');
      running = await launch(options, { user, password }, { tl1, raw, controlUrl });
    },
  };
}

const readyLine = z.object({
  ready: z.literal(true),
  tid: z.string(),
  name: z.string(),
  tl1: z.object({ tcp: z.number(), tls: z.number().nullable(), ssh: z.number() }),
  raw: z.object({ ssh: z.number(), telnet: z.number() }),
  hostKey: z.string(),
  controlUrl: z.string(),
  pid: z.number(),
});

/** Null: any that are free. */
type Ports = (SwitchPorts & { readonly controlUrl: string }) | null;

const launch = (options: LabSwitchOptions, { user, password }: { readonly user: string; readonly password: string }, ports: Ports) =>
  launchProgram({
    program: options.program ?? switchProgram(),
    words: wordsFor(options, ports),
    environment: { LAB_SWITCH_USER: user, LAB_SWITCH_PASSWORD: password },
    readyLine,
    what: `switch ${options.tid ?? usualTid}`,
  });

const usualTid = 'SW-LAB-1';

const wordsFor = (options: LabSwitchOptions, ports: Ports): readonly string[] => [
  ...['--state', options.stateFile, '--tid', options.tid ?? usualTid, '--with-parent'],
  ...(options.name === undefined ? [] : ['--name', options.name]),
  ...(options.tls ? tlsWords(options.tls) : []),
  ...(ports ? portWords(ports) : []),
  ...rangeWords('--trunk-vpi', options.limits?.trunkVpi),
  ...rangeWords('--trunk-vci', options.limits?.trunkVci),
  ...rangeWords('--line-vpi', options.limits?.lineVpi),
  ...rangeWords('--line-vci', options.limits?.lineVci),
  ...(options.processingMs === undefined ? [] : ['--processing-ms', String(options.processingMs)]),
  ...(options.acknowledgeMs === undefined ? [] : ['--acknowledge-ms', String(options.acknowledgeMs)]),
  ...(options.linesPerPart === undefined ? [] : ['--part-lines', String(options.linesPerPart)]),
];

const rangeWords = (option: string, range: IdentifierRange | undefined): readonly string[] =>
  range === undefined ? [] : [option, `${range.first}-${range.last}`];

const tlsWords = ({ certFile, keyFile, clientCaFiles = [] }: NonNullable<LabSwitchOptions['tls']>): readonly string[] => [
  ...['--cert', certFile, '--key', keyFile],
  ...clientCaFiles.flatMap((file) => ['--client-ca', file]),
];

const portWords = ({ tl1, raw, controlUrl }: NonNullable<Ports>): readonly string[] => [
  ...['--tl1-port', String(tl1.tcp), '--tl1-tls-port', String(tl1.tls ?? 0), '--tl1-ssh-port', String(tl1.ssh)],
  ...['--ssh-port', String(raw.ssh), '--telnet-port', String(raw.telnet), '--control-port', new URL(controlUrl).port],
];
