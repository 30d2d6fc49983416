import type { JobName, SliceAnswer } from './exchange';
import type { PeerProcess } from './peer-process';
import { isEngine } from './participants';
import { Samples } from './samples';

/** Of a participant in one job. */
export interface Run {
  readonly name: string;
  readonly process: PeerProcess;
  readonly samples: Samples;
  /** Why it stopped before its time; null: it did not. */
  stopped: string | null;
}

const sliceMs = 25;
const mostInSlice = 1_000;
const mostPerRequestMs = 60_000;
const warmUpMs = 400;
/** Below, reading the clock counts: such questions are timed in batches, too. */
const batchedBelowNs = 20_000;

/**
 * Lets all have their turns, a slice each time, until each has had so much time: what else the machine does meanwhile meets all of them. Whoever answers quickly
 * goes through the questions again and again.
 */
export async function measureJob(
  job: JobName,
  questions: number,
  participants: readonly { readonly name: string; readonly process: PeerProcess }[],
  milliseconds: number,
  now: () => number = () => performance.now(),
): Promise<readonly Run[]> {
  const runs = participants.map(({ name, process }): Run => ({ name, process, samples: new Samples(questions), stopped: null }));
  const turns = runs.map((run) => turnsOf(job, questions, run, now));
  for (const [at, turn] of turns.entries())
    await guarded(runs[at], async () => warmUp(turn, isEngine(runs[at]?.name ?? '') ? milliseconds : 0, now));
  const spentMs = runs.map(() => 0);
  for (;;) {
    let isAnyoneLeft = false;
    for (const [at, turn] of turns.entries()) {
      const run = runs[at];
      if (run === undefined || run.stopped !== null || (spentMs[at] ?? 0) >= milliseconds) continue;
      isAnyoneLeft = true;
      await guarded(run, async () => {
        spentMs[at] = (spentMs[at] ?? 0) + (await turn.take(true));
      });
    }
    if (!isAnyoneLeft) return runs;
  }
}

async function guarded(run: Run | undefined, work: () => Promise<void>): Promise<void> {
  if (run === undefined || run.stopped !== null) return;
  try {
    await work();
  } catch (error) {
    run.stopped = error instanceof Error ? error.message : String(error);
  }
}

interface Turns {
  /** Asks for the next slice and gives how long it took, milliseconds. */
  readonly take: (isKept: boolean) => Promise<number>;
  readonly beginAnew: () => void;
  readonly isThrough: () => boolean;
}

function turnsOf(job: JobName, questions: number, { process, samples }: Run, now: () => number): Turns {
  let next = 0;
  let passes = 0;
  let perQuestionNs = Infinity;
  /** What is prepared before a question is not timed, but takes its time all the same. */
  let elapsedMs = 0;
  let largest = 1;
  return {
    take: async (isKept) => {
      const fits = Math.max(1, Math.min(mostInSlice, Math.floor(sliceMs / elapsedMs)));
      const count = Math.min(questions - next, fits, largest);
      // Grows by and by: of a job of which nothing is known, one question may take long.
      largest = Math.min(mostInSlice, largest * 4);
      const first = next;
      // All questions both ways: in one pass each by itself, in the next all of a slice together.
      const isWhole = perQuestionNs < batchedBelowNs && passes % 2 === 1;
      const begun = now();
      const answer = await process.ask({ job, manner: isWhole ? 'whole' : 'each', first, count }, mostPerRequestMs);
      next = (first + count) % questions;
      if (next === 0) passes++;
      const ns = answer.ns.reduce((sum, each) => sum + each, 0);
      perQuestionNs = Number.isFinite(perQuestionNs) ? (perQuestionNs * 3 + ns / count) / 4 : ns / count;
      if (isKept) keep(samples, answer, first, isWhole);
      const tookMs = now() - begun;
      elapsedMs = elapsedMs === 0 ? tookMs / count : (elapsedMs * 3 + tookMs / count) / 4;
      return tookMs;
    },
    beginAnew: () => {
      next = 0;
      passes = 0;
    },
    isThrough: () => passes > 0,
  };
}

function keep(samples: Samples, { values, ns }: SliceAnswer, first: number, isWhole: boolean): void {
  samples.keepValues(first, values);
  if (isWhole) samples.keepBatch(first, values.length, ns[0] ?? NaN);
  else for (const [at, each] of ns.entries()) samples.keepTime(first + at, each);
}

/** Compilers get to know what they have to do; the engine goes through all questions once if it has the time, so that what it keeps is there. */
async function warmUp(turns: Turns, milliseconds: number, now: () => number): Promise<void> {
  const until = now() + Math.max(warmUpMs, milliseconds);
  const untilSome = now() + warmUpMs;
  do await turns.take(false);
  while (now() < untilSome || (!turns.isThrough() && now() < until));
  turns.beginAnew();
}
