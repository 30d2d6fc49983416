import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { assertNever } from '../core/model/assert-never';
import { parsedJson } from '../core/model/parsed-json';
import type { Access } from './access';
import { answerJson } from './answer';
import type { WebLimits } from './limits';

interface Asked {
  readonly access: Access;
  readonly limits: WebLimits;
  /** `ask`: whether the token is good. */
  readonly act: 'ask' | 'sign-in' | 'sign-out';
  readonly bearer: string | null;
  /** Told what is amiss with the accounts: it is not for who asks. */
  readonly onFault: (error: unknown) => void;
}

const credentials = z.strictObject({ account: z.string().min(1).max(100), password: z.string().min(1).max(1_000) });

/**
 * `GET /session`: 200, or 401 with `takesAccounts`, since a browser does not learn why a WebSocket was refused. `POST /session` with
 * `{"account":…,"password":…}`: 200 with `{"token":…}`. `DELETE /session`: the token is worth nothing any more. 429: too many wrong ones.
 * 503: the accounts cannot be read; the token of the launch is good all the same.
 */
export async function answerSession(
  request: IncomingMessage,
  response: ServerResponse,
  { access, limits, act, bearer, onFault }: Asked,
): Promise<void> {
  const address = request.socket.remoteAddress ?? '';
  const takesAccounts = access.takesAccounts();
  if (act === 'ask') {
    const judged = access.judge(bearer, address);
    if (judged.kind === 'granted') answerJson(response, 200, { takesAccounts });
    else answerJson(response, judged.kind === 'denied' ? 401 : 429, { takesAccounts });
    return;
  }
  if (act === 'sign-out') {
    access.signOut(bearer);
    answerJson(response, 200, { takesAccounts });
    return;
  }
  const body = await readBody(request, limits.maxBodyBytes);
  if (body === null) {
    answerJson(response, 413, { message: `more than ${limits.maxBodyBytes} bytes` });
    return;
  }
  const given = credentials.safeParse(parsedJson(body));
  if (!given.success) {
    answerJson(response, 400, { message: 'it has to be {"account": "…", "password": "…"}' });
    return;
  }
  const outcome = await access.signIn(given.data, address);
  switch (outcome.kind) {
    case 'granted':
      answerJson(response, 200, { token: outcome.token });
      return;
    case 'denied':
      answerJson(response, 401, { takesAccounts });
      return;
    case 'too-many-tries':
      answerJson(response, 429, { takesAccounts });
      return;
    case 'unreadable':
      onFault(outcome.error);
      answerJson(response, 503, { message: 'the accounts cannot be read: who runs the host is told why' });
      return;
    default:
      assertNever(outcome);
  }
}

/** Null: it is too long. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  // The connection stays whole, for the answer.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** RFC 6750 §2.1; null: there is none. */
export const bearerOf = ({ headers }: IncomingMessage): string | null => /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;

/** A browser can give a WebSocket no headers: the token is named as the second subprotocol. */
export function tokenOfProtocols(header: string | undefined, subprotocol: string): string | null {
  const [first, token, ...more] = (header ?? '').split(',').map((part) => part.trim());
  return first === subprotocol && token && more.length === 0 ? token : null;
}
