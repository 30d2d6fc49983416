import { createScreen, type Screen } from '../screen';
import { plain } from '../plain-text';
import type { ExitCode, Failure } from './exit-codes';

/** What a command has to say, either way. */
export interface Result {
  /** For `--json`: the same shape every time. */
  readonly data: unknown;
  readonly show: (screen: Screen) => void;
  /** Without: done. */
  readonly exitCode?: ExitCode;
  /** False: nothing was entered that a host would have to carry out. */
  readonly leavesWork?: boolean;
}

export interface Output {
  readonly isJson: boolean;
  /** Beside the result: standard error. */
  note(text: string): void;
  /** Written over on a terminal; elsewhere nothing. */
  progress(text: string): void;
  result(result: Result, via: 'host' | 'store' | 'file' | null): void;
  failure(failure: Failure): void;
}

export function createOutput(isJson: boolean): Output {
  const screen = createScreen(process.stdout);
  const aside = createScreen(process.stderr);
  const document = (value: unknown): void => {
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  };
  const isShowingProgress = !isJson && process.stderr.isTTY;
  return {
    isJson,
    note: (text) => {
      aside.line(text);
    },
    progress: (text) => {
      if (isShowingProgress) aside.progress(text);
    },
    result({ data, show }, via) {
      if (isShowingProgress) process.stderr.write('\r\u001b[K');
      if (isJson) document({ via, result: data });
      else show(screen);
    },
    failure({ code, message, exitCode }) {
      if (isJson) document({ error: { code, message, exitStatus: exitCode } });
      aside.line(`longlines: ${message.split('\n').map(plain).join('\n')}`);
    },
  };
}
