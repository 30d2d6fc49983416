import type { Channel } from '../../contract/channel';
import {
  sessionPeerFrame,
  type SessionHostFrame,
  type SessionPeerFrame,
  type SessionStateShown,
  type SessionTarget,
} from '../../contract/session-frames';
import { rightOfTerminal, whyNot, type Peer } from '../../contract/roles';
import { assertNever } from '../../model/assert-never';
import type { Clock } from '../../model/clock';
import type { RawSession, RawSessionState, SendOutcome } from '../../switches/raw-session';
import { addressOf, howOf, type RawTarget } from '../../switches/raw-target';
import { preparePaste } from '../../switches/terminal/paste';
import { isAnswer } from '../../switches/terminal/terminal-answers';
import { lineGate, type GateNote, type GatePorts, type LineGate } from '../../switches/tl1/line-gate';
import { typedGate, type TypedGate } from '../../switches/tl1/typed-gate';
import type { Host } from '../create-host';
import { actorOf } from '../procedures/peer-rights';
import { touchedAt, type TouchedAt } from './touched-at';
import { parsedJson } from '../../model/parsed-json';

export interface TerminalPorts {
  readonly host: Pick<Host, 'openSession' | 'switchTarget' | 'switchesAt' | 'touchedBy' | 'tellTakenDown'>;
  readonly clock: Clock;
}

/** From the beginning of the channel to `open`. */
const openMs = 30_000;

type Opening = Extract<SessionPeerFrame, { open: unknown }>['open'];

/** One raw session for the peer of a channel (`session-frames.ts`), where its role allows one. Resolves once the session has ended and is recorded; a peer that goes ends it. */
export async function serveTerminal(channel: Channel, { host, clock }: TerminalPorts, peer: Peer, ending: AbortSignal): Promise<void> {
  let opening: Opening | null = null;
  let session: RawSession | null = null;
  let gate: LineGate | null = null;
  let bracketed: TypedGate | null = null;
  let target: RawTarget | null = null;
  let lastNote: GateNote | null = null;
  let sentBytes = 0;
  let shownBytes = 0;
  let isOver = false;
  let resolve = (): void => undefined;
  const over = new Promise<void>((done) => (resolve = done));

  const send = (frame: SessionHostFrame): void => {
    if (!isOver) channel.send(JSON.stringify(frame));
  };
  const finish = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    cancelPatience();
    channel.close(reason);
    if (session && session.state().kind !== 'closed') session.close();
    else if (session || !opening) resolve();
  };
  /** It never came to a session, or the peer broke the rules. */
  const end = (text: string): void => {
    send({ state: { kind: 'closed', by: 'fault', text } });
    finish(text);
  };
  const cancelPatience = clock.after(openMs, () => {
    end(`no session was asked for within ${openMs / 1000} s`);
  });

  /** The same again is told once: a peer that asks too much is not to be sent as much. */
  const note = (kind: GateNote): void => {
    if (kind === lastNote) return;
    lastNote = kind;
    send({ note: { kind, text: noteTexts[kind] } });
  };
  const told = (outcome: SendOutcome): SendOutcome => {
    if (outcome === 'sent') lastNote = null;
    else note(outcome);
    return outcome;
  };

  const onState = (state: RawSessionState): void => {
    const isByHost = state.kind === 'closed' && ending.aborted;
    send({ state: isByHost ? { kind: 'closed', by: 'fault', text: hostEnds } : shownState(state, target) });
    if (state.kind !== 'closed') return;
    if (isOver) resolve();
    else {
      finish(state.text);
      resolve();
    }
  };

  const gatesOf = (opened: RawSession, asked: SessionTarget, by: string): void => {
    const ports: GatePorts<TouchedAt> = {
      send: (text) => {
        const outcome = opened.write(text);
        if (outcome === 'sent') lastNote = null;
        return outcome;
      },
      ask: (commands, isUnsure) => touchedAt(host, asked, commands, isUnsure),
      onHeld: ({ number, commands, told: { title, text } }) => {
        send({ held: { number, commands: [...commands], title, text } });
      },
      record: ({ commands, told: { subject, ...touched } }) => host.tellTakenDown(subject, commands.join(' '), by, touched),
      onNote: note,
    };
    const sendBracketed = (text: string): SendOutcome => told(opened.paste(preparePaste(text), true));
    bracketed = asked.kind === 'switch' ? null : typedGate({ ...ports, sendBracketed });
    gate = bracketed ?? lineGate(ports);
  };

  const begin = async ({ target: asked, by: named, content = 'none' }: Opening): Promise<void> => {
    const why = whyNot(peer, rightOfTerminal);
    if (why !== null) {
      end(why);
      resolve();
      return;
    }
    const by = actorOf(peer, named);
    const found = await reach(host, asked);
    if (found.kind === 'refused') {
      end(found.message);
      resolve();
      return;
    }
    if (isOver) {
      resolve();
      return;
    }
    target = found.target;
    const { name } = found;
    const { columns, rows } = opening ?? { columns: 80, rows: 24 };
    session = host.openSession({
      ...{ target, who: by, content, terminal: { columns, rows }, onState },
      ...(name === null ? {} : { name }),
      onOutput(bytes) {
        sentBytes += bytes.length;
        if (!isOver) channel.send(bytes);
      },
    });
    const isTl1 = target.kind === 'tl1';
    send({ session: { id: session.id, name, address: addressOf(target), how: howOf(target), content, isTl1 } });
    send({ state: shownState(session.state(), target) });
    gatesOf(session, asked, by);
  };

  const take = (frame: SessionPeerFrame): void => {
    if ('open' in frame) {
      if (opening) {
        end('a channel has one session: open another channel for another one');
        return;
      }
      opening = frame.open;
      cancelPatience();
      begin(frame.open).catch((error: unknown) => {
        end(error instanceof Error ? error.message : String(error));
        resolve();
      });
      return;
    }
    if (!opening) {
      end('the first frame of a session has to open it');
      return;
    }
    if (!session) {
      // It may be resized or given up before it is there.
      if ('close' in frame) finish('closed by the operator');
      else if ('resize' in frame) opening = { ...opening, ...frame.resize };
      return;
    }
    act(frame, session);
  };

  const act = (frame: Exclude<SessionPeerFrame, { open: unknown }>, opened: RawSession): void => {
    if ('input' in frame) {
      // What a terminal answers by itself is none of the commands.
      if (!isAnswer(frame.input)) typed(opened, frame.input);
      else if (target?.kind !== 'tl1') told(opened.write(frame.input));
    } else if ('paste' in frame) {
      const { text } = preparePaste(frame.paste);
      if (!frame.isBracketed || !bracketed) typed(opened, text);
      else if (opened.state().kind === 'open') bracketed.takeBracketed(text);
      else note('not-open');
    } else if ('shown' in frame) {
      shownBytes += frame.shown;
      if (shownBytes > sentBytes) end(`${shownBytes} bytes cannot have been shown, since ${sentBytes} were sent`);
      else opened.acknowledge(frame.shown);
    } else if ('resize' in frame) opened.resize(frame.resize);
    else if ('hostKey' in frame) opened.answerHostKey(frame.hostKey);
    else if ('logIn' in frame) opened.answerLogIn(frame.logIn);
    else if ('held' in frame) gate?.answer(frame.held, frame.isSent);
    else if ('close' in frame) opened.close();
    else assertNever(frame);
  };
  const typed = (opened: RawSession, text: string): void => {
    if (opened.state().kind === 'open') gate?.take(text);
    else note('not-open');
  };

  channel.onMessage((message) => {
    if (isOver) return;
    const frame = typeof message === 'string' ? sessionPeerFrame.safeParse(parsedJson(message)) : null;
    if (frame?.success === true) take(frame.data);
    else end('what came is no frame of a session: console and host are of different versions; load the console again');
  });
  channel.onClose(() => {
    if (!isOver) finish('the peer has gone');
  });
  const onEnding = (): void => {
    if (session && session.state().kind !== 'closed') session.close();
    else end(hostEnds);
  };
  if (ending.aborted) onEnding();
  else ending.addEventListener('abort', onEnding, { once: true });
  await over;
  ending.removeEventListener('abort', onEnding);
}

type Reached =
  | { readonly kind: 'target'; readonly target: RawTarget; readonly name: string | null }
  | { readonly kind: 'refused'; readonly message: string };

async function reach(host: TerminalPorts['host'], asked: SessionTarget): Promise<Reached> {
  return asked.kind === 'switch' ? host.switchTarget(asked.switchId) : { kind: 'target', target: asked, name: null };
}

function shownState(state: RawSessionState, target: RawTarget | null): SessionStateShown {
  switch (state.kind) {
    case 'connecting':
    case 'open':
      return { kind: state.kind };
    case 'asking-host-key': {
      const { host, port, key } = state.question;
      return { kind: 'asking-host-key', host, port, keyType: key.type, fingerprint: key.fingerprint };
    }
    case 'asking-log-in': {
      const { name, instruction, prompts } = state.question;
      return { kind: 'asking-log-in', name, instruction, prompts: prompts.map((prompt) => ({ ...prompt })) };
    }
    case 'closed': {
      const { by, text, code } = state;
      const at = code === 'host-key-changed' ? whereKeysArePinned(target) : null;
      return {
        ...{ kind: 'closed', by, text },
        ...(code === undefined ? {} : { code }),
        ...(at === null ? {} : { address: { host: at.host, port: at.port } }),
      };
    }
    default:
      return assertNever(state);
  }
}

/** Where the operator's word is what counts; null: the key stands in the configuration, and is corrected there. */
function whereKeysArePinned(target: RawTarget | null): { readonly host: string; readonly port: number } | null {
  if (target?.kind === 'ssh') return target;
  if (target?.kind !== 'tl1') return null;
  const { transport } = target.address;
  return transport.kind === 'ssh' && transport.hostKeyFingerprint === null ? target.address : null;
}

const hostEnds = 'the host was ended, and the session with it: open it again once the host is back';

const noteTexts: Readonly<Record<GateNote, string>> = {
  busy: 'Not sent: the switch does not read what was sent before. Wait, or close the session.',
  'left-out': 'An answer of the terminal to a question of the switch was left out: its content could be the switch’s own.',
  'not-open': 'Not sent: the session is not open.',
  dropped: 'What was typed behind it was not sent either.',
};
