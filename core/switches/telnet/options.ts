/** Commands and options (RFC 854, and the one named). */
export const telnet = {
  SE: 240,
  SB: 250,
  WILL: 251,
  WONT: 252,
  DO: 253,
  DONT: 254,
  IAC: 255,
  /** RFC 856 */
  BINARY: 0,
  /** RFC 857 */
  ECHO: 1,
  /** RFC 858: suppress go-ahead */
  SGA: 3,
  /** RFC 1091: terminal type */
  TTYPE: 24,
  /** RFC 1073: window size */
  NAWS: 31,
} as const;

/** What we do when asked to: the terminal's type and size, no go-ahead, eight bits. We never echo, and tell nothing of this machine (environment, display, user). */
const ours: ReadonlySet<number> = new Set([telnet.BINARY, telnet.SGA, telnet.TTYPE, telnet.NAWS]);
const theirs: ReadonlySet<number> = new Set([telnet.BINARY, telnet.ECHO, telnet.SGA]);

type Side = 'ours' | 'theirs';
type OptionState = 'yes' | 'asked';

/**
 * The Q method (RFC 1143 §7) as far as we need it: we only ever ask for an option, never against it, so that its queues stay empty. An answer is only given
 * where the state changes, or to a refused offer, and never to what confirms: no loop can arise.
 */
export interface OptionStates {
  isOn(side: Side, option: number): boolean;
  /** What to send in order to ask for it; null: it is on, or asked for. */
  ask(side: Side, option: number): readonly [command: number, option: number] | null;
  /** What to answer to WILL, WONT, DO or DONT. */
  receive(command: number, option: number): readonly [command: number, option: number] | null;
}

export function optionStates(): OptionStates {
  const states: Readonly<Record<Side, Map<number, OptionState>>> = { ours: new Map(), theirs: new Map() };
  const words = { ours: { on: telnet.WILL, off: telnet.WONT }, theirs: { on: telnet.DO, off: telnet.DONT } } as const;
  const agreed = { ours, theirs } as const;
  return {
    isOn: (side, option) => states[side].get(option) === 'yes',
    ask: (side, option) => {
      if (states[side].has(option)) return null;
      states[side].set(option, 'asked');
      return [words[side].on, option];
    },
    receive: (command, option) => {
      const side = command === telnet.DO || command === telnet.DONT ? 'ours' : 'theirs';
      const isYes = command === telnet.DO || command === telnet.WILL;
      const state = states[side].get(option);
      if (!isYes) {
        states[side].delete(option);
        return state === 'yes' ? [words[side].off, option] : null;
      }
      if (state === undefined && !agreed[side].has(option)) return [words[side].off, option];
      states[side].set(option, 'yes');
      return state === undefined ? [words[side].on, option] : null;
    },
  };
}
