import { namedSwitch, unknownSwitch } from './named-switch';
import { answer, done, failed, refused, type Handlers } from './serving';
import { showSwitch } from './show-switch';

export const switchHandlers: Handlers<'switches.list' | 'switches.connect' | 'switches.compare' | 'switches.remove'> = {
  'switches.list': async ({ host }) => answer((await host.switches()).map(showSwitch)),
  async 'switches.connect'({ connectSwitch }, address) {
    const outcome = await connectSwitch?.(address);
    return outcome?.kind === 'refused' ? refused(outcome) : done;
  },
  async 'switches.compare'({ host }, { switchId }) {
    const named = await namedSwitch(host, switchId);
    if (named.kind !== 'found') return failed(named.kind, named.message);
    const submission = host.compareSwitch(named.known.id);
    return submission.kind === 'refused' ? failed('needs-host', submission.message) : done;
  },
  async 'switches.remove'({ host }, { switchId, by }) {
    const known = await host.switches();
    if (!known.some(({ id }) => id === switchId)) return failed('not-found', unknownSwitch(switchId, known));
    const submission = await host.removeSwitch(switchId, by);
    return submission.kind === 'refused' ? refused(submission) : done;
  },
};
