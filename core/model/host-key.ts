/** A server's public key, as an operator took it to be right. */
export interface HostKey {
  /** Such as `ssh-ed25519`. */
  readonly algorithm: string;
  /** `SHA256:` and the hash in base64 without padding, as OpenSSH shows it. */
  readonly fingerprint: string;
}
