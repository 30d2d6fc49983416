import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Runs npm scripts, those of each lane in turn and the lanes beside one another: `node scripts/side-by-side.mjs lint unit -- typecheck unused`. Each line that a
 * script says is shown after its name. All are run, whatever fails; ends with 1 where one did, and the last lines tell each one's outcome.
 */
const lanes = process.argv
  .slice(2)
  .join(' ')
  .split(' -- ')
  .map((lane) => lane.split(' '));

/** @typedef {{ readonly isWell: boolean, readonly words: string }} Outcome */

/**
 * @param {string} script
 * @returns {Promise<Outcome>}
 */
function run(script) {
  return new Promise((resolve) => {
    const beganAtMs = performance.now();
    const child = spawn('npm', ['run', '--silent', script], { shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => process.stdout.write(`[${script}] ${line}\n`));
    child.on('error', (error) => process.stdout.write(`[${script}] it could not be started: ${error.message}\n`));
    child.on('close', (code) => {
      const how = code === 0 ? 'done' : `FAILED (${code ?? 'not ended by itself'})`;
      const words = `${script}: ${how} after ${((performance.now() - beganAtMs) / 1000).toFixed(0)} s`;
      process.stdout.write(`${words}\n`);
      resolve({ isWell: code === 0, words });
    });
  });
}

const outcomes = await Promise.all(
  lanes.map(async (lane) => {
    /** @type {Outcome[]} */
    const ofLane = [];
    for (const script of lane) ofLane.push(await run(script));
    return ofLane;
  }),
);
process.stdout.write(`\n${outcomes.flatMap((ofLane) => ofLane.map(({ words }) => words)).join('\n')}\n`);
process.exitCode = outcomes.flat().every(({ isWell }) => isWell) ? 0 : 1;
