import { assertNever } from '../../model/assert-never';
import { word } from './command-text';
import { refusalOf } from './error-codes';
import type { Session } from './session';

export interface Credentials {
  /** Empty: any switch will do. */
  readonly tid: string;
  readonly user: string;
  readonly password: string;
}

export type LoginOutcome =
  | { readonly kind: 'logged-in' }
  /** `isRefused`: the switch does not want this user, which trying again soon does not mend. */
  | { readonly kind: 'failed'; readonly reason: string; readonly isRefused: boolean };

/** `ACT-USER`, and a look at who answers. `hide` takes what is secret out of a text. */
export async function logIn(session: Session, { tid, user, password }: Credentials, hide: (text: string) => string): Promise<LoginOutcome> {
  const outcome = await session.send({ verb: 'ACT-USER', aid: word(user), parameters: word(password) });
  switch (outcome.kind) {
    case 'unsettled':
      return { kind: 'failed', reason: `the log-in was not answered: ${outcome.reason}`, isRefused: false };
    case 'repeat-later':
      return { kind: 'failed', reason: 'the switch puts the log-in off (RL)', isRefused: false };
    case 'answered':
      break;
    default:
      return assertNever(outcome);
  }
  if (outcome.completion !== 'COMPLD') {
    const { code, message } = refusalOf(outcome.completion, outcome.text, hide);
    const reason = `the switch refuses the log-in of ${user}: ${code}, ${message}; check user and password in the switch’s settings`;
    return { kind: 'failed', reason, isRefused: true };
  }
  const { sid } = session;
  if (tid !== '' && sid !== null && sid.toLowerCase() !== tid.toLowerCase()) {
    const reason = `the switch at this address calls itself ${hide(sid)}, not ${tid}: check its address and TID in the settings`;
    return { kind: 'failed', reason, isRefused: true };
  }
  return { kind: 'logged-in' };
}
