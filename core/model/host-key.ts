/** The key by which an SSH server proves who it is. */
export interface HostKey {
  /** Such as `ssh-ed25519`. */
  readonly type: string;
  /** `SHA256:` and the hash of the public key in base64 without padding: as OpenSSH shows it. */
  readonly fingerprint: string;
}
