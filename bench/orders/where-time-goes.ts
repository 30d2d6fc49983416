import { readFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Of the source of a frame, what it is part of; the first that fits, from the innermost frame outwards. */
const stages: readonly (readonly [stage: string, path: RegExp])[] = [
  // What the profiler itself takes to begin and to end.
  ['profiler', /bench\/orders\/where-time-goes/],
  ['fsync', /#sync$/],
  ['disk', /core\/store\/(disk|disk-syscalls|file-watch)\.ts|bench\/orders\/timed-disk/],
  ['sign and hash', /core\/store\/(historian|history-chain|history-key)\.ts/],
  ['write', /core\/store\/(connection|sqljs-on-disk)\.ts|sql-wasm/],
  ['route', /core\/routing\//],
  ['identify', /core\/identification\//],
  ['network', /core\/network\//],
  ['follow', /core\/latency-watch\/|core\/host\/(announcements|live\/)/],
  ['reserve', /core\/provisioning\/|core\/flows\/|core\/recovery\//],
  ['parse', /core\/orders\/|core\/model\//],
  ['store', /core\/store\//],
  ['host', /core\/host\/|core\/engine\.ts/],
  ['bench', /bench\//],
];

/** Milliseconds of the processor by stage while the work ran, as a sampling profiler saw it. */
export async function whereTimeGoes(work: () => Promise<void>): Promise<Readonly<Record<string, number>>> {
  const session = new Session();
  session.connect();
  const post = <T>(method: string, params?: object): Promise<T> =>
    new Promise((resolve, reject) => {
      session.post(method, params, (error, answer) => {
        if (error) reject(error);
        else resolve(answer as T);
      });
    });
  await post('Profiler.enable');
  await post('Profiler.setSamplingInterval', { interval: 500 });
  await post('Profiler.start');
  await work();
  const { profile } = await post<{ profile: Profiler.Profile }>('Profiler.stop');
  session.disconnect();
  return byStage(profile);
}

function byStage({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Readonly<Record<string, number>> {
  const parents = new Map<number, Profiler.ProfileNode>();
  for (const node of nodes) for (const child of node.children ?? []) parents.set(child, node);
  const stageOfNode = new Map<number, string>();
  const sourceOf = sources();
  for (const node of nodes) {
    const { functionName } = node.callFrame;
    if (functionName === '(idle)' || functionName === '(garbage collector)') {
      stageOfNode.set(node.id, functionName.slice(1, -1));
      continue;
    }
    let found: string | undefined;
    for (let at: Profiler.ProfileNode | undefined = node; at && found === undefined; at = parents.get(at.id)) {
      const place = at.callFrame.functionName === 'fsyncSync' ? '#sync' : sourceOf(at.callFrame);
      found = stages.find(([, path]) => path.test(place))?.[0];
    }
    stageOfNode.set(node.id, found ?? 'other');
  }
  const ms: Record<string, number> = {};
  for (const [at, sample] of samples.entries()) {
    const stage = stageOfNode.get(sample) ?? 'other';
    if (stage !== 'profiler') ms[stage] = (ms[stage] ?? 0) + (timeDeltas[at] ?? 0) / 1_000;
  }
  return ms;
}

/** The source file of a frame of a bundle, by the map beside it. */
function sources(): (frame: { readonly url: string; readonly lineNumber: number; readonly columnNumber: number }) => string {
  const maps = new Map<string, SourceMap | null>();
  const mapOf = (url: string): SourceMap | null => {
    const known = maps.get(url);
    if (known !== undefined) return known;
    let map: SourceMap | null = null;
    if (url.startsWith('file:') && url.includes('/out/'))
      map = new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')) as SourceMapPayload);
    maps.set(url, map);
    return map;
  };
  return ({ url, lineNumber, columnNumber }) => {
    const entry = mapOf(url)?.findEntry(lineNumber, columnNumber);
    return entry && 'originalSource' in entry ? entry.originalSource : url;
  };
}
