import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { differencesIn, differenceWords, type Difference } from './compare-answers';
import { peerFile, type JobName, type Task } from './exchange';
import { makePeers, type MadePeer } from './make-peers';
import { measureJob } from './measure';
import type { BenchNetwork } from './networks/bench-network';
import { networkNamed } from './networks/named-networks';
import { help, readOptions, type Options } from './options';
import { participants, type Files, type Participant } from './participants';
import { startPeer, type PeerProcess } from './peer-process';
import { questionsOn, type Questions } from './questions';
import { chartOf } from './report/chart';
import { jsonOf, linesOf, type Line } from './report/lines';
import { tableOf, verdictTable } from './report/table';
import { verdictsOn, type Verdict } from './verdicts';

const asked = readOptions(process.argv.slice(2));
switch (asked.kind) {
  case 'help':
    process.stdout.write(help);
    break;
  case 'wrong':
    process.stderr.write(`${asked.message}\n`);
    process.exitCode = 2;
    break;
  case 'run':
    process.exitCode = await runBench(asked.options);
}

/** All of them before anything is measured: one that cannot be read is told at once. */
function networksOf({ networks }: Options): readonly BenchNetwork[] | null {
  try {
    return networks.map(networkNamed);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}

interface Outcome {
  readonly lines: readonly Line[];
  readonly verdicts: readonly Verdict[];
  readonly differences: readonly Difference[];
}

async function runBench(options: Options): Promise<number> {
  const networks = networksOf(options);
  if (networks === null) return 2;
  const folder = mkdtempSync(join(tmpdir(), 'll-bench-routing-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  // Interrupted, it leaves nothing behind; the peers end with their standard input.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      remove();
      process.exit(130);
    });
  }
  try {
    const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.versions.node}`;
    say(`${machine}; load ${loadWords()} (1, 5, 15 minutes)`);
    const made = await makePeers(
      participants.filter((participant) => takesPart(options, participant)),
      folder,
    );
    for (const peer of made) if (peer.kind === 'skipped') say(`skipped: ${peer.participant.name}: ${peer.why}`);
    const outcomes: Outcome[] = [];
    for (const network of networks) outcomes.push(await onNetwork(network, options, made, folder));
    const lines = outcomes.flatMap((outcome) => outcome.lines);
    const verdicts = outcomes.flatMap((outcome) => outcome.verdicts);
    const differences = outcomes.flatMap((outcome) => outcome.differences);
    if (verdicts.length > 0) say(`\nTargets; load ${loadWords()}\n${verdictTable(verdicts)}`);
    if (options.json !== null) writeFileSync(options.json, jsonOf(lines));
    if (options.chart !== null) writeFileSync(options.chart, chartOf(lines, machine));
    for (const difference of differences) process.stderr.write(`answers differ: ${differenceWords(difference)}\n`);
    if (differences.length === 0) say('\nAll answers to the same questions are the same.');
    return differences.length === 0 ? 0 : 1;
  } finally {
    remove();
  }
}

function takesPart({ peers, jobs }: Options, participant: Participant): boolean {
  return peers.includes(participant.name) && jobs.some((job) => participant.jobs[job] !== undefined);
}

async function onNetwork(network: BenchNetwork, { jobs, seconds }: Options, made: readonly MadePeer[], folder: string): Promise<Outcome> {
  const nodes = network.vertices.length;
  const questions = questionsOn(network, nodes > 50_000 ? 200 : 1_000);
  const task: Task = { vertices: network.vertices, edges: network.edges, questions };
  const files: Files = { task: join(folder, 'task.json'), peer: join(folder, 'network.txt') };
  writeFileSync(files.task, JSON.stringify(task));
  writeFileSync(files.peer, peerFile(network, questions));
  say(`\n${network.name}: ${nodes} nodes, ${network.edges.length} links`);
  const started: { readonly name: string; readonly jobs: readonly JobName[]; readonly process: PeerProcess }[] = [];
  const outcomes: Outcome[] = [];
  try {
    for (const peer of made) {
      if (peer.kind === 'skipped' || nodes > (peer.participant.mostNodes ?? Infinity)) continue;
      const { name: peerName, command, jobs: does } = peer.participant;
      const process = await startPeer(peerName, command(files, peer.program), 120_000);
      const facts = Object.entries(process.facts).map(([what, ms]) => `${what} in ${ms.toFixed(1)} ms`);
      if (facts.length > 0) say(`${peerName}: ${facts.join(', ')}`);
      started.push({ name: peerName, jobs: jobs.filter((job) => does[job] !== undefined), process });
    }
    for (const job of jobs) {
      const does = started.filter((peer) => peer.jobs.includes(job));
      const runs = await measureJob(job, countOf(job, questions), does, seconds * 1_000);
      const lines = linesOf(job, network.name, runs);
      say(`\n${job} on ${network.name}; load ${loadWords()}\n${tableOf(lines)}`);
      outcomes.push({
        lines,
        verdicts: verdictsOn(job, network.name, nodes, runs),
        differences: differencesIn(job, network.name, runs),
      });
    }
  } finally {
    for (const { process } of started) process.dispose();
  }
  return {
    lines: outcomes.flatMap(({ lines }) => lines),
    verdicts: outcomes.flatMap(({ verdicts }) => verdicts),
    differences: outcomes.flatMap(({ differences }) => differences),
  };
}

function countOf(job: JobName, { routes, storm, booking }: Questions): number {
  if (job === 'J5') return storm.orders.length;
  return job === 'J6' ? booking.orders.length : routes.length;
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

function loadWords(): string {
  return loadavg()
    .map((load) => load.toFixed(1))
    .join(', ');
}
