/** A certificate in words: what one reads to an authority over the telephone. Never a key. */
export interface CertificateFacts {
  /** `CN=longlines, O=…`, in one line. */
  readonly subject: string;
  /** DNS names and addresses that it is for. */
  readonly names: readonly string[];
  readonly issuer: string;
  readonly serial: string;
  readonly validFromMs: number;
  readonly validToMs: number;
  /** SHA-256 over the DER form, in pairs: `4E:91:…`. */
  readonly fingerprint: string;
}

/** Days before a certificate's end from which it is warned of. */
export const renewalDays = 30;
export const urgentRenewalDays = 7;

/** `expired`; `urgent`: within a week; `due`: within thirty days; `fine`. */
export type Expiry = 'expired' | 'urgent' | 'due' | 'fine';

const dayMs = 86_400_000;

export function expiryOf({ validToMs }: Pick<CertificateFacts, 'validToMs'>, nowMs: number): Expiry {
  const leftMs = validToMs - nowMs;
  if (leftMs <= 0) return 'expired';
  if (leftMs <= urgentRenewalDays * dayMs) return 'urgent';
  return leftMs <= renewalDays * dayMs ? 'due' : 'fine';
}

/** Whole days that are left; negative: so many ago. */
export const daysLeft = ({ validToMs }: Pick<CertificateFacts, 'validToMs'>, nowMs: number): number =>
  Math.floor((validToMs - nowMs) / dayMs);

/** Whose it is: ours, the manager's, or that of the authority that issued the manager's. */
export const certificateOwners = ['ours', 'manager', 'authority'] as const;
export type CertificateOwner = (typeof certificateOwners)[number];

/** One that ends soon, or has ended. */
export interface CertificateWarning {
  readonly carrierId: string;
  readonly carrierName: string;
  readonly whose: CertificateOwner;
  readonly expiry: Exclude<Expiry, 'fine'>;
  readonly validToMs: number;
  readonly fingerprint: string;
}
