import { createContext, use } from 'react';
import type { Channel, NetworkKind, Purpose } from '../../core/contract/channel';

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
