import type { NetworkKind, Purpose } from '../../core/contract/channel';

/** What the menu, a deep link or a notification asks of the window in front. */
export type NativeAction =
  /** An address of the console's own: `#/orders/ORD-7`. */
  { readonly kind: 'go'; readonly to: string } | { readonly kind: 'palette' | 'keys' };

/** A file that the operator chose. */
export interface OpenedFile {
  /** Without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

/** Of a file that is to be written in pieces. */
export type BeginOutcome =
  /** `file`: what it is called from now on. */
  { readonly kind: 'begun'; readonly file: string } | Exclude<SaveOutcome, { readonly kind: 'saved' }>;

export type OpenOutcome =
  | { readonly kind: 'opened'; readonly files: readonly OpenedFile[] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

export interface FileFilter {
  /** "Orders (CSV)". */
  readonly name: string;
  /** Without their dots. */
  readonly extensions: readonly string[];
}

/** What the desktop shell's preload puts on the window as `longlines`; in a browser it is not there. */
export interface Native {
  /** As Node names it: `linux`, `darwin`, `win32`. */
  readonly platform: string;

  /** Begins a channel to the host and answers its number at once; it may close at once, with the reason. */
  openChannel(purpose: Purpose, network: NetworkKind): string;
  sendOn(channel: string, message: string | Uint8Array): void;
  closeChannel(channel: string, reason: string): void;
  /** One listener each, for all channels of this window; set before the first is opened. */
  onChannelMessage(listener: (channel: string, message: string | Uint8Array) => void): void;
  onChannelClose(listener: (channel: string, reason: string) => void): void;

  /** Asks the operator where; rejects where the shell refuses what it is given. */
  saveFile(file: { readonly name: string; readonly content: string | Uint8Array }): Promise<SaveOutcome>;
  /** The same for what is not all there at once: nothing is in the place until `endFile` keeps it. */
  beginFile(name: string): Promise<BeginOutcome>;
  /** Rejects, in words, where it cannot be written; then the file is given up. */
  addToFile(file: string, content: string): Promise<void>;
  endFile(file: string, isKept: boolean): Promise<SaveOutcome>;
  /** This window's page as it would be printed. */
  savePdf(name: string): Promise<SaveOutcome>;
  openFiles(choice: { readonly filters: readonly FileFilter[]; readonly isMany: boolean }): Promise<OpenOutcome>;
  /**
   * Has this desktop keep a secret, such as a switch's password; null: keeps it no longer. Rejects, in words, where it has no way to. No page can read it
   * back.
   */
  keepSecret(name: string, secret: string | null): Promise<void>;
  /** Another window of the console, at an address of its own: `#/orders`. Rejects where it is none. */
  openWindow(window: { readonly to: string; readonly network: NetworkKind }): Promise<void>;
  /** One listener; what came before it was there is told at once. */
  onAction(listener: (action: NativeAction) => void): void;
}

declare global {
  interface Window {
    readonly longlines?: Native;
  }
}
