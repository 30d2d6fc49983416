import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AccountShown } from '../core/contract/accounts';
import { ownUser, type Peer } from '../core/contract/roles';
import type { KeptAccounts } from '../shell/accounts/accounts';
import type { WebLimits } from './limits';
import { Tries } from './tries';

/** What a token is worth. */
export type Judged =
  | {
      readonly kind: 'granted';
      readonly peer: Peer;
      /** Aborted with a reason in words, once it is worth nothing any more. */
      readonly ended: AbortSignal;
      /** Looks again, as another process may have changed the account; where it is worth nothing any more, that ends it. */
      readonly isStillWorthIt: () => boolean;
    }
  | { readonly kind: 'denied' }
  | { readonly kind: 'too-many-tries' };

/** Who may use this console: who has the token of this launch, or has signed in. */
export interface Access {
  /** Of this launch: 256 bits, base64url. */
  readonly token: string;
  /** `address`: who asks, for counting what fails. */
  judge(presented: string | null, address: string): Judged;
  /** A code that opens the console once, soon: for a browser's command line, which others on this machine can read. */
  once(): string;
  /** Uses such a code up. */
  redeem(code: string, address: string): 'granted' | 'denied' | 'too-many-tries';
  /** Whether there is an account to sign in with; also where they cannot be read, since signing in then tells so. */
  takesAccounts(): boolean;
  /** A token of its own for who knows the account's password. */
  signIn(given: { readonly account: string; readonly password: string }, address: string): Promise<SignIn>;
  /** Ends what was signed in with such a token, and its windows. */
  signOut(presented: string | null): void;
  /** Ends whatever is worth nothing any more: for windows that only listen. */
  lookAgain(): void;
}

export type SignIn =
  | { readonly kind: 'granted'; readonly token: string }
  | { readonly kind: 'denied' }
  /** Also where the password is right: it can be guessed, a token cannot. */
  | { readonly kind: 'too-many-tries' }
  /** The accounts are: `error` says which file, and what to do, to who runs the host. */
  | { readonly kind: 'unreadable'; readonly error: unknown };

export interface AccessPorts {
  readonly now: () => number;
  readonly limits: Pick<
    WebLimits,
    'maxFailedTries' | 'maxFailedTriesOfAccount' | 'triesMs' | 'onceMs' | 'maxSignIns' | 'maxSignInsOfAccount' | 'signInMs'
  >;
  /** Who started the host. */
  readonly user: string;
  /** Null: nobody else is let in. */
  readonly accounts: Pick<KeptAccounts, 'list' | 'find' | 'check' | 'onChange'> | null;
}

interface SignedIn {
  readonly digest: Buffer;
  readonly untilMs: number;
  readonly account: AccountShown;
  readonly ending: AbortController;
  /** Ends it at `untilMs`, though nobody asks. */
  readonly timer: NodeJS.Timeout;
}

export function createAccess({ now, limits, user, accounts }: AccessPorts): Access {
  const token = newToken();
  const own = digest(token);
  let signIns: readonly SignedIn[] = [];
  const tries = new Tries(now, { most: limits.maxFailedTries, withinMs: limits.triesMs });
  // From wherever: many addresses are no way round. Also of accounts that nobody has, so that it tells nothing.
  const triesOfAccount = new Tries(now, { most: limits.maxFailedTriesOfAccount, withinMs: limits.triesMs });
  let codes: readonly { readonly digest: Buffer; readonly untilMs: number }[] = [];

  const end = (ended: readonly SignedIn[], reason: string): void => {
    signIns = signIns.filter((one) => !ended.includes(one));
    for (const { ending, timer } of ended) {
      clearTimeout(timer);
      ending.abort(new Error(reason));
    }
  };
  accounts?.onChange((name) => {
    end(
      signIns.filter(({ account }) => account.name === name),
      accountChanged,
    );
  });

  /** Another process may have changed the account meanwhile. Where it cannot be read, nobody is let in with it. */
  const endOf = ({ account, untilMs }: SignedIn): string | null => {
    if (untilMs <= now()) return lastedLongEnough;
    try {
      return accounts?.find(account.name)?.changedAtMs === account.changedAtMs ? null : accountChanged;
    } catch {
      return 'the accounts of this console cannot be read: who runs it is told why';
    }
  };
  const isStillWorthIt = (one: SignedIn): boolean => {
    if (one.ending.signal.aborted) return false;
    const reason = endOf(one);
    if (reason !== null) end([one], reason);
    return reason === null;
  };
  const begin = (account: AccountShown): string => {
    const granted = newToken();
    const one: SignedIn = {
      ...{ digest: digest(granted), untilMs: now() + limits.signInMs, account, ending: new AbortController() },
      timer: setTimeout(() => {
        end([one], lastedLongEnough);
      }, limits.signInMs).unref(),
    };
    signIns = [...signIns, one];
    const ofAccount = signIns.filter((other) => other.account.name === account.name);
    if (ofAccount.length > limits.maxSignInsOfAccount) end(ofAccount.slice(0, 1), signedInSince);
    else if (signIns.length > limits.maxSignIns) end(oldestOfMost(signIns), signedInSince);
    return granted;
  };
  const grantOf = (presented: string, address: string): Judged | null => {
    const given = digest(presented);
    // Every one is compared, whichever it is, so that the time says nothing.
    const isOwn = timingSafeEqual(own, given);
    const signedIn = signIns.reduce<SignedIn | null>((found, one) => (timingSafeEqual(one.digest, given) ? one : found), null);
    if (isOwn)
      return { kind: 'granted', peer: { ...ownUser(user), isBeyond: !isOfThisMachine(address) }, ended: never, isStillWorthIt: () => true };
    if (!signedIn || !isStillWorthIt(signedIn)) return null;
    const { name, role } = signedIn.account;
    return {
      kind: 'granted',
      peer: { account: name, role, kind: 'account', isBeyond: true },
      ended: signedIn.ending.signal,
      isStillWorthIt: () => isStillWorthIt(signedIn),
    };
  };

  return {
    token,
    takesAccounts() {
      try {
        return accounts !== null && accounts.list().length > 0;
      } catch {
        return true;
      }
    },
    once() {
      const code = newToken();
      codes = [...codes, { digest: digest(code), untilMs: now() + limits.onceMs }];
      return code;
    },
    redeem(code, address) {
      const given = digest(code);
      const left = codes.filter(({ untilMs }) => untilMs > now());
      codes = left.filter((one) => !timingSafeEqual(one.digest, given));
      if (codes.length < left.length) return 'granted';
      return tries.isExhausted(address) ? 'too-many-tries' : (tries.failed(address), 'denied');
    },
    judge(presented, address) {
      // Nothing presented is no try.
      if (presented === null) return { kind: 'denied' };
      const granted = grantOf(presented, address);
      if (granted) return granted;
      if (tries.isExhausted(address)) return { kind: 'too-many-tries' };
      tries.failed(address);
      return { kind: 'denied' };
    },
    async signIn({ account: name, password }, address) {
      if (accounts === null) return { kind: 'denied' };
      const key = name.toLowerCase();
      if (tries.isExhausted(address) || triesOfAccount.isExhausted(key)) return { kind: 'too-many-tries' };
      // Counted before it is known: many at once are many.
      const takeBack = [tries.failed(address), triesOfAccount.failed(key)];
      let account: AccountShown | null;
      try {
        account = await accounts.check(name, password);
      } catch (error) {
        for (const each of takeBack) each();
        return { kind: 'unreadable', error };
      }
      if (!account) return { kind: 'denied' };
      // What else failed, here or with this account, was somebody else's perhaps.
      for (const each of takeBack) each();
      return { kind: 'granted', token: begin(account) };
    },
    signOut(presented) {
      if (presented === null) return;
      const given = digest(presented);
      end(
        signIns.filter((one) => timingSafeEqual(one.digest, given)),
        'signed out',
      );
    },
    lookAgain() {
      for (const one of signIns) isStillWorthIt(one);
    },
  };
}

const accountChanged = 'the account was changed: sign in again';
const lastedLongEnough = 'the sign-in has lasted long enough: sign in again';
const signedInSince = 'too many have signed in since: sign in again';

/** The oldest one of the account that has the most, so that nobody is thrown out by who signs in again and again. */
function oldestOfMost(signIns: readonly SignedIn[]): readonly SignedIn[] {
  const counts = new Map<string, number>();
  for (const { account } of signIns) counts.set(account.name, (counts.get(account.name) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return signIns.filter(({ account }) => counts.get(account.name) === most).slice(0, 1);
}

const never = new AbortController().signal;

/** Loopback, as the connection itself says it: IPv4 also in the form of a socket that takes both (RFC 4291 §2.5.5.2). */
export const isOfThisMachine = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./i.test(address);

const newToken = (): string => randomBytes(32).toString('base64url');
/** Of one length, whatever was presented. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
