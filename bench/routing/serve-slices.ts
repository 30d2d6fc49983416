import { createInterface } from 'node:readline';
import { jobNames, type JobName, type SliceAnswer } from './exchange';

/** What can be asked of a process: the optimum of a job's question. `reset`: the first one of J5 or J6 comes next. */
export interface Answerer {
  readonly answer: (question: number) => number;
  readonly reset?: () => void;
  /** Before each question, and not timed. */
  readonly prepare?: (question: number) => void;
}

/** Answers slices on standard input until it ends; says first that it is there. */
export function serveSlices(answerers: Partial<Record<JobName, Answerer>>, facts: Readonly<Record<string, number>> = {}): void {
  say({ ready: true, ...facts });
  createInterface({ input: process.stdin }).on('line', (line) => {
    const [job, manner, first, count] = line.split(' ');
    const answerer = answerers[jobNames.find((name) => name === job) ?? 'J1'];
    if (answerer === undefined) throw new Error(`job ${job ?? ''} is not done here`);
    say(answerSlice(answerer, manner === 'whole', Number(first), Number(count)));
  });
}

export function answerSlice({ answer, reset, prepare }: Answerer, isWhole: boolean, first: number, count: number): SliceAnswer {
  if (first === 0) reset?.();
  const values: number[] = new Array<number>(count).fill(0);
  // What has to be prepared in between cannot be timed at one stroke.
  if (isWhole && prepare === undefined) {
    const begun = performance.now();
    for (let at = 0; at < count; at++) values[at] = answer(first + at);
    return { values, ns: [(performance.now() - begun) * 1e6] };
  }
  const ns: number[] = new Array<number>(count).fill(0);
  for (let at = 0; at < count; at++) {
    prepare?.(first + at);
    const begun = performance.now();
    values[at] = answer(first + at);
    ns[at] = (performance.now() - begun) * 1e6;
  }
  return { values, ns: isWhole ? [ns.reduce((sum, each) => sum + each, 0)] : ns };
}

const say = (words: object): void => void process.stdout.write(`${JSON.stringify(words)}\n`);
