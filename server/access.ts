import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AccountShown } from '../core/contract/accounts';
import { ownUser, type Peer } from '../core/contract/roles';
import type { KeptAccounts } from '../shell/accounts/accounts';
import type { WebLimits } from './limits';

/** What a token is worth. */
export type Judged =
  | {
      readonly kind: 'granted';
      readonly peer: Peer;
      /** Aborted with a reason in words, once it is worth nothing any more. */
      readonly ended: AbortSignal;
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
  /** Whether there is an account to sign in with. */
  takesAccounts(): boolean;
  /** A token of its own for who knows the account's password. */
  signIn(given: { readonly account: string; readonly password: string }, address: string): Promise<SignIn>;
  /** Ends what was signed in with such a token, and its windows. */
  signOut(presented: string | null): void;
}

export type SignIn =
  | { readonly kind: 'granted'; readonly token: string }
  | { readonly kind: 'denied' }
  /** Also where the password is right: it can be guessed, a token cannot. */
  | { readonly kind: 'too-many-tries' };

export interface AccessPorts {
  readonly now: () => number;
  readonly limits: Pick<WebLimits, 'maxFailedTries' | 'triesMs' | 'onceMs' | 'maxSignIns' | 'signInMs'>;
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
}

export function createAccess({ now, limits, user, accounts }: AccessPorts): Access {
  const token = newToken();
  const own = digest(token);
  let signIns: readonly SignedIn[] = [];
  const tries = new Tries(now, limits);
  let codes: readonly { readonly digest: Buffer; readonly untilMs: number }[] = [];

  const end = (ended: readonly SignedIn[], reason: string): void => {
    signIns = signIns.filter((one) => !ended.includes(one));
    for (const { ending } of ended) ending.abort(new Error(reason));
  };
  accounts?.onChange((name) => {
    end(
      signIns.filter(({ account }) => account.name === name),
      accountChanged,
    );
  });

  /** Another process may have changed the account meanwhile. Where it cannot be read, nobody is let in with it. */
  const isAsItWas = ({ account, untilMs }: SignedIn): boolean => {
    try {
      return untilMs > now() && accounts?.find(account.name)?.changedAtMs === account.changedAtMs;
    } catch {
      return false;
    }
  };
  const grantOf = (presented: string, address: string): Judged | null => {
    const given = digest(presented);
    // Every one is compared, whichever it is, so that the time says nothing.
    const isOwn = timingSafeEqual(own, given);
    const signedIn = signIns.reduce<SignedIn | null>((found, one) => (timingSafeEqual(one.digest, given) ? one : found), null);
    if (isOwn) return { kind: 'granted', peer: { ...ownUser(user), isBeyond: !isOfThisMachine(address) }, ended: never };
    if (!signedIn) return null;
    if (!isAsItWas(signedIn)) {
      end([signedIn], accountChanged);
      return null;
    }
    const { name, role } = signedIn.account;
    return { kind: 'granted', peer: { account: name, role, kind: 'account', isBeyond: true }, ended: signedIn.ending.signal };
  };

  return {
    token,
    takesAccounts: () => accounts !== null && accounts.list().length > 0,
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
      if (tries.isExhausted(address)) return { kind: 'too-many-tries' };
      // Counted before it is known: many at once are many.
      tries.failed(address);
      const account = await accounts.check(name, password);
      if (!account) return { kind: 'denied' };
      tries.succeeded(address);
      const granted = newToken();
      signIns = [...signIns, { digest: digest(granted), untilMs: now() + limits.signInMs, account, ending: new AbortController() }];
      if (signIns.length > limits.maxSignIns) end(signIns.slice(0, 1), 'too many have signed in since: sign in again');
      return { kind: 'granted', token: granted };
    },
    signOut(presented) {
      if (presented === null) return;
      const given = digest(presented);
      end(
        signIns.filter((one) => timingSafeEqual(one.digest, given)),
        'signed out',
      );
    },
  };
}

const accountChanged = 'the account was changed, or its sign-in has lasted long enough: sign in again';
const never = new AbortController().signal;

/** Loopback, as the connection itself says it: IPv4 also in the form of a socket that takes both (RFC 4291 §2.5.5.2). */
export const isOfThisMachine = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./i.test(address);

const newToken = (): string => randomBytes(32).toString('base64url');
/** Of one length, whatever was presented. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** What failed lately, by address. */
class Tries {
  private readonly failures = new Map<string, number[]>();
  private readonly now: () => number;
  private readonly limits: AccessPorts['limits'];

  constructor(now: () => number, limits: AccessPorts['limits']) {
    this.now = now;
    this.limits = limits;
  }

  isExhausted(address: string): boolean {
    return this.recent(address).length >= this.limits.maxFailedTries;
  }

  failed(address: string): void {
    this.failures.set(address, [...this.recent(address), this.now()]);
    // Who has been quiet for long enough is forgotten.
    if (this.failures.size > manyAddresses)
      for (const each of [...this.failures.keys()]) if (this.recent(each).length === 0) this.failures.delete(each);
  }

  succeeded(address: string): void {
    this.failures.delete(address);
  }

  private recent(address: string): number[] {
    return (this.failures.get(address) ?? []).filter((atMs) => atMs > this.now() - this.limits.triesMs);
  }
}

const manyAddresses = 1_000;
