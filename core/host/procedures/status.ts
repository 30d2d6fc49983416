import { answer, type Handlers } from './serving';

export const statusHandlers: Handlers<'status'> = {
  async status({ host, clock, store, version, pid, connect }) {
    const states = (await host.orders()).map(({ state }) => state);
    const carriers = [...host.network.view.carriers.keys()];
    const up = carriers.filter((id) => !host.network.view.isStale(id)).length;
    const { impairments } = await host.impairments();
    const switches = await host.switches();
    const downIds = switches.filter(({ link }) => !link.isUp).map(({ id }) => id);
    const paths = [...(await host.carriedPaths()).values()].map(({ path }) => path);
    const counts = Object.entries(await host.circuitOrderCounts());
    return answer({
      ...{ version, pid, store, isHost: connect !== null, atMs: clock.now() },
      carriers: { up, down: carriers.length - up },
      orders: Object.fromEntries([...new Set(states)].map((state) => [state, states.filter((other) => other === state).length])),
      switches: { up: switches.length - downIds.length, down: downIds.length, downIds },
      paths: {
        count: paths.length,
        heldIds: paths.filter(({ heldSinceMs }) => heldSinceMs !== null).map(({ id }) => id),
        waiting: await host.waitingByPath(),
      },
      circuits: Object.fromEntries(counts.filter(([, count]) => count > 0)),
      openImpairments: impairments.filter(({ clearedAtMs }) => clearedAtMs === null).length,
    });
  },
};
