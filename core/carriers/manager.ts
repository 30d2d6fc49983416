import type { CertificateFacts } from '../model/certificate';
import type { CarrierLink } from './carrier-link';
import type { CarrierMapping } from './mapping';

/** Our certificate for a link and its key, as files of this machine. */
export interface IdentityFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** A carrier's manager as it is connected: what links to it are made with, beside what they tell. Keys are in none of it. */
export interface Manager {
  readonly url: string;
  readonly mapping: CarrierMapping;
  /** Our certificate, then those that issued it, and the authorities that may have issued the manager's. */
  readonly ours: readonly CertificateFacts[];
  readonly authorities: readonly CertificateFacts[];
  readonly files: IdentityFiles;
  /** A link that is not open yet. */
  link(): CarrierLink;
  /** The same manager with another certificate of ours; the message says why it cannot be used. */
  renewed(
    files: IdentityFiles,
  ): Promise<{ readonly kind: 'manager'; readonly manager: Manager } | { readonly kind: 'refused'; readonly message: string }>;
  /** Whether it lets us in now, tried on a connection of its own. */
  probe(): Promise<ProbeOutcome>;
}

export type ProbeOutcome =
  /** `roundTripMs`: of the last of its answers. */
  | { readonly kind: 'accepted'; readonly protocol: string; readonly presented: readonly CertificateFacts[]; readonly roundTripMs: number }
  | { readonly kind: 'refused'; readonly message: string };
