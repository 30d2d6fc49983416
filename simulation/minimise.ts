import { live, type Life } from './life';

/** The fewest events, as far as leaving out one after another shows, after which the same is wrong; with their trace. */
export async function minimise(life: Life, file: string): Promise<{ readonly kept: readonly number[]; readonly trace: readonly string[] }> {
  const wanted = kindOf(life.faults[0] ?? '');
  let kept = Array.from({ length: life.events }, (_, number) => number);
  const isWrong = async (left: readonly number[]): Promise<boolean> => {
    const { faults } = await live(life.seed, { file, without: all(life.events, left) });
    return faults.some((fault) => kindOf(fault) === wanted);
  };
  for (let size = kept.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < kept.length;) {
      const left = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (await isWrong(left)) kept = left;
      else at += size;
    }
  }
  const { trace } = await live(life.seed, { file, without: all(life.events, kept), isTraceKept: true });
  return { kept, trace };
}

const all = (events: number, kept: readonly number[]): ReadonlySet<number> =>
  new Set(Array.from({ length: events }, (_, number) => number).filter((number) => !kept.includes(number)));

/** The fault without the names of what it happened to. */
const kindOf = (fault: string): string => fault.replace(/[\w/=-]*\d[\w/=.-]*/g, '#');
