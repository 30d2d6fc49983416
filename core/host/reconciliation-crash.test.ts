import { expect, test } from 'vitest';
import type { DiscrepancyKind, Remedy } from '../model/discrepancy';
import { liveThrough, type Scene, type Story } from './testing/crashing-life';
import { resource } from './testing/simulated-carrier';
import { orderRequest, type World } from './testing/world';

const ann = { by: 'Ann', reason: 'found at the audit' };

const submit = ({ ask }: Scene): void => {
  ask(({ host }) => host.submitOrder(orderRequest({ id: 'ONE' })));
};

/** Has the carrier compared, and what is found settled; asked again of the next engine where this one dies meanwhile. */
const settle =
  (kind: DiscrepancyKind, remedy: Remedy) =>
  ({ ask }: Scene): void => {
    ask(async ({ host }) => {
      await host.reconcile('alpha');
      const found = (await host.discrepancies()).find((discrepancy) => discrepancy.kind === kind);
      if (found) await host.settleDiscrepancy(found.id, remedy, ann);
    });
  };

const pause = ({ ask }: Scene): void => {
  ask(({ host }) => host.pauseRecovery(null, ann));
};

const change =
  (act: (alpha: World['alpha']) => void) =>
  ({ world }: Scene): void => {
    act(world.alpha);
  };

const onTheOnlyService =
  (act: (alpha: World['alpha'], uuid: string) => void) =>
  (alpha: World['alpha']): void => {
    const [uuid] = alpha.services.keys();
    if (uuid !== undefined) act(alpha, uuid);
  };

test.each<readonly [string, Story]>([
  [
    'the removal of an orphan, whose carrier does not confirm at once',
    {
      prepare: ({ alpha }) => {
        let asked = 0;
        alpha.behaviour.refusesDeletion = () => (asked++ === 0 ? 'busy' : null);
      },
      events: [
        [0, submit],
        [
          200,
          change((alpha) => {
            alpha.makeByHand('by-hand', 'a1-g1-3', 'a2-b1-3', ['lon-par']);
          }),
        ],
        [250, settle('orphan', 'remove')],
      ],
      ...{ fromMs: 200, lastsMs: 10_000 },
    },
  ],
  [
    'the taking over of a service that goes by another UUID',
    {
      events: [
        [0, submit],
        [
          200,
          change((alpha) => {
            alpha.renameServices();
          }),
        ],
        [250, settle('orphan', 'remove')],
      ],
      ...{ fromMs: 200, lastsMs: 10_000 },
    },
  ],
  [
    'the adoption of an orphan into an order',
    {
      prepare: (world) => {
        world.addParallelCircuit();
      },
      events: [
        [0, submit],
        [100, pause],
        [
          200,
          change((alpha) => {
            alpha.renameServices(['lon-fra-2']);
          }),
        ],
        [250, settle('orphan', 'adopt')],
      ],
      ...{ fromMs: 200, lastsMs: 10_000 },
    },
  ],
  [
    'the repair of a missing service',
    {
      events: [
        [0, submit],
        [100, pause],
        [
          200,
          change(
            onTheOnlyService((alpha, uuid) => {
              alpha.delete(uuid);
            }),
          ),
        ],
        [250, settle('missing', 'repair')],
      ],
      ...{ fromMs: 200, lastsMs: 10_000 },
    },
  ],
  ...(['yes', 'no'] as const).map((reroutes): readonly [string, Story] => [
    `the repair of a route drift, where its carrier moves services in place: ${reroutes}`,
    {
      prepare: ({ alpha }) => {
        alpha.resources.set('lon-fra-slow', resource('lon-fra-slow', 'a1', 'a2', 19_000_000));
        alpha.behaviour.reroutes = reroutes;
      },
      events: [
        [0, submit],
        [100, pause],
        [
          200,
          change(
            onTheOnlyService((alpha, uuid) => {
              alpha.reroute(uuid, ['lon-fra-slow']);
            }),
          ),
        ],
        [700, settle('route-drift', 'repair')],
      ],
      ...{ fromMs: 650, lastsMs: 10_000 },
    },
  ]),
  [
    'the repair of a latency drift',
    {
      prepare: (world) => {
        world.addParallelCircuit();
      },
      events: [
        [0, submit],
        [
          200,
          change((alpha) => {
            alpha.setResource('lon-fra', { latency: { azNs: 5_500_000, zaNs: 5_500_000 } });
          }),
        ],
        [250, settle('latency-drift', 'repair')],
      ],
      ...{ fromMs: 200, lastsMs: 10_000 },
    },
  ],
])(
  'N11: a crash at any transaction of %s ends as it does without',
  async (_, story) => {
    const whole = await liveThrough(story, null);
    expect(whole).toMatchObject({ hasCrashed: false, faults: [], createdTwice: false, states: { ONE: 'active' }, discrepancies: [] });
    expect(whole.transactions - whole.before).toBeGreaterThan(8);
    for (let transaction = whole.before + 1; transaction <= whole.transactions; transaction++) {
      for (const when of ['before', 'after'] as const) {
        const { hasCrashed, states, routes, faults, createdTwice, discrepancies } = await liveThrough(story, { transaction, when });
        expect({ transaction, when, hasCrashed, states, routes, faults, createdTwice, discrepancies }).toEqual({
          ...{ transaction, when, hasCrashed: true, faults: [], createdTwice: false, discrepancies: [] },
          ...{ states: whole.states, routes: whole.routes },
        });
      }
    }
  },
  120_000,
);
