import type { Readable } from 'node:stream';

/** What comes in until it contains what is wanted; throws when the stream ends before. */
export function readUntil(stream: Readable, wanted: string | RegExp): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      stream.off('data', onData).off('end', onEnd);
      stream.pause();
    };
    const onData = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      if (typeof wanted === 'string' ? !text.includes(wanted) : !wanted.test(text)) return;
      stop();
      resolve(text);
    };
    const onEnd = (): void => {
      stop();
      reject(new Error(`ended without ${String(wanted)}: ${JSON.stringify(text)}`));
    };
    stream.on('data', onData).on('end', onEnd).resume();
  });
}
