interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  off(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

/** Where Electron started this program, as a utility process: there is no standard input then, and who started it is spoken to over a port. */
export const parentPort: ParentPort | null = (process as { readonly parentPort?: ParentPort }).parentPort ?? null;

/** Calls `end` once who started us has gone, or wants us gone. A utility process whose Electron dies is ended by Electron. */
export function endWithParent(end: () => void): void {
  if (parentPort === null) process.stdin.on('end', end).on('error', end).resume();
  else
    parentPort.on('message', ({ data }) => {
      if (data === 'end') end();
    });
}
