import { isAbsolute, join } from 'node:path';

/**
 * Where the desktop keeps what is its own (windows, preferences, the lock of the first instance). null: where the system keeps such things, which on Linux
 * would be the folder of our configuration.
 */
export function desktopFolder(platform: string, environment: Readonly<Record<string, string | undefined>>, home: string): string | null {
  if (platform !== 'linux') return null;
  const data = environment['XDG_DATA_HOME'];
  // XDG Base Directory Specification: relative values are invalid and passed over.
  return join(data !== undefined && isAbsolute(data) ? data : join(home, '.local', 'share'), 'longlines', 'desktop');
}
