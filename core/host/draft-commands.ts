import type { Engine } from '../engine';
import { duration } from '../model/duration';
import { mostDrafts, type Draft } from '../model/draft';
import { findSecret } from './secret-in-fields';

type DraftHead = Omit<Draft, 'fields'>;

export type DraftSaved =
  | { readonly kind: 'saved'; readonly revision: number; readonly savedAtMs: number }
  | { readonly kind: 'newer'; readonly draft: DraftHead; readonly message: string }
  | { readonly kind: 'gone'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string };

export type DraftDiscarded =
  { readonly kind: 'discarded' } | { readonly kind: 'newer'; readonly draft: DraftHead; readonly message: string };

/** What is led through in steps is kept between windows, operators and restarts. Who saves says which revision he saw: nothing is written over unseen. */
export interface DraftCommands {
  drafts(): Promise<readonly DraftHead[]>;
  /** With what was typed into them. */
  draftsInFull(): Promise<readonly Draft[]>;
  draft(id: string): Promise<Draft | null>;
  /** Saving again what is there already, from the revision before, changes nothing: the answer to the first time was lost. */
  saveDraft(draft: Omit<Draft, 'savedAtMs'>): Promise<DraftSaved>;
  /** `revision` null: whatever it is by now. One that is not there is discarded. That somebody discarded what another saved is kept in the history. */
  discardDraft(id: string, revision: number | null, by: string): Promise<DraftDiscarded>;
}

export function draftCommands({ store, clock }: Pick<Engine, 'store' | 'clock'>): DraftCommands {
  return {
    drafts: () => store.transaction((tx) => tx.drafts.list()),
    draftsInFull: () =>
      store.transaction(async ({ drafts }) => {
        const whole: Draft[] = [];
        for (const { id } of await drafts.list()) whole.push(...[await drafts.get(id)].flatMap((draft) => draft ?? []));
        return whole;
      }),
    draft: (id) => store.transaction(async (tx) => (await tx.drafts.get(id)) ?? null),
    saveDraft: (draft) =>
      store.transaction(async ({ drafts }): Promise<DraftSaved> => {
        const secret = findSecret(draft.fields);
        if (secret !== null)
          return { kind: 'refused', message: `a draft holds no secret: leave out ${secret}, and give it when it is used` };
        const kept = await drafts.get(draft.id);
        if (kept && isSame(kept, draft)) return { kind: 'saved', revision: kept.revision, savedAtMs: kept.savedAtMs };
        if (kept && kept.revision !== draft.revision) return newer(kept, clock.now());
        if (!kept && draft.revision > 0)
          return { kind: 'gone', message: 'the draft was discarded or finished elsewhere; what is here is not kept' };
        if (!kept && (await drafts.list()).length >= mostDrafts)
          return { kind: 'refused', message: `${mostDrafts} drafts are left open; discard some that nobody needs, and this one is kept` };
        const saved: Draft = { ...draft, revision: draft.revision + 1, savedAtMs: clock.now() };
        await drafts.put(saved);
        return { kind: 'saved', revision: saved.revision, savedAtMs: saved.savedAtMs };
      }),
    discardDraft: (id, revision, by) =>
      store.transaction(async ({ drafts, history }): Promise<DraftDiscarded> => {
        const kept = await drafts.get(id);
        if (kept && revision !== null && kept.revision !== revision) return newer(kept, clock.now());
        if (!kept) return { kind: 'discarded' };
        await drafts.remove(id);
        if (kept.by !== by) {
          const text = `“${kept.title}”, saved last by ${kept.by}, discarded by ${by}`;
          await history.add({ atMs: clock.now(), actor: 'operator', event: 'draft.discarded', subject: id, text });
        }
        return { kind: 'discarded' };
      }),
  };
}

/** It was saved from the same revision with the same content by the same person. */
const isSame = (kept: Draft, given: Omit<Draft, 'savedAtMs'>): boolean =>
  kept.revision === given.revision + 1 && contentOf(kept) === contentOf(given);

const contentOf = ({ kind, title, step, fields, by }: Omit<Draft, 'savedAtMs'>): string => JSON.stringify([kind, title, step, fields, by]);

function newer(kept: Draft, nowMs: number) {
  const { id, kind, title, step, by, savedAtMs, revision } = kept;
  const message = `${by} saved this draft ${duration(Math.max(0, nowMs - savedAtMs))} ago in another window; what is here is of before, and is not written over it`;
  return { kind: 'newer' as const, draft: { id, kind, title, step, by, savedAtMs, revision }, message };
}
