import type { Channel } from '../../contract/channel';
import { createWaits } from '../../switches/testing/waits';
import {
  sessionHostFrame,
  type HeldCommands,
  type SessionFactsShown,
  type SessionPeerFrame,
  type SessionStateShown,
} from '../../contract/session-frames';

/** A console's side of a terminal's channel: what it was told, and waits for. */
export interface TerminalPeer {
  readonly states: readonly SessionStateShown[];
  readonly held: readonly HeldCommands[];
  readonly notes: readonly string[];
  readonly facts: () => SessionFactsShown | null;
  readonly seen: () => string;
  readonly closed: Promise<string>;
  send(frame: SessionPeerFrame | string | Uint8Array): void;
  sees(text: string): Promise<void>;
  reaches<Kind extends SessionStateShown['kind']>(kind: Kind): Promise<Extract<SessionStateShown, { kind: Kind }>>;
  until<T>(find: () => T | undefined): Promise<T>;
}

/** `onOutput`: instead of showing, and acknowledging, at once. */
export function terminalPeer(channel: Channel, onOutput?: (bytes: Uint8Array) => void): TerminalPeer {
  const states: SessionStateShown[] = [];
  const held: HeldCommands[] = [];
  const notes: string[] = [];
  const { until, look } = createWaits();
  let facts: SessionFactsShown | null = null;
  let seen = '';
  const send: TerminalPeer['send'] = (frame) => {
    channel.send(typeof frame === 'string' || frame instanceof Uint8Array ? frame : JSON.stringify(frame));
  };
  channel.onMessage((message) => {
    if (typeof message !== 'string') {
      if (onOutput) onOutput(message);
      else {
        seen += Buffer.from(message).toString();
        send({ shown: message.length });
      }
    } else {
      const frame = sessionHostFrame.parse(JSON.parse(message));
      if ('session' in frame) facts = frame.session;
      else if ('state' in frame) states.push(frame.state);
      else if ('note' in frame) notes.push(frame.note.kind);
      else held.push(frame.held);
    }
    look();
  });
  return {
    states,
    held,
    notes,
    facts: () => facts,
    seen: () => seen,
    closed: new Promise((resolve) => {
      channel.onClose(resolve);
    }),
    send,
    until,
    async sees(text) {
      await until(() => (seen.includes(text) ? true : undefined));
    },
    reaches: <Kind extends SessionStateShown['kind']>(kind: Kind) =>
      until(() => states.find((state): state is Extract<SessionStateShown, { kind: Kind }> => state.kind === kind)),
  };
}
