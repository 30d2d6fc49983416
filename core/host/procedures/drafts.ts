import { answer, failed, refused, type Handlers } from './serving';

export const draftHandlers: Handlers<'drafts.list' | 'drafts.show' | 'drafts.save' | 'drafts.discard'> = {
  'drafts.list': async ({ host }) => answer(await host.drafts()),
  async 'drafts.show'({ host }, { draftId }) {
    const draft = await host.draft(draftId);
    return draft ? answer(draft) : failed('not-found', 'there is no such draft: it was discarded or finished');
  },
  async 'drafts.save'({ host, connecting }, { draftId, ...content }) {
    const saved = await host.saveDraft({ id: draftId, ...content });
    if (saved.kind === 'saved') connecting?.heldByDraft(content.fields);
    return saved.kind === 'refused' ? refused(saved) : answer(saved);
  },
  async 'drafts.discard'({ host, connecting }, { draftId, revision, by }) {
    const outcome = await host.discardDraft(draftId, revision ?? null, by);
    if (outcome.kind === 'discarded') await connecting?.sweep();
    return answer(outcome);
  },
};
