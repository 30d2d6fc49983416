import { mkdirSync, rmSync } from 'node:fs';
import type { PracticeFault, PracticeShown } from '../../core/contract/practice';
import type { Progress } from '../../core/contract/procedure';
import { storeKey } from '../../core/host/local/place';
import type { PracticeNetwork, PracticeOutcome } from '../../core/host/procedures/serving';
import { systemClock } from '../../core/host/system-clock';
import { sleep } from '../../core/model/clock';
import { StoreError } from '../../core/store/store-error';
import { acquireStoreLock } from '../../core/store/store-lock';
import { readConfiguration } from '../configuration/configuration';
import { ShellError } from '../shell-error';
import { startNetwork, type RunningNetwork } from '../start-network';
import { undoAll, wordsOf, type Step } from '../undo-all';
import { brokenBy, stillBroken, type Broken } from './broken';
import { disturb, heal } from './disturb';
import { furnish, isFurnished } from './furnish';
import { launchLab, type Lab, type LaunchLab } from './launch-lab';

export interface PracticeStart {
  /** What carriers, switches and the host of the practice keep; it is made where it is missing. */
  readonly folder: string;
  readonly note: (text: string) => void;
  readonly launch?: LaunchLab;
}

/** The practice network of a shell: none runs before `start`. */
export interface Practice extends PracticeNetwork {
  /** null: it does not run. */
  network(): RunningNetwork | null;
  /** As `stop`; resolves once nothing of it is left. */
  close(): Promise<void>;
}

interface Running {
  readonly lab: Lab;
  readonly network: RunningNetwork;
  readonly undo: () => Promise<void>;
}

type Phase = Pick<PracticeShown, 'state' | 'text'>;
const stopped: Phase = { state: 'stopped', text: '' };

export function createPractice({ folder, note, launch = launchLab }: PracticeStart): Practice {
  let phase: Phase = stopped;
  let running: Running | null = null;
  let starting: Promise<PracticeOutcome> | null = null;
  let stopping: Promise<void> | null = null;
  let isWanted = false;
  let broken: readonly Broken[] = [];
  const listeners = new Set<(progress: Progress) => void>();

  const tell = (text: string, done: number): void => {
    phase = { state: 'starting', text };
    for (const listener of listeners) listener({ text, done, total: steps });
  };

  const begin = async (isFresh: boolean): Promise<PracticeOutcome> => {
    try {
      const begun = await startAll({ folder, note, launch }, { isFresh, tell, isWanted: () => isWanted, practice });
      if (begun === null) {
        phase = stopped;
        return { kind: 'refused', message: 'the practice network was stopped before it had started' };
      }
      running = begun;
      phase = { state: 'running', text: '' };
      // Without its carriers there is nothing to practise with.
      void begun.lab.ended.then((words) => {
        if (running === begun) void end({ state: 'failed', text: `its carriers and switches have ended (${words}): start it again` });
      });
      return { kind: 'done', text: '' };
    } catch (error) {
      const text = wordsOf(error);
      phase = { state: 'failed', text };
      return { kind: 'refused', message: text };
    }
  };

  const takeRunning = (): Running | null => {
    const taken = running;
    running = null;
    broken = [];
    if (taken) phase = { state: 'stopping', text: 'ending the host, its carriers and switches' };
    return taken;
  };
  const end = (after: Phase): Promise<void> => {
    isWanted = false;
    if (stopping) return stopping;
    // At once, so that nobody is let in any more.
    const taken = takeRunning();
    const work = async (): Promise<void> => {
      await starting;
      // Who asked for it through a window of the practice has its answer before that window goes.
      await new Promise((resolve) => setImmediate(resolve));
      try {
        await (taken ?? takeRunning())?.undo();
      } catch (error) {
        phase = { state: 'failed', text: `it did not end in order (${wordsOf(error)}): start it again` };
        note(`the practice network did not end in order: ${wordsOf(error)}`);
      }
      // Why it could not be started stays to be read.
      if (phase.state !== 'failed') phase = after;
    };
    stopping = work().finally(() => (stopping = null));
    return stopping;
  };

  const withRunning = async (work: (running: Running) => Promise<PracticeOutcome>): Promise<PracticeOutcome> => {
    if (running === null) return { kind: 'refused', message: 'the practice network does not run: start it first' };
    try {
      return await work(running);
    } catch (error) {
      return { kind: 'refused', message: `the practice network did not do it: ${wordsOf(error)}` };
    }
  };

  const practice: Practice = {
    shown: () => ({
      ...phase,
      isFurnished: isFurnished(folder),
      carriers: running?.lab.ready.carriers.map(({ id, name }) => ({ id, name })) ?? [],
      switches: running?.lab.ready.switches.map(({ id, name }) => ({ id, name })) ?? [],
      toConnect: running ? stillToConnect(running) : null,
      broken: stillBroken(broken, systemClock.now()).map(({ text }) => text),
    }),
    network: () => running?.network ?? null,
    async start(isFresh, onProgress) {
      if (stopping) await stopping;
      if (running) {
        return isFresh
          ? { kind: 'refused', message: 'the practice network runs: stop it before you begin anew' }
          : { kind: 'done', text: '' };
      }
      isWanted = true;
      listeners.add(onProgress);
      try {
        return await (starting ??= begin(isFresh).finally(() => (starting = null)));
      } finally {
        listeners.delete(onProgress);
      }
    },
    stop() {
      void end(stopped);
    },
    close: () => end(stopped),
    disturb: (fault: PracticeFault) =>
      withRunning(async ({ lab, network }) => {
        const outcome = await disturb(lab, network.serving.host, fault);
        if (outcome.kind === 'done') {
          const nowMs = systemClock.now();
          broken = [...stillBroken(broken, nowMs), brokenBy(fault, outcome.text, nowMs)];
        }
        return outcome;
      }),
    repair: () =>
      withRunning(async ({ lab }) => {
        await heal(lab);
        broken = [];
        return { kind: 'done', text: 'everything is repaired' };
      }),
  };
  return practice;
}

/** Whatever id it was connected by: one manager is one carrier. */
function stillToConnect({ lab, network }: Running): PracticeShown['toConnect'] {
  const { toConnect } = lab.ready;
  const isConnected = network.serving.host.outgoing.list().some(({ kind, address }) => kind === 'carrier' && address === toConnect?.url);
  return isConnected ? null : toConnect;
}

const steps = 3;

interface Beginning {
  readonly isFresh: boolean;
  readonly tell: (text: string, done: number) => void;
  readonly isWanted: () => boolean;
  readonly practice: PracticeNetwork;
}

/** Null: it is not wanted any more. What was started is ended where it fails. */
async function startAll(
  { folder, note, launch }: Required<PracticeStart>,
  { isFresh, tell, isWanted, practice }: Beginning,
): Promise<Running | null> {
  const steps: Step[] = [];
  const undo = (): Promise<void> => undoAll(steps);
  try {
    tell('starting five carriers and two switches', 0);
    const release = await holdFolder(folder);
    steps.push(release);
    if (isFresh) rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lab = await launch(folder);
    steps.push(() => lab.stop());
    tell('starting the host', 1);
    const configuration = readConfiguration({ config: lab.ready.configuration, environment: {} });
    const network = await startNetwork({ kind: 'practice', configuration, note, practice });
    steps.push(() => network.close());
    tell('reading what the carriers and switches have', 2);
    await everythingRead(network, isWanted);
    if (!isWanted()) {
      await undo();
      return null;
    }
    if (!isFurnished(folder)) steps.push(furnishBeside(network, folder, note));
    return { lab, network, undo };
  } catch (error) {
    // Why it could not be started counts for more than what did not end well after it.
    await undo().catch((more: unknown) => {
      note(`what was started of the practice network did not end in order: ${wordsOf(more)}`);
    });
    throw error;
  }
}

/** Goes on while the screens are already there; the function ends it. */
function furnishBeside({ serving }: RunningNetwork, folder: string, note: (text: string) => void): () => Promise<void> {
  const interruption = new AbortController();
  const work = furnish({ serving, folder, signal: interruption.signal, note }).catch((error: unknown) => {
    if (!interruption.signal.aborted) note(`the practice network lacks some of its first orders: ${String(error)}`);
  });
  return () => {
    interruption.abort();
    return work;
  };
}

/** Two consoles must not practise in one folder. */
async function holdFolder(folder: string): Promise<() => Promise<void>> {
  try {
    const lock = await acquireStoreLock(storeKey(folder));
    return () => lock.release();
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'in-use')) throw error;
    throw new ShellError('refused', `another console practises in ${folder}: practise there, or end that one`, { cause: error });
  }
}

/** A carrier that does not come is told by its link: it is not waited for without end. */
async function everythingRead({ serving: { host }, configuration }: RunningNetwork, isWanted: () => boolean): Promise<void> {
  const deadlineMs = systemClock.now() + readMs;
  const isRead = async (): Promise<boolean> =>
    configuration.carriers.every(({ id }) => !host.network.view.isStale(id)) && (await host.switches()).every(({ link }) => link.isUp);
  while (isWanted() && systemClock.now() < deadlineMs && !(await isRead())) await sleep(systemClock, lookAgainMs);
}

const readMs = 30_000;
const lookAgainMs = 50;
