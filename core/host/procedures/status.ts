import { answer, type Handlers } from './serving';

export const statusHandlers: Handlers<'status'> = {
  async status({ host, clock, store, version, pid, connect }) {
    const states = (await host.orders()).map(({ state }) => state);
    const carriers = [...host.network.view.carriers.keys()];
    const up = carriers.filter((id) => !host.network.view.isStale(id)).length;
    const { impairments } = await host.impairments();
    return answer({
      ...{ version, pid, store, isHost: connect !== null, atMs: clock.now() },
      carriers: { up, down: carriers.length - up },
      orders: Object.fromEntries([...new Set(states)].map((state) => [state, states.filter((other) => other === state).length])),
      openImpairments: impairments.filter(({ clearedAtMs }) => clearedAtMs === null).length,
    });
  },
};
