import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { Draft, DraftKind } from '../../core/model/draft';
import { addressOf, goTo } from '../app/address';
import { useOperator } from '../app/operator';
import { tellOutcome } from '../app/use-command';
import type { ConsoleClient } from '../client/console-client';
import { pageTime } from '../client/page-time';
import { useClient, useConnection, useRow } from '../client/use-client';
import { beginDraft, wasBegunHere } from './draft-id';
import { createDraftSaver, type DraftContent, type DraftSaver, type SaveState } from './draft-saver';

export interface OpenDraft<Fields> {
  readonly id: string;
  readonly kind: DraftKind;
  readonly title: string;
  readonly step: string;
  readonly fields: Fields;
  readonly saved: SaveState;
  /** Some of the fields anew; `title`: what it is about by now. Saved by itself. */
  readonly change: (fields: Partial<Fields>, title?: string) => void;
  readonly goToStep: (step: string) => void;
  /** Resolves once what is here is kept; false: it cannot be now, so nothing that must not be done twice should be begun. */
  readonly keep: () => Promise<boolean>;
  /** It is done, or not wanted. True: nothing of it stays; false: it stays, because another window saved it since, or there was no answer, and that is told. */
  readonly discard: () => Promise<boolean>;
  /** Where another window saved something else: what is there, or what is here as a draft of its own. */
  readonly takeTheirs: () => void;
  readonly keepMineApart: () => void;
}

export type DraftOpening<Fields> =
  | { readonly kind: 'opening' }
  /** It cannot be had now. */
  | { readonly kind: 'failed'; readonly message: string; readonly tryAgain: () => void }
  | { readonly kind: 'absent'; readonly message: string }
  /** It was begun with a program that kept something else. */
  | { readonly kind: 'misfit'; readonly draft: Draft; readonly problem: string; readonly beginAnew: () => void }
  | { readonly kind: 'open'; readonly draft: OpenDraft<Fields> };

export interface DraftShape<Fields> {
  readonly shape: z.ZodType<Fields>;
  /** What a new one begins with. */
  readonly empty: { readonly title: string; readonly step: string; readonly fields: Fields };
}

type Loaded =
  | { readonly kind: 'opening' }
  | { readonly kind: 'failed' | 'absent'; readonly message: string }
  | { readonly kind: 'misfit'; readonly draft: Draft; readonly problem: string }
  | { readonly kind: 'open'; readonly saver: DraftSaver };

/** The draft of this address: kept by the host, followed while other windows change it, and saved by itself. */
export function useDraft<Fields extends object>(
  kind: DraftKind,
  draftId: string,
  { shape, empty }: DraftShape<Fields>,
): DraftOpening<Fields> {
  const client = useClient();
  const isUp = useConnection().kind === 'up';
  const by = useOperator();
  const row = useRow('drafts', draftId);
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'opening' });
  const [asked, setAsked] = useState(0);
  const save = useCallback(
    // One that was resumed is the whole draft: of it, what can be changed is saved.
    ({ title, step, fields }: DraftContent, revision: number) =>
      client.call('drafts.save', { draftId, kind, title, step, fields, revision, by }),
    [client, draftId, kind, by],
  );
  const saver = loaded.kind === 'open' ? loaded.saver : null;
  const latest = useLatest(save);
  const begin = useCallback(
    (content: DraftContent, revision: number, savedAtMs: number | null): Loaded => ({
      kind: 'open',
      saver: createDraftSaver({ content, revision, savedAtMs }, { save: (...given) => latest.current(...given), after: pageTime.after }),
    }),
    [latest],
  );

  // Opened once: what comes later is followed below.
  useEffect(() => {
    if (!isUp || loaded.kind === 'open' || loaded.kind === 'absent' || loaded.kind === 'misfit') return;
    const over = new AbortController();
    void load(client, draftId, kind, shape).then((next) => {
      if (over.signal.aborted) return;
      if (next.kind === 'read') setLoaded(begin(contentOf(next.draft), next.draft.revision, next.draft.savedAtMs));
      else if (next.kind === 'absent' && wasBegunHere(draftId)) setLoaded(begin(contentOf(empty), 0, null));
      else setLoaded(next);
    });
    return () => {
      over.abort();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what a new one begins with counts once
  }, [client, draftId, kind, isUp, asked, loaded.kind, begin]);

  // Another window went on: what it saved is shown, unless something here is not saved.
  const rowRevision = row?.revision ?? 0;
  useEffect(() => {
    if (!saver || rowRevision <= saver.revision() || saver.hasUnsaved()) return;
    void load(client, draftId, kind, shape).then((next) => {
      if (next.kind !== 'read' || saver.hasUnsaved() || next.draft.revision <= saver.revision()) return;
      saver.adopt(contentOf(next.draft), next.draft.revision, next.draft.savedAtMs);
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the shape of a kind does not change
  }, [client, draftId, kind, saver, rowRevision]);

  // What was typed last is saved when the wizard or the page is left.
  useEffect(() => {
    if (!saver) return;
    const flush = (): void => void saver.flush();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [saver]);

  const draft = useOpen<Fields>(kind, draftId, saver, client, by, shape);
  if (draft) return { kind: 'open', draft };
  if (loaded.kind === 'failed')
    return {
      ...{ kind: 'failed', message: loaded.message },
      tryAgain: () => {
        setLoaded({ kind: 'opening' });
        setAsked(asked + 1);
      },
    };
  if (loaded.kind === 'misfit')
    return {
      ...{ kind: 'misfit', draft: loaded.draft, problem: loaded.problem },
      beginAnew: () => {
        const { revision, savedAtMs } = loaded.draft;
        const fresh = begin(contentOf(empty), revision, savedAtMs);
        if (fresh.kind === 'open') fresh.saver.change(contentOf(empty));
        setLoaded(fresh);
      },
    };
  if (loaded.kind === 'absent') return { kind: 'absent', message: loaded.message };
  return { kind: 'opening' };
}

/** Of a draft, or of what a new one begins with, no more than a wizard says. */
const contentOf = ({ title, step, fields }: { readonly title: string; readonly step: string; readonly fields: object }): DraftContent => ({
  ...{ title, step },
  fields: Object.fromEntries(Object.entries(fields)),
});

type Read =
  | { readonly kind: 'read'; readonly draft: Draft }
  | { readonly kind: 'failed' | 'absent'; readonly message: string }
  | { readonly kind: 'misfit'; readonly draft: Draft; readonly problem: string };

async function load(client: ConsoleClient, draftId: string, kind: DraftKind, shape: z.ZodType): Promise<Read> {
  const outcome = await client.call('drafts.show', { draftId });
  if (outcome.kind === 'unanswered') return { kind: 'failed', message: outcome.message };
  if (outcome.kind === 'error') return { kind: outcome.error.code === 'not-found' ? 'absent' : 'failed', message: outcome.error.message };
  const draft = outcome.output;
  if (draft.kind !== kind)
    return { kind: 'absent', message: 'this draft is of something else: open it from the list of what is left open' };
  const checked = shape.safeParse(draft.fields);
  if (checked.success) return { kind: 'read', draft };
  const problem = checked.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'all of it'}: ${message}`)
    .join('; ');
  return { kind: 'misfit', draft, problem };
}

function useOpen<Fields extends object>(
  kind: DraftKind,
  id: string,
  saver: DraftSaver | null,
  client: ConsoleClient,
  by: string,
  shape: z.ZodType<Fields>,
): OpenDraft<Fields> | null {
  const listen = useCallback((listener: () => void) => saver?.listen(listener) ?? (() => undefined), [saver]);
  const content = useSyncExternalStore(listen, () => saver?.content() ?? null);
  const saved = useSyncExternalStore(listen, () => saver?.state() ?? null);
  const byNow = useLatest(by);
  return useMemo(() => {
    if (!saver || !content || !saved) return null;
    return {
      ...{ id, kind, saved, title: content.title, step: content.step },
      // What came from elsewhere was checked when it came; what is changed here is typed.
      fields: content.fields as Fields,
      change: (fields, title) => {
        const now = saver.content();
        saver.change({ ...now, title: cutTitle(title ?? now.title), fields: { ...now.fields, ...fields } });
      },
      goToStep: (step) => {
        saver.change({ ...saver.content(), step });
        void saver.flush();
      },
      keep: async () => (await saver.flush()).kind === 'saved',
      async discard() {
        if (saver.isEnded()) return true;
        const outcome = await saver.discard((revision) => client.call('drafts.discard', { draftId: id, revision, by: byNow.current }));
        if (outcome === null) return true;
        if (outcome.kind === 'answer' && outcome.output.kind === 'discarded') return true;
        tellOutcome(outcome, (output) => (output.kind === 'newer' ? `Not discarded: ${output.message}` : 'Discarded'));
        return false;
      },
      takeTheirs: () => {
        void load(client, id, kind, shape).then((next) => {
          if (next.kind === 'read') saver.adopt(contentOf(next.draft), next.draft.revision, next.draft.savedAtMs);
        });
      },
      keepMineApart: () => {
        const apart = beginDraft();
        const { title, step, fields } = saver.content();
        void client.call('drafts.save', { draftId: apart, kind, title, step, fields, revision: 0, by: byNow.current }).then((outcome) => {
          tellOutcome(outcome, 'Kept as a draft of its own');
          if (outcome.kind !== 'answer') return;
          saver.end();
          goTo(addressOf('wizard', [kind, apart]));
        });
      },
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the shape of a kind does not change
  }, [saver, content, saved, id, kind, client, byNow]);
}

const cutTitle = (title: string): string => {
  const whole = title.trim().slice(0, 200);
  return whole === '' ? 'Without a name' : whole;
};

function useLatest<Value>(value: Value): { readonly current: Value } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  return latest;
}
