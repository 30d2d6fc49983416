import type { Answer } from '../../contract/procedure';
import type { Done } from '../../contract/procedures';
import { wordsOfError } from '../../model/words-of-error';
import { answer, done, failed, refused, type AccountOutcome, type Accounts, type Handlers, type Serving } from './serving';

export const accountHandlers: Handlers<
  'accounts.list' | 'accounts.add' | 'accounts.role' | 'accounts.password' | 'accounts.remove' | 'accounts.own-password'
> = {
  'accounts.list': (serving) => attempted(serving, async (accounts) => accounts.list()),
  'accounts.add': (serving, { name, role, password, by }) =>
    changed(serving, (accounts) => accounts.add({ name, role, password }), ['account.added', name, by, `as ${role}`]),
  'accounts.role': (serving, { name, role, by }) =>
    changed(serving, async (accounts) => accounts.setRole(name, role), ['account.role-changed', name, by, `to ${role}`]),
  'accounts.password': (serving, { name, password, by }) =>
    changed(serving, (accounts) => accounts.setPassword(name, password), ['account.password-changed', name, by, '']),
  'accounts.remove': (serving, { name, by }) =>
    changed(serving, async (accounts) => accounts.remove(name), ['account.removed', name, by, '']),
  async 'accounts.own-password'(serving, { current, next }, { peer }) {
    if (peer?.kind !== 'account')
      return failed('refused', 'who works as the user of this machine has no password here: an account has one, and signs in with it');
    const { account } = peer;
    return changed(
      serving,
      async (accounts) =>
        (await accounts.check(account, current)) === null
          ? { kind: 'refused', message: 'the current password is wrong: correct it' }
          : accounts.setPassword(account, next),
      ['account.password-changed', account, account, ''],
    );
  },
};

/** What a change has become stands in the history. */
async function changed(
  serving: Serving,
  change: (accounts: Accounts) => Promise<AccountOutcome>,
  act: Parameters<Serving['host']['recordAct']>,
): Promise<Answer<Done>> {
  const attempt = await attempted(serving, change);
  if (attempt.kind === 'error') return attempt;
  if (attempt.output.kind === 'refused') return refused(attempt.output);
  await serving.host.recordAct(...act);
  return done;
}

/** What a shell cannot read or write it says in words. */
async function attempted<Output>({ accounts }: Serving, work: (accounts: Accounts) => Promise<Output>): Promise<Answer<Output>> {
  if (!accounts) return failed('needs-host', 'accounts are kept with the live network: go back to it, and ask there');
  try {
    return answer(await work(accounts));
  } catch (error) {
    return failed('refused', wordsOfError(error));
  }
}
