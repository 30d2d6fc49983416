import { expect, test } from 'vitest';
import type { MoveRequest } from '../model/move';
import type { Life, Scene, Story } from './testing/crashing-life';
import { liveThrough } from './testing/crashing-life';
import { resource } from './testing/simulated-carrier';
import { orderRequest, type World } from './testing/world';

/** Lives through the story whole, then with a crash before and after each of its transactions: it must end the same. */
async function crashEverywhere(story: Story, expected: Partial<Life>, atLeast: number): Promise<void> {
  const whole = await liveThrough(story, null);
  expect(whole).toMatchObject({ hasCrashed: false, faults: [], createdTwice: false, ...expected });
  expect(whole.transactions - whole.before).toBeGreaterThan(atLeast);
  for (let transaction = whole.before + 1; transaction <= whole.transactions; transaction++) {
    for (const when of ['before', 'after'] as const) {
      const { hasCrashed, states, routes, faults, createdTwice, warnings } = await liveThrough(story, { transaction, when });
      expect({ transaction, when, hasCrashed, states, routes, faults, createdTwice, warnings }).toEqual({
        transaction,
        when,
        hasCrashed: true,
        states: whole.states,
        routes: whole.routes,
        faults: [],
        createdTwice: false,
        warnings: whole.warnings,
      });
    }
  }
}

const submit =
  (id: string, priority = 5) =>
  ({ ask }: Scene): void => {
    ask(({ host }) => host.submitOrder(orderRequest({ id, priority, signal: '1GE' })));
  };

const change =
  (uuid: string, to: Parameters<World['alpha']['setResource']>[1]) =>
  ({ world }: Scene): void => {
    world.alpha.setResource(uuid, to);
  };

test('a crash before or after any transaction resumes or rolls back: nothing is lost, leaked, orphaned or provisioned twice', async () => {
  const story: Story = {
    prepare: ({ beta }) => {
      beta.behaviour.refuses = ({ name, resourceUuids }) => (name === 'TWO' && resourceUuids.includes('fra-vie') ? 'not today' : null);
    },
    events: [
      [0, submit('ONE', 1)],
      [5, submit('TWO', 2)],
      [300, change('lon-fra', { condition: 'down' })],
      [600, change('lon-fra', { condition: 'up' })],
      [700, change('lon-par', { condition: 'down' })],
      [
        1_000,
        ({ ask }) => {
          ask(({ host }) => host.cancelOrder('TWO'));
        },
      ],
    ],
    lastsMs: 3_000,
  };
  await crashEverywhere(story, { states: { ONE: 'active', TWO: 'released' } }, 60);
}, 240_000);

/** The order is to be moved off its circuit onto others, by the operator's hand. */
const force =
  (onto: Readonly<Record<string, string>>) =>
  ({ ask }: Scene): void => {
    ask(async ({ host, store }) => {
      const route = (await host.dossier('ONE'))?.connections.findLast(({ state }) => state === 'active' || state === 'ended')?.route;
      if (!route) throw new Error('the order has no route');
      const hops = route.hops.map((hop) => ({ ...hop, id: onto[hop.id] ?? hop.id }));
      const request: MoveRequest = {
        ...{ orderId: 'ONE', cause: 'forced', text: 'forced', actor: 'operator', requestedAtMs: 0 },
        route: { ...route, hops },
      };
      await store.transaction((tx) => tx.interventions.putMove(request));
      await host.resume();
    });
  };

const slower = change('lon-fra', { latency: { azNs: 9_000_000, zaNs: 9_000_000 } });
const byParis = (world: World): void => {
  world.addDelta();
  world.beta.resources.delete('par-vie');
};
const parallel = (world: World): void => {
  world.addParallelCircuit();
  world.beta.resources.set('fra-vie-2', resource('fra-vie-2', 'b1', 'b2', 3_000_000));
};

test.each<readonly [string, Story, readonly string[]]>([
  [
    'kept and moved in place, and in place once more',
    {
      prepare: parallel,
      events: [
        [0, submit('ONE')],
        [200, force({ 'alpha/lon-fra': 'alpha/lon-fra-2' })],
        [500, change('lon-fra-2', { condition: 'down' })],
      ],
      ...{ fromMs: 200, lastsMs: 2_000 },
    },
    ['alpha/lon-fra', 'beta/fra-vie'],
  ],
  [
    'created anew where a carrier moves nothing in place',
    {
      prepare: (world) => {
        parallel(world);
        world.alpha.behaviour.reroutes = 'no';
      },
      events: [
        [0, submit('ONE')],
        [200, slower],
      ],
      ...{ fromMs: 200, lastsMs: 2_000 },
    },
    ['alpha/lon-fra-2', 'beta/fra-vie'],
  ],
  [
    'made beside, broken off and deleted after',
    {
      prepare: byParis,
      events: [
        [0, submit('ONE')],
        [200, slower],
      ],
      ...{ fromMs: 200, lastsMs: 2_000 },
    },
    ['alpha/lon-par', 'delta/par-vie-d'],
  ],
  [
    'undone where one carrier has moved in place and another refuses',
    {
      prepare: (world) => {
        parallel(world);
        world.beta.behaviour.reroutes = { refuses: 'frozen zone' };
      },
      events: [
        [0, submit('ONE')],
        [200, force({ 'alpha/lon-fra': 'alpha/lon-fra-2', 'beta/fra-vie': 'beta/fra-vie-2' })],
      ],
      ...{ fromMs: 200, lastsMs: 2_000 },
    },
    ['alpha/lon-fra', 'beta/fra-vie'],
  ],
  [
    'refused before the break, by the only other way',
    {
      prepare: (world) => {
        byParis(world);
        for (const carrier of world.carriers) if (carrier.id === 'delta') carrier.behaviour.refuses = () => 'not today';
      },
      events: [
        [0, submit('ONE')],
        [200, slower],
        // It is fast enough again, and stays.
        [800, change('lon-fra', { latency: { azNs: 4_000_000, zaNs: 4_000_000 } })],
      ],
      ...{ fromMs: 200, lastsMs: 3_000 },
    },
    ['alpha/lon-fra', 'beta/fra-vie'],
  ],
  [
    'refused after the break, and restored with what is left',
    {
      prepare: (world) => {
        world.addParallelCircuit();
        byParis(world);
        world.alpha.behaviour.refuses = ({ resourceUuids }) => (resourceUuids.includes('lon-par') ? 'not today' : null);
        world.alpha.behaviour.reroutes = 'no';
      },
      events: [
        [0, submit('ONE')],
        [200, change('lon-fra-2', { condition: 'down' })],
        [250, slower],
        [700, change('lon-fra-2', { condition: 'up' })],
      ],
      ...{ fromMs: 200, lastsMs: 3_000 },
    },
    ['alpha/lon-fra-2', 'beta/fra-vie'],
  ],
  [
    'over carriers that lose every answer and refuse some deletions',
    {
      prepare: (world) => {
        byParis(world);
        let deletions = 0;
        for (const { behaviour } of world.carriers) {
          behaviour.losesAnswer = () => true;
          behaviour.refusesDeletion = () => (++deletions % 3 === 0 ? 'busy' : null);
        }
      },
      events: [
        [0, submit('ONE')],
        [1_500, slower],
      ],
      ...{ fromMs: 1_500, lastsMs: 20_000 },
    },
    ['alpha/lon-par', 'delta/par-vie-d'],
  ],
])(
  'a crash at any transaction of a move ends as the move does without: %s',
  async (_, story, route) => {
    await crashEverywhere(story, { states: { ONE: 'active' }, routes: { ONE: route } }, 10);
  },
  120_000,
);

test('N13: a crash before or after any transaction: the latency record agrees with the history, and a margin is warned of once', async () => {
  const rise = (ms: number) => change('lon-fra', { latency: { azNs: ms * 1_000_000, zaNs: ms * 1_000_000 } });
  const story: Story = {
    events: [
      [0, submit('ONE')],
      [300, rise(5.6)],
      [700, rise(9)],
      [1_400, rise(4)],
      [1_500, change('lon-par', { condition: 'down' })],
    ],
    lastsMs: 3_000,
  };
  await crashEverywhere(story, { states: { ONE: 'active' }, warnings: 1 }, 25);
}, 240_000);
