import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import WebSocket from 'ws';
import { protocolVersion } from '../../core/contract/frames';

export interface Served {
  /** Milliseconds from the start of the process. */
  readonly listeningMs: number;
  readonly answeredMs: number;
  readonly firstFrameMs: number;
  /** Resident memory, MB: at the first frame, most until then, and at the end. */
  readonly rssMb: number;
  readonly mostRssMb: number;
  readonly restedRssMb: number;
  /** How long requests took afterwards, one every fiftieth of a second, milliseconds. */
  readonly requestsMs: readonly number[];
}

/** `longlines serve` as it is built, on a store: from its start to the first frame of the orders' table, and for so many seconds after. */
export async function serveAndAsk(file: string, folder: string, seconds: number): Promise<Served> {
  const config = join(folder, 'longlines.json');
  writeFileSync(config, JSON.stringify({ store: file }));
  const began = performance.now();
  const since = (): number => performance.now() - began;
  const environment = { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, XDG_RUNTIME_DIR: folder };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'longlines.js'), 'serve', '--config', config, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment,
  });
  const exited = once(child, 'exit');
  try {
    const url = await addressIn(createInterface(child.stdout));
    const listeningMs = since();
    const { origin } = url;
    await (await fetch(origin)).text();
    const answeredMs = since();
    await firstFrame(origin, url.hash.replace('#token=', ''));
    const firstFrameMs = since();
    const [rssMb, mostRssMb] = [memoryOf(child.pid, 'VmRSS'), memoryOf(child.pid, 'VmHWM')];
    const requestsMs: number[] = [];
    while (since() < firstFrameMs + seconds * 1_000) {
      const asked = performance.now();
      await (await fetch(origin, { method: 'HEAD' })).text();
      requestsMs.push(performance.now() - asked);
      await after(20);
    }
    return { listeningMs, answeredMs, firstFrameMs, rssMb, mostRssMb, restedRssMb: memoryOf(child.pid, 'VmRSS'), requestsMs };
  } finally {
    child.kill('SIGINT');
    await exited;
  }
}

async function addressIn(lines: AsyncIterable<string>): Promise<URL> {
  for await (const line of lines) {
    const address = /https?:\/\/\S+#token=\S+/.exec(line)?.[0];
    if (address !== undefined) return new URL(address);
  }
  throw new Error('longlines serve ended before it printed its address');
}

function firstFrame(origin: string, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/console?network=live`, ['longlines', token], { origin });
    socket.on('error', reject);
    socket.on('open', () => {
      socket.send(JSON.stringify({ hello: { protocol: protocolVersion, program: 'bench' } }));
    });
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as { readonly hello?: unknown; readonly put?: unknown };
      if (frame.hello) socket.send(JSON.stringify({ watch: 1, topic: 'orders' }));
      if (!frame.put) return;
      socket.close();
      resolve();
    });
  });
}

/** MB; only Linux tells. */
function memoryOf(pid: number | undefined, field: 'VmRSS' | 'VmHWM'): number {
  if (process.platform !== 'linux' || pid === undefined) return NaN;
  const kb = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb) / 1024;
}
