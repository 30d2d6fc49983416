import { z } from 'zod';
import type { IdentifierRange } from '../core/model/identifier-range';
import type { SwitchLimits } from '../core/model/switch';
import { getState, postCommand } from './control-client';
import { launchProgram } from './launch-program';
import { switchProgram } from './places';
import type { SwitchAudit } from './switch/audit';
import type { SwitchCommand } from './switch/commands';

export interface LabSwitchOptions {
  /** Where it keeps what it holds; other files of its own are beside it. */
  readonly stateFile: string;
  /** Without: SW-LAB-1. */
  readonly tid?: string;
  readonly name?: string;
  /** Without: `ops` and `practice`. */
  readonly user?: string;
  readonly password?: string;
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
  /** TL1, by transport. */
  readonly tl1: { readonly tcp: number };
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
  let running = await launch(options, { user, password }, { tl1: 0, control: 0 });
  const { tid, name, tl1, controlUrl } = running.ready;
  return {
    tid,
    name,
    user,
    password,
    tl1,
    controlUrl,
    pid: () => running.ready.pid,
    command: (command) => postCommand(controlUrl, command),
    // Our own program on the other side: the shape is the one that it was compiled with.
    audit: async () => (await getState(controlUrl)) as SwitchAudit,
    stop: () => running.end('SIGTERM'),
    kill: () => running.end('SIGKILL'),
    async startAgain() {
      await running.end('SIGKILL');
      running = await launch(options, { user, password }, { tl1: tl1.tcp, control: Number(new URL(controlUrl).port) });
    },
  };
}

const readyLine = z.object({
  ready: z.literal(true),
  tid: z.string(),
  name: z.string(),
  tl1: z.object({ tcp: z.number() }),
  controlUrl: z.string(),
  pid: z.number(),
});

interface Ports {
  readonly tl1: number;
  readonly control: number;
}

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
  ...['--tl1-port', String(ports.tl1), '--control-port', String(ports.control)],
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
