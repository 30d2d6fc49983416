import { readFileSync } from 'node:fs';
import { serveSlices } from '../serve-slices';
import { graphologyAnswer, ngraphAnswer, readPeerFile } from './npm-answers';

/** The peers from npm as processes: `node bench-routing-npm.js PEERFILE ngraph|graphology`. They do J1. */
const [file = '', peer] = process.argv.slice(2);
const network = readPeerFile(readFileSync(file, 'utf8'));
const answers: Readonly<Record<string, () => (question: number) => number>> = {
  ngraph: () => ngraphAnswer(network),
  graphology: () => graphologyAnswer(network),
};
const answer = answers[peer ?? '']?.();
if (answer === undefined) throw new Error(`no peer ${peer ?? ''}: give one of ${Object.keys(answers).join(', ')}`);
serveSlices({ J1: { answer } });
