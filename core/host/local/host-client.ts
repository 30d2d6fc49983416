import { connect, type Socket } from 'node:net';
import { answerFrame, helloFrame, maxAnswerBytes, protocolVersion, type HelloFrame } from '../../contract/frames';
import type { Answer, Progress } from '../../contract/procedure';
import type { InputOf, OutputOf, ProcedureName } from '../../contract/procedures';
import type { Clock } from '../../model/clock';
import { LineReader } from './lines';
import { socketPlaces, stateOfFolder, type Surroundings } from './place';
import { parsedJson } from '../../model/parsed-json';

/** No answer came: what was asked for may have been done, or not. */
export interface Unanswered {
  readonly kind: 'unanswered';
  readonly message: string;
}

export interface CallOptions {
  /** Without a word for so long, the call is given up; progress is a word. */
  readonly timeoutMs: number;
  readonly onProgress?: (progress: Progress) => void;
}

/** A connection to the running host of a store. */
export interface HostClient {
  readonly hello: HelloFrame['hello'];
  call<Name extends ProcedureName>(name: Name, input: InputOf<Name>, options: CallOptions): Promise<Answer<OutputOf<Name>> | Unanswered>;
  close(): void;
}

export type HostFound =
  | { readonly kind: 'connected'; readonly client: HostClient }
  /** Nobody listens. */
  | { readonly kind: 'none' }
  /** Somebody may listen, and must not be spoken to, or does not answer as a host does; the message says what to do. */
  | { readonly kind: 'unusable'; readonly message: string };

export interface ClientPorts {
  readonly clock: Clock;
  /** Of this program. */
  readonly version: string;
  readonly surroundings: Surroundings;
  /** How long the host may take to say hello. */
  readonly helloMs: number;
}

/** Looks for the running host of a store (its real path) and greets it. */
export async function findHost(store: string, ports: ClientPorts): Promise<HostFound> {
  let found: HostFound = { kind: 'none' };
  for (const { folder, address } of socketPlaces(store, ports.surroundings)) {
    const state = stateOfFolder(folder, ports.surroundings.userId, false);
    if (state.kind === 'missing') continue;
    if (state.kind === 'unsafe') {
      found = { kind: 'unusable', message: state.message };
      continue;
    }
    const connected = await open(address);
    if (connected.kind === 'socket') return greet(connected.socket, store, ports);
    if (connected.kind === 'unusable') found = connected;
  }
  return found;
}

type Opened = { readonly kind: 'socket'; readonly socket: Socket } | Exclude<HostFound, { kind: 'connected' }>;

function open(address: string): Promise<Opened> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      resolve({ kind: 'socket', socket });
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      // A socket that is left over from a host that died refuses.
      const isNobody = error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTSOCK';
      resolve(isNobody ? { kind: 'none' } : { kind: 'unusable', message: `the host's socket ${address} cannot be used: ${error.message}` });
    });
  });
}

interface Waiting {
  readonly settle: (outcome: Answer<unknown> | Unanswered) => void;
  readonly onProgress: (progress: Progress) => void;
}

function greet(socket: Socket, store: string, { clock, version, helloMs }: ClientPorts): Promise<HostFound> {
  return new Promise((resolve) => {
    const waiting = new Map<number, Waiting>();
    let lastId = 0;
    let greeting: HelloFrame['hello'] | null = null;
    let over: string | null = null;

    const end = (message: string): void => {
      if (over !== null) return;
      over = message;
      reader.end();
      socket.destroy();
      cancelPatience();
      resolve({ kind: 'unusable', message });
      for (const { settle } of waiting.values()) settle({ kind: 'unanswered', message });
      waiting.clear();
    };
    const cancelPatience = clock.after(helloMs, () => {
      end(`the host of ${store} does not answer: end it if it hangs, and start it again`);
    });

    const take = (line: string): void => {
      const value = parsedJson(line);
      if (greeting === null) {
        takeHello(value);
        return;
      }
      const frame = answerFrame.safeParse(value);
      if (!frame.success) {
        end('the host said something that is no answer: use the same version of both');
        return;
      }
      if (frame.data.id === null) {
        end('error' in frame.data ? frame.data.error.message : 'the host broke off');
        return;
      }
      const { id } = frame.data;
      const call = waiting.get(id);
      if (!call) return;
      if ('progress' in frame.data) {
        call.onProgress(frame.data.progress);
        return;
      }
      waiting.delete(id);
      call.settle('error' in frame.data ? { kind: 'error', error: frame.data.error } : { kind: 'answer', output: frame.data.ok });
    };
    const takeHello = (value: unknown): void => {
      const refusal = answerFrame.safeParse(value);
      if (refusal.success && 'error' in refusal.data) {
        end(refusal.data.error.message);
        return;
      }
      const hello = helloFrame.safeParse(value);
      if (!hello.success) {
        end(`what listens for the host of ${store} is no Longlines host`);
        return;
      }
      if (hello.data.hello.protocol !== protocolVersion) {
        const { protocol, program } = hello.data.hello;
        const words = `the running host is Longlines ${program} (protocol ${protocol}), this is ${version} (protocol ${protocolVersion})`;
        end(`${words}: use the command of the host's version, or end the host and start this one`);
        return;
      }
      greeting = hello.data.hello;
      cancelPatience();
      socket.write(`${JSON.stringify({ hello: { protocol: protocolVersion, program: version } })}\n`);
      resolve({ kind: 'connected', client: { hello: greeting, call, close } });
    };

    const call: HostClient['call'] = (name, input, { timeoutMs, onProgress }) =>
      new Promise((settleCall) => {
        if (over !== null) {
          settleCall({ kind: 'unanswered', message: over });
          return;
        }
        const id = ++lastId;
        let cancel = (): void => undefined;
        const settle = (outcome: Answer<unknown> | Unanswered): void => {
          cancel();
          waiting.delete(id);
          // What a host of this version answers has the shape of the contract.
          settleCall(outcome as Answer<OutputOf<typeof name>> | Unanswered);
        };
        const bePatient = (): void => {
          cancel();
          cancel = clock.after(timeoutMs, () => {
            settle({
              kind: 'unanswered',
              message: `the host did not answer within ${Math.ceil(timeoutMs / 1000)} s: look whether it was done before you try again`,
            });
          });
        };
        waiting.set(id, {
          settle,
          onProgress: (progress) => {
            bePatient();
            onProgress?.(progress);
          },
        });
        bePatient();
        socket.write(`${JSON.stringify({ id, call: name, input })}\n`);
      });
    const close = (): void => {
      over ??= 'the connection was closed';
      reader.end();
      socket.end();
      socket.destroySoon();
    };

    const reader = new LineReader(maxAnswerBytes, take, () => {
      end('the host answered with more than this program takes: ask for less');
    });
    socket.on('data', (chunk) => {
      reader.take(chunk);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      end('the host ended before it answered: look whether it was done before you try again');
    });
  });
}
