import type { AnyAuthMethod, AuthHandlerMiddleware, AuthenticationType, KeyboardInteractiveAuthMethod, ParsedKey } from 'ssh2';
import { showHidden } from '../../model/hidden-characters';

/** What is to be sent for a user; whatever the switch takes of it is tried once. */
export interface SshCredentials {
  readonly user: string;
  readonly password?: string;
  readonly key?: ParsedKey;
  /** Answers what the switch asks of a person (keyboard-interactive, RFC 4256), one answer for each prompt; null: gives up. */
  readonly answer?: (question: LogInQuestion) => Promise<readonly string[] | null>;
}

/** The switch's words, with what would steer a terminal shown as codes. */
export interface LogInQuestion {
  readonly name: string;
  readonly instruction: string;
  readonly prompts: readonly { readonly text: string; readonly isEchoed: boolean }[];
}

export interface LogInEvents {
  /** Nothing that is left is taken by the switch. */
  readonly onRefused: (message: string) => void;
  readonly onGivenUp: () => void;
  /** A person is asked, and has answered: not the switch is slow. */
  readonly onAsking: () => void;
  readonly onAnswered: () => void;
}

/** Chooses the methods for ssh2, which asks for the next one with those that the switch still takes (RFC 4252 §5.1). */
export function logIn(credentials: SshCredentials, events: LogInEvents): AuthHandlerMiddleware {
  const tried: string[] = [];
  return (taken: AuthenticationType[] | null, _isPartial, next) => {
    if (taken === null) {
      next({ type: 'none', username: credentials.user });
      return;
    }
    const method = methods(credentials, taken, tried, events).find(({ type }) => taken.includes(type) && !tried.includes(type));
    if (method === undefined) events.onRefused(refusalText(credentials.user, taken, tried));
    else {
      tried.push(method.type);
      next(method);
    }
  };
}

function methods(
  credentials: SshCredentials,
  taken: readonly AuthenticationType[],
  tried: readonly string[],
  events: LogInEvents,
): readonly AnyAuthMethod[] {
  const { user, password, key, answer } = credentials;
  // A password that was refused is not sent a second time in another wrapping: it would count twice towards a lock.
  const isPasswordSpent = taken.includes('password') || tried.includes('password');
  return [
    ...(key === undefined ? [] : [{ type: 'publickey' as const, username: user, key }]),
    ...(password === undefined ? [] : [{ type: 'password' as const, username: user, password }]),
    ...(answer === undefined && (password === undefined || isPasswordSpent)
      ? []
      : [keyboardInteractive(user, isPasswordSpent ? undefined : password, answer, events)]),
  ];
}

function keyboardInteractive(
  user: string,
  password: string | undefined,
  answer: SshCredentials['answer'],
  events: LogInEvents,
): KeyboardInteractiveAuthMethod {
  let unsent = password;
  return {
    type: 'keyboard-interactive',
    username: user,
    prompt: (name, instruction, _language, asked, finish) => {
      const [only] = asked;
      if (unsent !== undefined && asked.length === 1 && only?.echo !== true) {
        finish([unsent]);
        unsent = undefined;
        return;
      }
      if (answer === undefined) {
        events.onRefused(`${user} is asked more than a password (“${shown(only?.prompt ?? '')}”): log in by hand`);
        return;
      }
      events.onAsking();
      const prompts = asked.map(({ prompt, echo }) => ({ text: shown(prompt), isEchoed: echo === true }));
      answer({ name: shown(name), instruction: shown(instruction), prompts }).then((answers) => {
        events.onAnswered();
        if (answers === null) events.onGivenUp();
        else finish([...answers]);
      }, events.onGivenUp);
    },
  };
}

const shown = (text: string): string => showHidden(text.trimEnd(), '\n');

function refusalText(user: string, taken: readonly string[], tried: readonly string[]): string {
  const takes = taken.length === 0 ? 'nothing more' : taken.map((method) => words[method] ?? method).join(', ');
  if (tried.length === 0) return `${user} cannot log in with what was given: the switch takes ${takes}`;
  return `the switch refused ${tried.map((method) => words[method] ?? method).join(' and ')} of ${user} (it takes: ${takes}); check the user name and what was given`;
}

const words: Readonly<Record<string, string>> = {
  publickey: 'the key',
  password: 'the password',
  'keyboard-interactive': 'the answers',
};
