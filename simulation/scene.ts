import type { Host } from '../core/host/create-host';
import type { PathRequest } from '../core/model/virtual-path';
import type { Store } from '../core/store/store';
import type { DrawnWorld } from './draw-world';
import type { EngineProcess } from './engine-process';
import type { SimulatedTime } from './simulated-time';
import type { Mishaps } from './tally';
import type { Trace } from './trace';
import type { UnrulyManager } from './unruly-link';
import type { UnrulySwitch } from './unruly-switch';

/** The engine at work; null between a crash and the next start. */
export interface RunningEngine {
  readonly host: Host;
  readonly store: Store;
  readonly process: EngineProcess;
}

/** What an event of a life may reach. */
export interface Scene {
  readonly time: SimulatedTime;
  readonly trace: Trace;
  readonly world: DrawnWorld;
  readonly managers: readonly UnrulyManager[];
  readonly switches: readonly UnrulySwitch[];
  readonly circuits: CircuitAsks;
  /** Orders that were asked for, whether or not that was heard. */
  readonly submitted: string[];
  /** What the engine said that it had taken on: from then on it must not be lost. */
  readonly acknowledged: { readonly orders: Set<string>; readonly cancels: Set<string> };
  readonly disk: DiskWeather;
  readonly mishaps: Mishaps;
  engine: RunningEngine | null;
  clockOffsetMs: number;
  readonly fault: (text: string) => void;
}

/** What was asked for at switches. */
export interface CircuitAsks {
  /** That there are, or are to be. */
  readonly paths: PathRequest[];
  /** Circuit orders, whether or not that was heard. */
  readonly ordered: string[];
  /** Paths that somebody wanted removed. */
  readonly unwanted: Set<string>;
  readonly acknowledged: { readonly paths: Set<string>; readonly orders: Set<string>; readonly releases: Set<string> };
}

/** How the disk fails at the moment; null: it does not. */
export interface DiskWeather {
  fails: 'full' | 'broken' | null;
  /** Of what is asked of it, so much fails. */
  share: number;
  /** How many times it began to. */
  spells: number;
  /** When it failed last, in simulated time. */
  lastMs: number;
}

/** An operator's request: what a crash or a disk does to it is nobody's fault, anything else is. */
export function ask<T>(
  scene: Scene,
  what: string,
  request: (engine: RunningEngine) => Promise<T>,
  onAnswer: (answer: T) => void = () => undefined,
): void {
  const { engine, trace, fault } = scene;
  if (!engine || engine.process.isDead) return;
  trace.add(`the operator asks: ${what}`);
  request(engine).then(
    (answer) => {
      onAnswer(answer);
      trace.add(`answered: ${what}: ${JSON.stringify(answer)}`);
    },
    (error: unknown) => {
      trace.add(`refused: ${what}: ${String(error)}`);
      const isOfDisk = error instanceof Error && error.name === 'StoreError';
      const isEnding = error instanceof Error && error.name === 'HostEndingError';
      if (!isOfDisk && !isEnding && !engine.process.isDead) fault(`asked to ${what}, the engine throws ${String(error)}`);
    },
  );
}
