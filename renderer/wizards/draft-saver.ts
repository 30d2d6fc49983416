import type { DraftDiscardedShown, DraftSavedShown, DraftShown } from '../../core/contract/drafts';
import type { Outcome } from '../client/console-client';

/** What a wizard keeps. */
export interface DraftContent {
  readonly title: string;
  readonly step: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export type SaveState =
  /** Nothing was changed yet, so nothing is kept. */
  | { readonly kind: 'untouched' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly atMs: number }
  /** Tried again by itself. */
  | { readonly kind: 'failed'; readonly message: string }
  /** Another window saved it since, while something was changed here. */
  | { readonly kind: 'newer'; readonly draft: DraftShown; readonly message: string }
  | { readonly kind: 'gone'; readonly message: string };

export interface SaverPorts {
  readonly save: (content: DraftContent, revision: number) => Promise<Outcome<DraftSavedShown>>;
  readonly after: (ms: number, work: () => void) => () => void;
}

export interface DraftSaver {
  readonly content: () => DraftContent;
  readonly state: () => SaveState;
  /** That one has, or saw last; 0: it was never saved. */
  readonly revision: () => number;
  readonly listen: (listener: () => void) => () => void;
  /** Saved in a moment. */
  readonly change: (content: DraftContent) => void;
  /** Resolves once what is here is saved, or cannot be now. */
  readonly flush: () => Promise<SaveState>;
  /** What another window saved, in place of what is here. */
  readonly adopt: (content: DraftContent, revision: number, savedAtMs: number) => void;
  /** Whether something here is not saved. */
  readonly hasUnsaved: () => boolean;
  /** Nothing is saved any more. */
  readonly end: () => void;
  /**
   * What is here is saved, and that revision discarded with `ask`; then nothing is saved any more. Where another window saved something else, or there is no
   * answer, the draft stays as it is, and goes on. null: nothing of it was kept, so nobody was asked.
   */
  readonly discard: (ask: (revision: number) => Promise<Outcome<DraftDiscardedShown>>) => Promise<Outcome<DraftDiscardedShown> | null>;
  readonly isEnded: () => boolean;
}

/** One pauses this long before what was typed is saved. */
const settleMs = 400;
const retryMs = 2_000;

/** Saves a draft by itself, one saving after the other, from the revision that the last one gave. */
export function createDraftSaver(
  first: { readonly content: DraftContent; readonly revision: number; readonly savedAtMs: number | null },
  { save, after }: SaverPorts,
): DraftSaver {
  let { content, revision } = first;
  let saved: DraftContent | null = first.savedAtMs === null ? null : content;
  let state: SaveState = first.savedAtMs === null ? { kind: 'untouched' } : { kind: 'saved', atMs: first.savedAtMs };
  let isChanged = false;
  let isEnded = false;
  let cancelTimer: (() => void) | null = null;
  let underWay: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  const enter = (next: SaveState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const isStuck = (): boolean => state.kind === 'newer' || state.kind === 'gone';
  const later = (ms: number): void => {
    cancelTimer?.();
    cancelTimer = after(ms, () => {
      cancelTimer = null;
      void run();
    });
  };
  const saveOnce = async (): Promise<void> => {
    const sent = content;
    isChanged = false;
    const outcome = await save(sent, revision);
    if (isEnded) return;
    if (outcome.kind !== 'answer') {
      isChanged = true;
      enter({ kind: 'failed', message: outcome.kind === 'error' ? outcome.error.message : outcome.message });
      later(retryMs);
      return;
    }
    const { output } = outcome;
    if (output.kind === 'saved') {
      revision = output.revision;
      saved = sent;
      enter({ kind: 'saved', atMs: output.savedAtMs });
    } else {
      isChanged = true;
      enter(output);
    }
  };
  const run = (): Promise<void> =>
    (underWay ??= (async () => {
      while (isChanged && !isEnded && !isStuck()) {
        enter({ kind: 'saving' });
        await saveOnce();
        if (state.kind === 'failed') return;
      }
    })().finally(() => {
      underWay = null;
    }));

  const flush = async (): Promise<SaveState> => {
    cancelTimer?.();
    cancelTimer = null;
    await underWay;
    await run();
    return state;
  };
  const end = (): void => {
    isEnded = true;
    cancelTimer?.();
    cancelTimer = null;
  };

  return {
    content: () => content,
    state: () => state,
    revision: () => revision,
    hasUnsaved: () => isChanged || underWay !== null,
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change: (next) => {
      if (isEnded) return;
      content = next;
      isChanged = saved !== next;
      // Until it is saved it is not said to be.
      if (isStuck()) enter(state);
      else {
        enter({ kind: 'saving' });
        later(settleMs);
      }
    },
    flush,
    adopt: (next, itsRevision, savedAtMs) => {
      if (isEnded) return;
      cancelTimer?.();
      cancelTimer = null;
      content = next;
      saved = next;
      revision = itsRevision;
      isChanged = false;
      enter({ kind: 'saved', atMs: savedAtMs });
    },
    isEnded: () => isEnded,
    end,
    async discard(ask) {
      const known = await flush();
      if (known.kind === 'untouched') {
        end();
        return null;
      }
      if (known.kind === 'newer') return { kind: 'answer', output: known };
      const outcome = await ask(revision);
      if (outcome.kind !== 'answer') return outcome;
      if (outcome.output.kind === 'discarded') end();
      else enter(outcome.output);
      return outcome;
    },
  };
}
