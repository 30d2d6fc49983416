import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

type Listener = (params: never) => void;

/** A Chromium that we speak to over a pipe (Chrome DevTools Protocol), and that ends with us: it ends when the pipe does. */
export interface Chromium {
  send<Answer = unknown>(method: string, params?: object, session?: string): Promise<Answer>;
  /** `session`: of one page; without: of the browser. */
  on(session: string | null, method: string, listener: Listener): void;
  kill(): void;
}

/** `port`: where the test's own tools reach the same browser; it prints its address on standard error, as Electron does. */
export function startChromium(executable: string, port: string, onExit: () => void): Chromium {
  const profile = mkdtempSync(join(tmpdir(), 'll-standin-'));
  const child = spawn(
    executable,
    [
      ...['--headless', '--hide-scrollbars', '--no-sandbox', '--disable-dev-shm-usage', '--enable-unsafe-swiftshader', '--no-first-run'],
      ...[
        '--no-startup-window',
        '--block-new-web-contents',
        '--mute-audio',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
      ...['--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows'],
      ...['--remote-allow-origins=*', '--remote-debugging-pipe', `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`],
    ],
    { stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'] },
  );
  const [, , , input, output] = child.stdio as [null, null, null, Writable, Readable];
  const waiting = new Map<
    number,
    { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void; readonly method: string }
  >();
  const listeners = new Map<string, Listener[]>();
  let lastId = 0;
  let rest = '';

  const take = (text: string): void => {
    const said = JSON.parse(text) as {
      id?: number;
      error?: { message: string };
      result: never;
      method: string;
      params: never;
      sessionId?: string;
    };
    if (said.id === undefined) {
      for (const listener of listeners.get(`${said.sessionId ?? ''} ${said.method}`) ?? []) listener(said.params);
      return;
    }
    const asked = waiting.get(said.id);
    waiting.delete(said.id);
    if (said.error) asked?.reject(new Error(`${asked.method}: ${said.error.message}`));
    else asked?.resolve(said.result);
  };
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    parts.forEach(take);
  });
  // It has ended, or is about to: `exit` tells.
  input.on('error', () => undefined);
  output.on('error', () => undefined);
  child.once('exit', () => {
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    onExit();
  });
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject, method });
        input.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`);
      }),
    on(session, method, listener) {
      const key = `${session ?? ''} ${method}`;
      listeners.set(key, [...(listeners.get(key) ?? []), listener]);
    },
    kill() {
      child.removeAllListeners('exit');
      child.kill('SIGKILL');
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
