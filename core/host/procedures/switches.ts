import { hostAndPort } from '../../switches/session-transport';
import { namedSwitch, unknownSwitch } from './named-switch';
import { answer, done, failed, refused, type Handlers } from './serving';
import { showSwitch } from './show-switch';

export const switchHandlers: Handlers<'switches.list' | 'switches.connect' | 'switches.compare' | 'switches.remove'> = {
  'switches.list': async ({ host }) => answer((await host.switches()).map(showSwitch)),
  async 'switches.connect'({ host, connectSwitch }, { by, ...address }) {
    const outcome = await connectSwitch?.(address);
    if (outcome?.kind === 'refused') return refused(outcome);
    await host.recordAct('switch.connect-asked', address.id, by, `${address.transport} ${hostAndPort(address.host, address.port)}`);
    return done;
  },
  async 'switches.compare'({ host }, { switchId, by }) {
    const named = await namedSwitch(host, switchId);
    if (named.kind !== 'found') return failed(named.kind, named.message);
    const submission = host.compareSwitch(named.known.id);
    if (submission.kind === 'refused') return failed('needs-host', submission.message);
    await host.recordAct('switch.compare-asked', named.known.id, by, '');
    return done;
  },
  async 'switches.remove'({ host }, { switchId, by }) {
    const known = await host.switches();
    if (!known.some(({ id }) => id === switchId)) return failed('not-found', unknownSwitch(switchId, known));
    const submission = await host.removeSwitch(switchId, by);
    return submission.kind === 'refused' ? refused(submission) : done;
  },
};
