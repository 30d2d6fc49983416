import { z } from 'zod';
import { by, text } from './inputs';
import { roles, type Role } from '../model/role';

/** An account signs in from a browser. `changedAtMs`: its role or its password, last. */
export interface AccountShown {
  readonly name: string;
  readonly role: Role;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
}

export const shortestPassword = 12;

/** Whatever its case, there is one of a name. */
export const accountName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'the name of an account is up to 40 letters, digits, dots, hyphens and underscores');
const password = z.string().min(shortestPassword, `a password has ${shortestPassword} characters or more: choose a longer one`).max(1_000);
const role = z.enum(roles);

export const accountAdded = z.strictObject({ name: accountName, role, password, ...by });
export const accountRole = z.strictObject({ name: accountName, role, ...by });
export const accountPassword = z.strictObject({ name: accountName, password, ...by });
export const onAccount = z.strictObject({ name: accountName, ...by });
/** Of whoever asks. */
export const ownPassword = z.strictObject({ current: z.string().max(1_000), next: password });

/** The secrets that are kept, by their names; their values are never told. `sealedBy` null: none can be kept here, and `message` says what helps. */
export interface SecretsShown {
  readonly sealedBy: 'system' | 'passphrase' | null;
  readonly message: string;
  readonly names: readonly string[];
}

const secretName = text(200);
export const secretKept = z.strictObject({
  name: secretName,
  secret: z.string().min(1, 'a secret is not empty: write it').max(100_000),
  ...by,
});
export const onSecret = z.strictObject({ name: secretName, ...by });
