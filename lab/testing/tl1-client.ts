import { once } from 'node:events';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { waitList } from './wait-list';

export type Tl1Message =
  | { readonly kind: 'acknowledgement'; readonly code: string; readonly ctag: string }
  | { readonly kind: 'response'; readonly code: string; readonly ctag: string; readonly lines: readonly string[]; readonly isLast: boolean }
  | { readonly kind: 'autonomous'; readonly mark: string; readonly atag: number; readonly what: string; readonly lines: readonly string[] };

export interface Tl1Answer {
  readonly code: string;
  /** Of all its parts. */
  readonly lines: readonly string[];
  readonly parts: number;
}

/** Just enough of a TL1 client to see what the switch really sends, byte by byte strict. */
export interface Tl1Client {
  readonly seen: readonly Tl1Message[];
  /** All that came, as it came. */
  readonly text: () => string;
  write(text: string): void;
  /** `rest`: what follows the CTAG, such as `::::IS`. */
  ask(code: string, aid?: string, rest?: string): Promise<Tl1Answer>;
  /** As `ask`, under a tag of one's own; does not wait. */
  send(code: string, aid: string, ctag: string, rest?: string): void;
  answer(ctag: string): Promise<Tl1Answer>;
  find(fits: (message: Tl1Message) => boolean): Promise<Tl1Message>;
  logIn(user?: string, password?: string): Promise<Tl1Answer>;
  /** The other side ended it. */
  readonly closed: Promise<void>;
  close(): void;
}

export async function tl1Client(port: number): Promise<Tl1Client> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return tl1ClientOver(socket);
}

export function tl1ClientOver(stream: Duplex): Tl1Client {
  const seen: Tl1Message[] = [];
  const list = waitList(seen, (message) => JSON.stringify(message));
  let all = '';
  let rest = '';
  let tags = 0;
  stream.on('data', (bytes: Buffer) => {
    all += bytes.toString('utf8');
    rest += bytes.toString('utf8');
    for (;;) {
      const message = /^(?:(IP|PF|OK|RL) (\w+)\r\n<|\r\n\n {3}\S+ \d\d-\d\d-\d\d \d\d:\d\d:\d\d\r\n(.*?)\r\n((?: {3}.*\r\n)*)([;>]))/.exec(
        rest,
      );
      if (!message) return;
      rest = rest.slice(message[0].length);
      list.add(messageOf(message));
    }
  });
  stream.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    stream.once('close', () => {
      list.end(`the session ended, with ${JSON.stringify(rest)} at its end`);
      resolve();
    });
  });
  const answer = async (ctag: string): Promise<Tl1Answer> => {
    await list.find((message) => message.kind === 'response' && message.ctag === ctag && message.isLast);
    const parts = seen.flatMap((message) => (message.kind === 'response' && message.ctag === ctag ? [message] : []));
    return { code: parts[0]?.code ?? '', lines: parts.flatMap((part) => part.lines), parts: parts.length };
  };
  const send = (code: string, aid: string, ctag: string, more = '') => stream.write(`${code}::${aid}:${ctag}${more};`);
  const ask = (code: string, aid = '', more = '') => {
    tags += 1;
    send(code, aid, `T${tags}`, more);
    return answer(`T${tags}`);
  };
  return {
    seen,
    text: () => all,
    write: (text) => stream.write(text),
    ask,
    send,
    answer,
    find: list.find,
    logIn: (user = 'ops', password = 'practice') => ask('ACT-USER', user, `::${password}`),
    closed,
    close: () => stream.destroy(),
  };
}

function messageOf([, acknowledgement, tag = '', head = '', body = '', end]: RegExpExecArray): Tl1Message {
  if (acknowledgement !== undefined) return { kind: 'acknowledgement', code: acknowledgement, ctag: tag };
  const lines = body
    .split('\r\n')
    .slice(0, -1)
    .map((line) => line.slice(3));
  const response = /^M {2}(\w+) (COMPLD|PRTL|DENY)$/.exec(head);
  if (response) return { kind: 'response', ctag: response[1] ?? '', code: response[2] ?? '', lines, isLast: end === ';' };
  const autonomous = /^(\*C|\*\*|\* |A ) (\d+) (REPT .+)$/.exec(head);
  if (!autonomous) throw new Error(`"${head}" heads neither a response nor a message of its own`);
  return { kind: 'autonomous', mark: autonomous[1] ?? '', atag: Number(autonomous[2]), what: autonomous[3] ?? '', lines };
}
