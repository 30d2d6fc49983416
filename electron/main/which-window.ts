import type { NetworkKind } from '../../core/contract/channel';

interface Seen {
  readonly network: NetworkKind;
}

/** The window to tell: the one in front, else the one that was opened first; only of `network`, where one is named. null: there is none. */
export function windowFor<Window extends Seen>(
  windows: readonly Window[],
  isInFront: (window: Window) => boolean,
  network: NetworkKind | null,
): Window | null {
  const fitting = windows.filter((window) => network === null || window.network === network);
  return fitting.find(isInFront) ?? fitting[0] ?? null;
}

/** Beside the main window, which opens in any case: those of the live network, since a practice network may not run at the next start. */
export const toOpenAgain = <Window extends Seen & { readonly isMain: boolean }>(windows: readonly Window[]): readonly Window[] =>
  windows.filter(({ isMain, network }) => !isMain && network === 'live');
