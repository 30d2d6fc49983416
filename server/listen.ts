import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { wordsOfError } from '../core/model/words-of-error';
import { ShellError } from '../shell/shell-error';
import type { WebLimits } from './limits';

export interface Listening {
  /** An address of this machine, and a port; 0: any that is free. */
  readonly host: string;
  readonly port: number;
  /** PEM files; null: plain HTTP, for loopback only. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** Under which name browsers come; null: `host`. */
  readonly name: string | null;
}

/** `origin`: `http://127.0.0.1:7171`. Throws a ShellError where it cannot listen. */
export async function listen(listening: Listening, limits: WebLimits): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = serverFor(listening, limits);
  server.maxConnections = limits.maxConnections;
  await bind(server, listening);
  return { server, origin: originOf(server, listening) };
}

function serverFor({ tls }: Listening, limits: WebLimits): Server {
  const settings = {
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    // Looked after often enough for the two above to mean something.
    connectionsCheckingInterval: 1_000,
  };
  if (tls === null) return createServer(settings);
  const [cert, key] = [readPem(tls.certFile, '--cert'), readPem(tls.keyFile, '--key')];
  try {
    return createSecureServer({ ...settings, cert, key, minVersion: 'TLSv1.2' });
  } catch (error) {
    throw new ShellError(
      'usage',
      `${tls.certFile} and ${tls.keyFile} are no certificate with its key (${wordsOfError(error)}): correct --cert and --key`,
    );
  }
}

function readPem(file: string, flag: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ShellError('usage', `${flag}: ${file} cannot be read (${wordsOfError(error)})`);
  }
}

const bind = (server: Server, { host, port }: Listening): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const remedy = error.code === 'EADDRINUSE' ? 'choose another --port, or end what listens there' : 'correct --host and --port';
      reject(
        new ShellError('refused', `the console cannot listen at ${host} port ${port} (${error.message}): ${remedy}`, { cause: error }),
      );
    });
    server.listen({ host, port, exclusive: true }, resolve);
  });

function originOf(server: Server, { host, name, tls }: Listening): string {
  const { port } = server.address() as AddressInfo;
  const shown = name ?? (host.includes(':') ? `[${host}]` : host);
  // URL leaves out the port that goes without saying.
  return new URL(`${tls === null ? 'http' : 'https'}://${shown}:${port}`).origin;
}
