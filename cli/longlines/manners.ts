import { exitCodes } from './exit-codes';

let isHost = false;

/** From here on the process is a host: it ends in good order when it is told to, and goes on without anybody who reads what it prints. */
export function becomeHost(): void {
  isHost = true;
}

/** Resolves when the process is told to end. */
export const interruption = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        resolve();
      });
  });

/** How a command behaves towards its terminal and its pipes. */
export function mindManners(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      // `| head` has read enough: that is no error.
      if (!isHost) process.exit(exitCodes.done);
    });
  }
  process.once('SIGINT', () => {
    if (isHost) return;
    process.stderr.write('\nlonglines: interrupted; what a host was asked for goes on\n');
    process.exit(exitCodes.interrupted);
  });
}
