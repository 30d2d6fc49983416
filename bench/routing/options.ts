import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { jobNames, type JobName } from './exchange';
import { carrierNetworks } from './networks/carrier-network';
import { isGenerated } from './networks/named-networks';
import { engine, isEngine, participants } from './participants';

export interface Options {
  readonly jobs: readonly JobName[];
  /** Generated ones by name, real ones by the paths of their files. */
  readonly networks: readonly string[];
  /** Names of participants. */
  readonly peers: readonly string[];
  /** How long each participant has for each job on each network. */
  readonly seconds: number;
  readonly json: string | null;
  readonly chart: string | null;
}

export type Asked =
  { readonly kind: 'run'; readonly options: Options } | { readonly kind: 'help' } | { readonly kind: 'wrong'; readonly message: string };

const allPeers = participants.map(({ name }) => name);
const usualNetworks = ['n100', 'n1k', 'n10k'];

export const help = `Measures the engine's routing beside other programs', on the same networks and questions, and compares every answer.

npm run bench -- [options]

  --jobs J1,J2          which jobs (${jobNames.join(', ')}); all of them
  --nets n1k,FILE       which networks (${Object.keys(carrierNetworks).join(', ')}, or files, GraphML or TopoHub's JSON); ${usualNetworks.join(',')}
  --peers lemon,boost   which programs beside the engine (${allPeers.filter((name) => !isEngine(name)).join(', ')}); all that this machine has
  --seconds 2           how long each has for a job on a network; 1.2
  --json FILE           writes the figures, microseconds, as a list of {job, net, peer, median, mean, p95, n, checksum}
  --chart FILE          draws them, as SVG
  --help

Ends with 1 where two answers differ. The jobs, and how to read the table: bench/routing/README.md.
`;

/** What was asked for; of what is wrong, the first, with what may be written there. */
export function readOptions(parameters: readonly string[]): Asked {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...parameters],
      options: {
        jobs: { type: 'string' },
        nets: { type: 'string' },
        peers: { type: 'string' },
        seconds: { type: 'string' },
        json: { type: 'string' },
        chart: { type: 'string' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/[.\n] ?/);
    return { kind: 'wrong', message: `${first}: see --help for the options that there are` };
  }
  if (values.help === true) return { kind: 'help' };
  const seconds = Number(values.seconds ?? '1.2');
  if (!(seconds > 0 && seconds <= 3_600)) return wrong('--seconds', values.seconds ?? '', 'a number above 0, such as 2');
  const jobs = listed(values.jobs) ?? jobNames;
  const strangeJob = jobs.find((name) => !isJob(name));
  if (strangeJob !== undefined) return wrong('--jobs', strangeJob, `some of ${jobNames.join(', ')}`);
  const networks = listed(values.nets) ?? usualNetworks;
  const strangeNetwork = networks.find((name) => !isGenerated(name) && !existsSync(name));
  if (strangeNetwork !== undefined)
    return wrong('--nets', strangeNetwork, `some of ${Object.keys(carrierNetworks).join(', ')}, or a GraphML file, which has to exist`);
  const peers = listed(values.peers) ?? allPeers;
  const strangePeer = peers.find((name) => !allPeers.includes(name));
  if (strangePeer !== undefined) return wrong('--peers', strangePeer, `some of ${allPeers.join(', ')}`);
  for (const option of ['json', 'chart'] as const) {
    const file = values[option];
    if (file !== undefined && (file === '' || !existsSync(dirname(file))))
      return wrong(`--${option}`, file, 'a file in a folder that exists');
  }
  return {
    kind: 'run',
    options: {
      jobs: jobNames.filter((name) => jobs.includes(name)),
      networks,
      // The engine is there always: it is what is measured.
      peers: allPeers.filter((name) => peers.includes(name) || name === engine || (values.peers !== undefined && isHelpful(name, peers))),
      seconds,
      json: values.json ?? null,
      chart: values.chart ?? null,
    },
  };
}

/** Where a peer can route by latency alone, the engine is asked the same, so that their answers can be compared. */
const isHelpful = (name: string, peers: readonly string[]): boolean =>
  name === `${engine}-latency` && participants.some((peer) => peers.includes(peer.name) && peer.jobs.J6 === 'latency');

const isJob = (name: string): name is JobName => jobNames.some((job) => job === name);

const listed = (text: string | undefined): readonly string[] | null =>
  text === undefined
    ? null
    : text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');

const wrong = (option: string, value: string, remedy: string): Asked => ({
  kind: 'wrong',
  message: `${option} ${value === '' ? '(nothing)' : value}: give ${remedy}`,
});
