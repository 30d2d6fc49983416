import { fileURLToPath } from 'node:url';
import type { JobName } from './exchange';
import type { Command } from './peer-process';

/** What an answer of J5 and J6 is the least of. Peers that know no price route by latency; their answers are compared with the engine's by latency. */
export type Measure = 'latency' | 'price';

/** The files of one network. */
export interface Files {
  readonly task: string;
  readonly peer: string;
}

export interface Participant {
  readonly name: string;
  readonly jobs: Partial<Record<JobName, Measure>>;
  /** Networks of more nodes would take it too long. */
  readonly mostNodes?: number;
  /** What it is made of; null: it is built with the bench. */
  readonly source: Source | null;
  /** `program`: what was made of the source. */
  readonly command: (files: Files, program: string) => Command;
}

export type Source =
  | { readonly kind: 'cpp'; readonly file: string; readonly flags: readonly string[]; readonly package: string }
  | { readonly kind: 'python'; readonly file: string; readonly module: string; readonly package: string }
  | { readonly kind: 'java'; readonly file: string; readonly jars: string; readonly package: string };

export const engine = 'longlines';
export const isEngine = (name: string): boolean => name === engine || name.startsWith(`${engine}-`);

/** Beside this program, as the build puts it. */
const built = (name: string): string => fileURLToPath(new URL(`${name}.js`, import.meta.url));

const node = (name: string, ...parameters: string[]): Command => ({
  program: process.execPath,
  parameters: ['--max-old-space-size=8192', built(name), ...parameters],
});
const ours =
  (manner: string) =>
  ({ task }: Files): Command =>
    node('bench-routing-ours', task, manner);
const npm =
  (peer: string) =>
  (files: Files): Command =>
    node('bench-routing-npm', files.peer, peer);
const compiled =
  (...parameters: string[]) =>
  ({ peer }: Files, program: string): Command => ({ program, parameters: [peer, ...parameters] });

const boost: Source = { kind: 'cpp', file: 'boost.cpp', flags: [], package: 'libboost-graph-dev' };

export const participants: readonly Participant[] = [
  {
    name: engine,
    jobs: { J1: 'latency', J2: 'price', J3: 'latency', J4: 'latency', J4S: 'latency', J5: 'price', J6: 'price' },
    source: null,
    command: ours('warm'),
  },
  { name: `${engine}-cold`, jobs: { J1: 'latency', J2: 'price' }, source: null, command: ours('cold') },
  { name: `${engine}-latency`, jobs: { J5: 'latency', J6: 'latency' }, source: null, command: ours('latency') },
  { name: 'ngraph', jobs: { J1: 'latency' }, source: null, command: npm('ngraph') },
  { name: 'graphology', jobs: { J1: 'latency' }, source: null, command: npm('graphology') },
  {
    name: 'lemon',
    jobs: { J1: 'latency', J4: 'latency', J5: 'latency', J6: 'latency' },
    source: { kind: 'cpp', file: 'lemon.cpp', flags: [], package: 'liblemon-dev' },
    command: compiled(),
  },
  { name: 'boost', jobs: { J2: 'price', J5: 'price', J6: 'price' }, source: boost, command: compiled('bounds') },
  // The oracle: every Pareto-optimal route of a query, without anything to hasten it.
  { name: 'boost-pareto', jobs: { J2: 'price' }, mostNodes: 2_000, source: boost, command: compiled('plain') },
  {
    name: 'igraph',
    jobs: { J1: 'latency', J3: 'latency' },
    source: { kind: 'cpp', file: 'igraph.cpp', flags: ['-I/usr/include/igraph', '-ligraph'], package: 'libigraph-dev' },
    command: compiled(),
  },
  {
    name: 'networkx',
    jobs: { J1: 'latency', J3: 'latency' },
    source: { kind: 'python', file: 'networkx_peer.py', module: 'networkx', package: 'python3-networkx' },
    command: ({ peer }, program) => ({ program, parameters: [fileURLToPath(new URL('networkx_peer.py', peersFolder)), peer] }),
  },
  {
    name: 'jgrapht',
    jobs: { J1: 'latency', J3: 'latency', J4: 'latency' },
    source: { kind: 'java', file: 'JgraphtPeer.java', jars: '/usr/share/java', package: 'libjgrapht-java' },
    command: ({ peer }, program) => ({ program: 'java', parameters: ['-Xss16m', '-cp', program, 'JgraphtPeer', peer] }),
  },
];

/** The sources, of which the build copies none. */
export const peersFolder = new URL('../../bench/routing/peers/', import.meta.url);
