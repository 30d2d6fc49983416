import { spawn } from 'node:child_process';

/**
 * Runs npm scripts, those of each lane in turn and the lanes beside one another: `node scripts/side-by-side.mjs lint -- typecheck unused`. What a script said
 * is shown when it has ended. All are run, whatever fails; ends with 1 where one did.
 */
const lanes = process.argv
  .slice(2)
  .join(' ')
  .split(' -- ')
  .map((lane) => lane.split(' '));

/**
 * @param {string} script
 * @returns {Promise<boolean>} Whether it went well.
 */
function run(script) {
  return new Promise((resolve) => {
    const beganAtMs = performance.now();
    const child = spawn('npm', ['run', '--silent', script], { shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (/** @type {Buffer} */ chunk) => said.push(chunk));
    child.on('error', (error) => said.push(Buffer.from(`it could not be started: ${error.message}\n`)));
    child.on('close', (code) => {
      const how = code === 0 ? 'done' : `FAILED (${code ?? 'not ended by itself'})`;
      process.stdout.write(
        `${script}: ${how} after ${((performance.now() - beganAtMs) / 1000).toFixed(0)} s\n${Buffer.concat(said).toString()}`,
      );
      resolve(code === 0);
    });
  });
}

const outcomes = await Promise.all(
  lanes.map(async (lane) => {
    let isWell = true;
    for (const script of lane) isWell = (await run(script)) && isWell;
    return isWell;
  }),
);
process.exitCode = outcomes.every(Boolean) ? 0 : 1;
