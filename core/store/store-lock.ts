import { createHash } from 'node:crypto';
import { statSync, unlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreError } from './store-error';

export interface StoreLock {
  release(): Promise<void>;
}

/**
 * One process owns a store: it holds a local socket whose name follows from the file's real path, so that it is free again when the
 * process dies, however it dies. Throws a StoreError `in-use`. Another container, with a network namespace of its own, is not kept out.
 */
export async function acquireStoreLock(realPath: string): Promise<StoreLock> {
  const address = lockAddress(realPath, process.platform);
  const server = await holdAddress(address).catch((cause: unknown) => {
    throw new StoreError('io', `the store ${realPath} cannot be locked (${String(cause)}): allow this user local sockets`, { cause });
  });
  if (server === undefined) {
    throw new StoreError('in-use', `the store ${realPath} is open in another Longlines: use that one, or close it and try again`);
  }
  return {
    release: () =>
      new Promise(
        (resolve) =>
          void server.close(() => {
            resolve();
          }),
      ),
  };
}

const abstractNameLength = 107;

/** Linux: abstract socket; Windows: named pipe; elsewhere a socket file in the folder for temporary files. */
export function lockAddress(realPath: string, platform: NodeJS.Platform): string {
  const hash = createHash('sha256').update(realPath).digest('hex').slice(0, 40);
  if (platform === 'win32') return `\\\\.\\pipe\\longlines-${hash}`;
  if (platform !== 'linux') return join(tmpdir(), `longlines-${hash}.sock`);
  // As long as an address can be: older Nodes fill it up with zeros and newer ones do not, and both must mean the same one.
  return `\0${`longlines-${hash}-`.padEnd(abstractNameLength, 'x')}`;
}

/** Undefined: somebody holds it. A socket file outlives its process, and is stale when nobody answers; two who find that at the same moment may both go on. */
export async function holdAddress(address: string): Promise<Server | undefined> {
  const server = await listen(address);
  if (server !== undefined || !isSocketFile(address) || (await isAnswered(address))) return server;
  unlinkSync(address);
  return listen(address);
}

const isSocketFile = (address: string): boolean =>
  !address.startsWith('\0') && !address.startsWith('\\\\') && statSync(address, { throwIfNoEntry: false })?.isSocket() === true;

/** Undefined: something is there. */
function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    // Nothing is said over it; who connects only wants to know whether it lives.
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    // `exclusive`: a cluster's workers would share it otherwise. `unref`: a lock keeps no process alive.
    server.listen({ path: address, exclusive: true }, () => {
      server.unref();
      resolve(server);
    });
  });
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'ECONNREFUSED');
    });
  });
}
