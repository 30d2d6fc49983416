import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, realpathSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** What says where sockets may be: of the process, or a test's. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** null: the platform has none. */
  readonly userId: number | null;
  /** `XDG_RUNTIME_DIR`: for this user only, and gone with the session. */
  readonly runtimeFolder: string | undefined;
  readonly temporaryFolder: string;
}

/** Where the host of one store may be reached: a socket in a folder that is for its owner only, or (folder null) a named pipe. */
export interface SocketPlace {
  readonly folder: string | null;
  readonly address: string;
}

/** Longer addresses are cut off without a word by some systems (sockaddr_un: 104 to 108 bytes with the end mark). */
const maxAddressBytes = 103;

/**
 * The places at which the host of a store listens or is looked for, the first that can be used is taken. Several, because a peer without a session
 * (cron, ssh) does not know the runtime folder of one that has it.
 */
export function socketPlaces(
  storeFile: string,
  { platform, userId, runtimeFolder, temporaryFolder }: Surroundings,
): readonly SocketPlace[] {
  const key = createHash('sha256').update(storeFile).digest('hex').slice(0, 32);
  if (platform === 'win32') return [{ folder: null, address: `\\\\.\\pipe\\longlines-host-${key}` }];
  const folders = [
    ...(runtimeFolder ? [join(runtimeFolder, 'longlines')] : []),
    ...(platform === 'linux' && userId !== null ? [join('/run/user', String(userId), 'longlines')] : []),
    join(temporaryFolder, `longlines-${userId ?? 'host'}`),
  ];
  return [...new Set(folders)]
    .map((folder) => ({ folder, address: join(folder, `${key}.sock`) }))
    .filter(({ address }) => Buffer.byteLength(address) <= maxAddressBytes);
}

/** What identifies a store, whichever way it is named: its real path, or where it would be. Creates nothing. */
export function storeKey(file: string): string {
  const path = resolve(file);
  return realPathOf(path) ?? join(realPathOf(dirname(path)) ?? dirname(path), basename(path));
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** `missing`: there is no such folder, or none can be made; `unsafe`: somebody else could put a socket there, or reach ours. */
export type FolderState = { readonly kind: 'safe' } | { readonly kind: 'missing' } | { readonly kind: 'unsafe'; readonly message: string };

/** Whether the folder is this user's, and nobody else has any right in it. `make`: it is made where there is none. */
export function stateOfFolder(folder: string | null, userId: number | null, make: boolean): FolderState {
  if (folder === null) return { kind: 'safe' };
  if (make) {
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) return { kind: 'missing' };
    }
  }
  const found = statusOf(folder);
  if (!found) return { kind: 'missing' };
  const unsafe = (why: string): FolderState => ({
    kind: 'unsafe',
    message: `the folder ${folder} of the host's sockets ${why}: remove it, or have its owner remove it; it is made anew for you alone`,
  });
  if (!found.isDirectory()) return unsafe('is no folder');
  if (userId !== null && found.uid !== userId) return unsafe('belongs to another user');
  const rights = (found.mode & 0o777).toString(8);
  if ((found.mode & 0o077) !== 0) return unsafe(`can be used by others (its rights are ${rights}, they have to be 700)`);
  return { kind: 'safe' };
}

/** undefined: there is none, or none that this user can get at, such as one in another user's runtime folder. */
function statusOf(folder: string): Stats | undefined {
  try {
    return lstatSync(folder);
  } catch {
    return undefined;
  }
}
