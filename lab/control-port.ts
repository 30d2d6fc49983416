import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

export interface ControlPort {
  readonly url: string;
  close(): Promise<void>;
}

export interface Controlled {
  /** What it really holds. */
  readonly state: () => object;
  /** Throws a ZodError where the command has not its shape. */
  readonly perform: (command: unknown) => Promise<void>;
  /** Why a command cannot be carried out, in words; null: that is a fault of the lab. */
  readonly refusalIn: (error: unknown) => string | null;
}

/** The back door for whoever runs the exercise, plain HTTP on loopback: `POST /command`, `GET /state`. */
export async function openControlPort(controlled: Controlled, port: number): Promise<ControlPort> {
  const server = createServer((request, response) => {
    void answer(controlled, request).then(({ status, content }) => {
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

async function answer(
  { state, perform, refusalIn }: Controlled,
  request: IncomingMessage,
): Promise<{ readonly status: number; readonly content: object }> {
  if (request.method === 'GET' && request.url === '/state') return { status: 200, content: state() };
  if (request.method !== 'POST' || request.url !== '/command') return { status: 404, content: { error: 'POST /command, or GET /state' } };
  try {
    await perform(JSON.parse(await text(request)));
    return { status: 200, content: { done: true } };
  } catch (error) {
    if (error instanceof z.ZodError) return { status: 400, content: { error: z.prettifyError(error) } };
    const refusal = error instanceof SyntaxError ? error.message : refusalIn(error);
    return refusal === null ? { status: 500, content: { error: String(error) } } : { status: 400, content: { error: refusal } };
  }
}
