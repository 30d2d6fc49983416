import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { protectiveHeaders } from '../shell/content-policy';
import type { Refusal } from './judge-request';
import type { StaticFile } from './static-files';

const textHeaders = { ...protectiveHeaders, 'content-security-policy': "default-src 'none'", 'cache-control': 'no-store' };

export function answerText(response: ServerResponse, status: number, message: string): void {
  // Whatever of the request is still on its way is not read.
  const isRefusal = status >= 400;
  response.writeHead(status, {
    ...textHeaders,
    'content-type': 'text/plain; charset=utf-8',
    ...(isRefusal && { connection: 'close' }),
  });
  response.end(`${message}\n`);
}

/** Leads a browser that had a good code to the page with its token. */
export function answerOpening(response: ServerResponse, judged: 'granted' | 'denied' | 'too-many-tries', address: string): void {
  if (judged === 'granted') {
    response.writeHead(303, { ...textHeaders, location: address });
    response.end();
  } else if (judged === 'denied')
    answerText(response, 401, 'this address is good once, and soon after it was made: open the one that "longlines serve" printed');
  else answerText(response, 429, 'too many wrong codes: wait a minute');
}

export function answerJson(response: ServerResponse, status: number, content: object): void {
  response.writeHead(status, { ...textHeaders, 'content-type': 'application/json', ...(status >= 400 && { connection: 'close' }) });
  response.end(JSON.stringify(content));
}

export async function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  { file, policy }: { readonly file: StaticFile; readonly policy: string },
): Promise<void> {
  const takesBrotli = /(^|[\s,])br($|[\s,;])/.test(request.headers['accept-encoding'] ?? '');
  const compressed = takesBrotli ? await file.compressed() : null;
  const content = compressed ?? file.content;
  response.writeHead(200, {
    ...protectiveHeaders,
    'content-security-policy': policy,
    'content-type': file.type,
    'content-length': content.length,
    'cache-control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-store',
    vary: 'accept-encoding',
    ...(compressed && { 'content-encoding': 'br' }),
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}

/** Answers on the bare connection, where there is no response: an upgrade that is refused, or what is no request. */
export function answerUpgrade(stream: Duplex, { status, message }: Refusal): void {
  const body = `${message}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'connection: close',
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(textHeaders).map(([name, value]) => `${name}: ${value}`),
  ];
  stream.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => stream.destroy());
}
