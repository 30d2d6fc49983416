import type { Answer } from '../../contract/procedure';
import { wordsOfError } from '../../model/words-of-error';
import { answer, done, failed, type Handlers, type SecretKeeper, type Serving } from './serving';

export const secretHandlers: Handlers<'secrets.list' | 'secrets.keep' | 'secrets.remove'> = {
  async 'secrets.list'({ secrets }) {
    const keeping = (await secrets?.()) ?? elsewhere;
    if (keeping.kind === 'none') return answer({ sealedBy: null, message: keeping.message, names: [] });
    const attempt = await attempted(secrets, (keeper) => keeper.names());
    return attempt.kind === 'error' ? attempt : answer({ sealedBy: keeping.secrets.by, message: '', names: attempt.output });
  },
  async 'secrets.keep'({ host, secrets }, { name, secret, by }) {
    const attempt = await attempted(secrets, async (keeper) => {
      const isKnown = (await keeper.names()).includes(name);
      await keeper.put(name, secret);
      return isKnown;
    });
    if (attempt.kind === 'error') return attempt;
    await host.recordAct(attempt.output ? 'secret.replaced' : 'secret.kept', name, by, '');
    return done;
  },
  async 'secrets.remove'({ host, secrets }, { name, by }) {
    const attempt = await attempted(secrets, async (keeper) => {
      if (!(await keeper.names()).includes(name)) return false;
      await keeper.remove(name);
      return true;
    });
    if (attempt.kind === 'error') return attempt;
    if (!attempt.output) return failed('not-found', `no secret ${name} is kept: look again at which are`);
    await host.recordAct('secret.removed', name, by, '');
    return done;
  },
};

const elsewhere = {
  kind: 'none',
  message: 'secrets are kept by a console on the live network: start "longlines serve" or the desktop, and ask there',
} as const;

/** What a keeper cannot do it says in words, and nothing has changed. */
async function attempted<Output>(secrets: Serving['secrets'], work: (keeper: SecretKeeper) => Promise<Output>): Promise<Answer<Output>> {
  const keeping = (await secrets?.()) ?? elsewhere;
  if (keeping.kind === 'none') return failed('refused', keeping.message);
  try {
    return answer(await work(keeping.secrets));
  } catch (error) {
    return failed('refused', wordsOfError(error));
  }
}
