import { answer, failed, refused, type Handlers } from './serving';

export const draftHandlers: Handlers<'drafts.list' | 'drafts.show' | 'drafts.save' | 'drafts.discard'> = {
  'drafts.list': async ({ host }) => answer(await host.drafts()),
  async 'drafts.show'({ host }, { draftId }) {
    const draft = await host.draft(draftId);
    return draft ? answer(draft) : failed('not-found', 'there is no such draft: it was discarded or finished');
  },
  async 'drafts.save'({ host }, { draftId, ...content }) {
    const saved = await host.saveDraft({ id: draftId, ...content });
    return saved.kind === 'refused' ? refused(saved) : answer(saved);
  },
  async 'drafts.discard'({ host }, { draftId, revision, by }) {
    return answer(await host.discardDraft(draftId, revision ?? null, by));
  },
};
