import { createContext, use } from 'react';
import type { Channel, NetworkKind, Purpose } from '../../core/contract/channel';

/** A file that is being written. */
export interface FileInPieces {
  /** Rejects, in words, where it cannot be written. */
  readonly add: (content: string) => Promise<void>;
  /** False: it could not be put in its place, which was told. */
  readonly finish: () => Promise<boolean>;
  /** Leaves nothing behind. */
  readonly giveUp: () => void;
}

/** What the window that we run in can do. */
export interface Shell {
  readonly kind: 'web' | 'desktop';
  readonly connect: (purpose: Purpose, network: NetworkKind) => Channel;
  /** Whether a channel that closed with this reason may be opened again. */
  readonly isRefusal: (reason: string) => boolean;
  /** Where one signs in with an account: whether the host asks for that, and trying one (null: it is right; else why not). */
  readonly signIn?: {
    readonly isNeededFor: (reason: string) => boolean;
    readonly with: (account: string, password: string) => Promise<string | null>;
    /** Ends what this browser had signed in, in all its windows. */
    readonly end: () => Promise<void>;
  };
  /** Saves text or bytes where the operator says; false: he gave up. */
  readonly saveFile: (name: string, content: string | Uint8Array) => Promise<boolean>;
  /** The same for what is not all there at once; null: he gave up. */
  readonly beginFile: (name: string) => Promise<FileInPieces | null>;
  /** Saves this window's page as it would be printed; absent: the window's own way to print is the only one. False: he gave up, or it failed and was told. */
  readonly savePdf?: (name: string) => Promise<boolean>;
  /** Opens another window of this console at `hash`, which shows the same network. */
  readonly openWindow: (hash: string, network: NetworkKind) => void;
}

/** The shell, and which network this window shows. */
export interface ShellInUse extends Shell {
  readonly network: NetworkKind;
  readonly setNetwork: (network: NetworkKind) => void;
}

export const ShellContext = createContext<ShellInUse | null>(null);

export function useShell(): ShellInUse {
  const shell = use(ShellContext);
  if (shell === null) throw new Error('there is no shell around this component');
  return shell;
}
