/** A certificate of ours that is to be used when a carrier's link is made anew; it stands over restarts, until it has worked or was turned down. */
export interface StandingRenewal {
  readonly carrierId: string;
  /** Paths on the host's machine, absolute. */
  readonly certFile: string;
  readonly keyFile: string;
  /** SHA-256 fingerprint of the certificate that it follows: where the carrier is connected with another one, it stands no more. */
  readonly insteadOf: string;
  readonly by: string;
}
