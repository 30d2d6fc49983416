import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { audit } from './audit';
import { switchCommand } from './commands';
import { Denial } from './denial';
import type { Front } from './front';
import { perform } from './perform';
import type { Unit } from './unit';

export interface ControlPort {
  readonly url: string;
  close(): Promise<void>;
}

/** The back door for whoever runs the exercise, plain HTTP on loopback: `POST /command` with a `SwitchCommand`, `GET /state` for a `SwitchAudit`. */
export async function openControlPort(unit: Unit, front: Front, port: number): Promise<ControlPort> {
  const server = createServer((request, response) => {
    void answer(unit, front, request).then(({ status, content }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(content));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(unit: Unit, front: Front, request: IncomingMessage): Promise<{ readonly status: number; readonly content: object }> {
  if (request.method === 'GET' && request.url === '/state') return { status: 200, content: audit(unit, front.hostKey()) };
  if (request.method !== 'POST' || request.url !== '/command') return { status: 404, content: { error: 'POST /command, or GET /state' } };
  try {
    await perform(unit, front, switchCommand.parse(JSON.parse(await text(request))));
    return { status: 200, content: { done: true } };
  } catch (error) {
    if (error instanceof z.ZodError) return { status: 400, content: { error: z.prettifyError(error) } };
    if (error instanceof Denial) return { status: 400, content: { error: `${error.code}: ${error.message}` } };
    if (error instanceof SyntaxError) return { status: 400, content: { error: error.message } };
    return { status: 500, content: { error: String(error) } };
  }
}
