import { tmpdir, userInfo } from 'node:os';
import type { Surroundings } from '../core/host/local/place';

export const surroundings = (environment: NodeJS.ProcessEnv = process.env): Surroundings => ({
  platform: process.platform,
  userId: process.getuid?.() ?? null,
  runtimeFolder: environment['XDG_RUNTIME_DIR'],
  temporaryFolder: tmpdir(),
});

/** Who does it, where nobody says otherwise: `LONGLINES_OPERATOR`, else the user, else (a user without a name, as in a container) its number. */
export function operatorName(environment: NodeJS.ProcessEnv, userName: () => string = () => userInfo().username): string {
  const named = environment['LONGLINES_OPERATOR']?.trim();
  if (named) return named;
  try {
    return userName();
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
