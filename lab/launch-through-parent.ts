import { basename } from 'node:path';
import { z } from 'zod';
import type { Launch, Running } from './launch';
import type { parentPort } from './parent-port';

/**
 * How a utility process, which can start none itself, has its Electron start one: `{ start: { id, program, words, environment } }`, answered by `{ id, line }`,
 * the first line that it says, and `{ id, ended }`, in words; `{ stop: { id, isKill } }` ends it.
 */
const told = z.union([z.object({ id: z.int(), line: z.string() }), z.object({ id: z.int(), ended: z.string() })]);

let lastId = 0;

export function launchThroughParent<T>(
  port: NonNullable<typeof parentPort>,
  { program, words, environment = {}, readyLine, what }: Launch<T>,
): Promise<Running<T>> {
  lastId += 1;
  const id = lastId;
  let hasEnded = false;
  let tellEnd: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (tellEnd = resolve));
  const stop = (isKill: boolean): void => {
    if (!hasEnded) port.postMessage({ stop: { id, isKill } });
  };
  return new Promise((resolve, reject) => {
    const hear = ({ data }: { readonly data: unknown }): void => {
      const { data: heard } = told.safeParse(data);
      if (heard?.id !== id) return;
      if ('ended' in heard) {
        hasEnded = true;
        port.off('message', hear);
        tellEnd();
        reject(new Error(`${what} ended before it was ready (${heard.ended})`));
        return;
      }
      try {
        resolve({
          ready: readyLine.parse(JSON.parse(heard.line)),
          async end(signal) {
            stop(signal === 'SIGKILL');
            if (!hasEnded) await ended;
          },
        });
      } catch {
        stop(true);
        reject(new Error(`${program} began with "${heard.line}", not with its ready line`));
      }
    };
    port.on('message', hear);
    port.postMessage({ start: { id, program: basename(program), words, environment } });
  });
}
