import type { TerminalSize } from '../session-transport';
import { optionStates, telnet } from './options';

/** The terminal types that we tell, one each time we are asked, the last one again to say that there are no more (RFC 1091). */
const terminalTypes = ['XTERM-256COLOR', 'XTERM', 'VT100'] as const;

/** Answers to a peer in all; who asks more often wants no session. What the operator does (a new size) does not count. */
const mostAnswers = 300;
/** Only `SEND` is of use to us; the rest is passed over. */
const keptOfSubnegotiation = 16;
/** One that does not end is over after so many bytes: what follows is shown again. */
const longestSubnegotiation = 16_384;

const cr = 13;
const lf = 10;

export interface TelnetCodec {
  /** What came in, split anywhere: what is to be shown, and what is to be answered. */
  receive(bytes: Uint8Array): { readonly data: Buffer; readonly answer: Buffer };
  /** What is to be sent for what was typed. */
  send(bytes: Uint8Array): Buffer;
  /** What is to be sent for a new size; empty where the peer has not asked for sizes. */
  resize(size: TerminalSize): Buffer;
}

type Reading =
  | { readonly kind: 'data' }
  | { readonly kind: 'command' }
  | { readonly kind: 'option'; readonly command: number }
  | { readonly kind: 'subnegotiation'; readonly kept: readonly number[]; readonly length: number; readonly isAfterIac: boolean };

/** Telnet (RFC 854) between a terminal and a switch. Linear in what comes in; keeps a few bytes. We offer nothing before the peer has shown that it speaks telnet. */
export function telnetCodec(initialSize: TerminalSize): TelnetCodec {
  const options = optionStates();
  let size = initialSize;
  let reading: Reading = { kind: 'data' };
  let isAfterCr = false;
  let hasOffered = false;
  let answersLeft = mostAnswers;
  let typesTold = 0;

  const answerWith = (answer: number[], bytes: readonly number[]): void => {
    if (answersLeft === 0) return;
    answersLeft--;
    for (const byte of bytes) answer.push(byte);
  };
  const negotiate = (answer: number[], command: number, option: number): void => {
    const wasTold = options.isOn('ours', telnet.NAWS);
    const reply = options.receive(command, option);
    if (reply !== null) answerWith(answer, [telnet.IAC, ...reply]);
    if (!wasTold && options.isOn('ours', telnet.NAWS)) answerWith(answer, sizeMessage(size));
    if (hasOffered) return;
    hasOffered = true;
    for (const [side, wanted] of wishes) {
      const ask = options.ask(side, wanted);
      if (ask !== null) answerWith(answer, [telnet.IAC, ...ask]);
    }
  };
  const subnegotiated = (answer: number[], kept: readonly number[]): void => {
    const [option, command] = kept;
    if (option !== telnet.TTYPE || command !== ttypeSend || !options.isOn('ours', telnet.TTYPE)) return;
    const type = terminalTypes[Math.min(typesTold++, terminalTypes.length - 1)] ?? '';
    answerWith(answer, [telnet.IAC, telnet.SB, telnet.TTYPE, ttypeIs, ...Buffer.from(type, 'latin1'), telnet.IAC, telnet.SE]);
  };

  return {
    receive: (bytes) => {
      const data = Buffer.allocUnsafe(bytes.length);
      let used = 0;
      const answer: number[] = [];
      for (const byte of bytes) {
        switch (reading.kind) {
          case 'data':
            if (byte === telnet.IAC) reading = { kind: 'command' };
            else if (isAfterCr && byte === 0 && !options.isOn('theirs', telnet.BINARY)) isAfterCr = false;
            else {
              data[used++] = byte;
              isAfterCr = byte === cr;
            }
            break;
          case 'command':
            reading = { kind: 'data' };
            if (byte === telnet.IAC) {
              data[used++] = byte;
              isAfterCr = false;
            } else if (byte >= telnet.WILL) reading = { kind: 'option', command: byte };
            else if (byte === telnet.SB) reading = { kind: 'subnegotiation', kept: [], length: 0, isAfterIac: false };
            // Others (NOP, GA, DM, …) have no effect on a terminal.
            break;
          case 'option':
            negotiate(answer, reading.command, byte);
            reading = { kind: 'data' };
            break;
          case 'subnegotiation': {
            const { kept, length, isAfterIac } = reading;
            if (isAfterIac && byte !== telnet.IAC) {
              subnegotiated(answer, kept);
              // Another command than SE ends it as well: the peer has forgotten the end.
              reading = byte >= telnet.WILL ? { kind: 'option', command: byte } : { kind: 'data' };
            } else if (!isAfterIac && byte === telnet.IAC) reading = { ...reading, isAfterIac: true };
            else if (length >= longestSubnegotiation) reading = { kind: 'data' };
            else {
              reading = {
                kind: 'subnegotiation',
                kept: kept.length < keptOfSubnegotiation ? [...kept, byte] : kept,
                length: length + 1,
                isAfterIac: false,
              };
            }
            break;
          }
        }
      }
      return { data: data.subarray(0, used), answer: Buffer.from(answer) };
    },
    send: (bytes) => {
      const isBinary = options.isOn('ours', telnet.BINARY);
      // As usual clients do: a peer that echoes reads key by key, another one by line (RFC 1123 §3.3.1).
      const afterCr = options.isOn('theirs', telnet.ECHO) ? 0 : lf;
      const sent = Buffer.allocUnsafe(bytes.length * 2);
      let used = 0;
      bytes.forEach((byte, index) => {
        sent[used++] = byte;
        if (byte === telnet.IAC) sent[used++] = telnet.IAC;
        else if (byte === cr && !isBinary && bytes[index + 1] !== lf) sent[used++] = afterCr;
      });
      return sent.subarray(0, used);
    },
    resize: (next) => {
      size = next;
      return options.isOn('ours', telnet.NAWS) ? Buffer.from(sizeMessage(size)) : Buffer.alloc(0);
    },
  };
}

const wishes = [
  ['ours', telnet.TTYPE],
  ['ours', telnet.NAWS],
  ['theirs', telnet.SGA],
] as const;

const ttypeIs = 0;
const ttypeSend = 1;

/** RFC 1073; a byte 255 within is doubled. */
function sizeMessage({ columns, rows }: TerminalSize): readonly number[] {
  const [wide, high] = [columns, rows].map((count) => Math.min(Math.max(Math.trunc(count), 1), 65_535));
  const bytes = [wide ?? 80, high ?? 24].flatMap((count) => [count >> 8, count & 255]);
  const escaped = bytes.flatMap((byte) => (byte === telnet.IAC ? [byte, byte] : [byte]));
  return [telnet.IAC, telnet.SB, telnet.NAWS, ...escaped, telnet.IAC, telnet.SE];
}
