import type { NetworkKind, Purpose } from '../core/contract/channel';
import type { FileFilter } from '../renderer/client/native';

/** What a window and the main process say to each other. All that comes from a window is checked (`main/messages.ts`). */
export const wires = {
  /** Both ways: a channel's messages. */
  channel: 'longlines:channel',
  /** A window asks for something, and waits. */
  ask: 'longlines:ask',
  /** The main process tells a window of a `NativeAction`. */
  action: 'longlines:action',
} as const;

/** A page numbers its channels itself, after a UUID of its own, so that they cannot be taken for those of the page that was in the window before. */
export type ChannelRequest =
  | { readonly kind: 'open'; readonly channel: string; readonly purpose: Purpose; readonly network: NetworkKind }
  | { readonly kind: 'message'; readonly channel: string; readonly message: string | Uint8Array }
  | { readonly kind: 'close'; readonly channel: string; readonly reason: string };

export type ChannelNotice =
  | { readonly kind: 'message'; readonly channel: string; readonly message: string | Uint8Array }
  | { readonly kind: 'close'; readonly channel: string; readonly reason: string };

export type Ask =
  | { readonly kind: 'save-file'; readonly name: string; readonly content: string | Uint8Array }
  | { readonly kind: 'begin-file'; readonly name: string }
  | { readonly kind: 'add-to-file'; readonly file: string; readonly content: string }
  | { readonly kind: 'end-file'; readonly file: string; readonly isKept: boolean }
  | { readonly kind: 'save-pdf'; readonly name: string }
  | { readonly kind: 'open-files'; readonly filters: readonly FileFilter[]; readonly isMany: boolean }
  | { readonly kind: 'keep-secret'; readonly name: string; readonly secret: string | null }
  | { readonly kind: 'open-window'; readonly to: string; readonly network: NetworkKind };

/** The part of a channel's number that all channels of a page have. */
export const pageOfChannel = (channel: string): string => channel.slice(0, channel.indexOf(' '));
