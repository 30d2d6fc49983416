import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { WebLimits } from './limits';

/** Who may use this console: who has the token of this launch, or has signed in. */
export interface Access {
  /** Of this launch: 256 bits, base64url. */
  readonly token: string;
  /** `address`: who asks, for counting what fails. */
  judge(presented: string | null, address: string): 'granted' | 'denied' | 'too-many-tries';
  /** A code that opens the console once, soon: for a browser's command line, which others on this machine can read. */
  once(): string;
  /** Uses such a code up. */
  redeem(code: string, address: string): 'granted' | 'denied' | 'too-many-tries';
  /** Whether one can sign in with a password. */
  readonly takesPassword: boolean;
  /** A token of its own for who knows the password. */
  signIn(password: string, address: string): Promise<SignIn>;
}

export type SignIn =
  | { readonly kind: 'granted'; readonly token: string }
  | { readonly kind: 'denied' }
  /** Also where the password is right: it can be guessed, a token cannot. */
  | { readonly kind: 'too-many-tries' };

export interface AccessPorts {
  readonly now: () => number;
  readonly limits: Pick<WebLimits, 'maxFailedTries' | 'triesMs' | 'onceMs' | 'maxSignIns' | 'signInMs'>;
  /** Null: there is no password. */
  readonly isPassword: ((password: string) => Promise<boolean>) | null;
}

export function createAccess({ now, limits, isPassword }: AccessPorts): Access {
  const token = newToken();
  const own = digest(token);
  const signIns: { readonly digest: Buffer; readonly untilMs: number }[] = [];
  const tries = new Tries(now, limits);
  let codes: readonly { readonly digest: Buffer; readonly untilMs: number }[] = [];

  const isGranted = (presented: string): boolean => {
    const given = digest(presented);
    const nowMs = now();
    // Every one is compared, whichever it is, so that the time says nothing.
    return [{ digest: own, untilMs: Infinity }, ...signIns].reduce(
      (found, one) => (timingSafeEqual(one.digest, given) && one.untilMs > nowMs) || found,
      false,
    );
  };
  return {
    token,
    takesPassword: isPassword !== null,
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
      if (presented !== null && isGranted(presented)) return 'granted';
      // Nothing presented is no try.
      if (presented === null) return 'denied';
      return tries.isExhausted(address) ? 'too-many-tries' : (tries.failed(address), 'denied');
    },
    async signIn(password, address) {
      if (isPassword === null) return { kind: 'denied' };
      if (tries.isExhausted(address)) return { kind: 'too-many-tries' };
      // Counted before it is known: many at once are many.
      tries.failed(address);
      if (!(await isPassword(password))) return { kind: 'denied' };
      tries.succeeded(address);
      const granted = newToken();
      signIns.push({ digest: digest(granted), untilMs: now() + limits.signInMs });
      if (signIns.length > limits.maxSignIns) signIns.shift();
      return { kind: 'granted', token: granted };
    },
  };
}

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
