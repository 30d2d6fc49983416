import { answer, done, failed, refused, type Handlers } from './serving';

export const switchHandlers: Handlers<'switches.list' | 'switches.connect' | 'switches.compare' | 'switches.remove'> = {
  'switches.list': async ({ host }) =>
    answer(
      (await host.switches()).map(({ link, paths, orders, id, name, limits }) => {
        const { waiting, given, connecting, active, releasing } = orders;
        return {
          ...{ id, name, limits, link: link.isUp ? ('up' as const) : ('down' as const), linkText: link.detail, sinceMs: link.sinceMs },
          ...{ paths, circuits: given + connecting + active + releasing, waiting },
        };
      }),
    ),
  async 'switches.connect'({ connectSwitch }, address) {
    const outcome = await connectSwitch?.(address);
    return outcome?.kind === 'refused' ? refused(outcome) : done;
  },
  async 'switches.compare'({ host }, { switchId }) {
    const known = await host.switches();
    const found = known.find(({ id }) => id === switchId);
    if (!found) return failed('not-found', unknownSwitch(switchId, known));
    const submission = host.compareSwitch(switchId);
    return submission.kind === 'refused' ? failed('needs-host', submission.message) : done;
  },
  async 'switches.remove'({ host }, { switchId, by }) {
    const known = await host.switches();
    if (!known.some(({ id }) => id === switchId)) return failed('not-found', unknownSwitch(switchId, known));
    const submission = await host.removeSwitch(switchId, by);
    return submission.kind === 'refused' ? refused(submission) : done;
  },
};

const unknownSwitch = (switchId: string, known: readonly { readonly id: string }[]): string =>
  `switch ${switchId} is not known; ${known.length > 0 ? `known are ${known.map(({ id }) => id).join(', ')}` : 'none is: "switches add" adds one'}`;
