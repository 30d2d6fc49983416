import { afterEach, describe, expect, test } from 'vitest';
import type { OrderRequest } from '../model/order';
import type { Store } from '../store/store';
import type { Host } from './create-host';
import { faultsBetween } from './testing/faults-between';
import { resource } from './testing/simulated-carrier';
import { orderRequest, World } from './testing/world';

const open: { host: Host; store: Store }[] = [];
async function started(change: (world: World) => void = () => undefined) {
  const world = new World();
  change(world);
  const engine = await world.start();
  open.push(engine);
  return { world, ...engine };
}
afterEach(async () => {
  for (const { host, store } of open.splice(0)) {
    await host.close();
    await store.close();
  }
});

const wide = { limit: { oneWayNs: 30_000_000, enteredAs: 'one-way' }, signal: '1GE' } as const;
const apartFrom = (fromOrderId: string, isRequired = true): Partial<OrderRequest> => ({
  ...wide,
  diversity: { fromOrderId, by: 'link', isRequired },
});
const submit = async ({ world, host }: { world: World; host: Host }, id: string, change: Partial<OrderRequest>) => {
  await host.submitOrder(orderRequest({ ...change, id }));
  await world.clock.run(1_000);
};
const resources = async (host: Host, id: string) => {
  const connection = (await host.dossier(id))?.connections.find(({ state }) => state === 'active');
  return connection?.route.hops.filter(({ kind }) => kind === 'resource').map((hop) => hop.id) ?? [];
};
const events = async (host: Host) =>
  (await host.history(10_000)).filter(({ event }) => event.startsWith('diversity.')).map(({ event, subject }) => [event, subject]);
const byFrankfurt = ['alpha/lon-fra', 'beta/fra-vie'];
const byParis = ['alpha/lon-par', 'beta/par-vie'];

describe('an order that is to be apart from another one', () => {
  test('takes another way, and its dossier says so', async () => {
    const engine = await started();
    await submit(engine, 'ONE', wide);
    await submit(engine, 'TWO', apartFrom('ONE'));
    expect(await resources(engine.host, 'ONE')).toEqual(byFrankfurt);
    expect(await resources(engine.host, 'TWO')).toEqual(byParis);
    expect((await engine.host.dossier('TWO'))?.diversity).toEqual({ isKept: true, text: 'apart from ONE by link' });
    expect((await engine.host.dossier('ONE'))?.diversity).toBeNull();
  });

  test('that can only be served together with it is rejected where it must be apart, served where it would rather', async () => {
    const engine = await started(({ alpha }) => {
      alpha.resources.delete('lon-par');
    });
    await submit(engine, 'ONE', wide);
    await submit(engine, 'TWO', apartFrom('ONE'));
    await submit(engine, 'THREE', apartFrom('ONE', false));
    expect((await engine.host.dossier('TWO'))?.order).toMatchObject({
      state: 'rejected',
      cause: expect.stringMatching(/^no route is apart from ONE by link: the best one, 7\.08 ms one way.* shares .*lon-fra/) as string,
    });
    expect((await engine.host.dossier('THREE'))?.order.state).toBe('active');
    expect((await engine.host.dossier('THREE'))?.diversity?.isKept).toBe(false);
  });

  test('is apart from what the other one plans while that waits for a link', async () => {
    const engine = await started();
    engine.world.beta.goDown();
    await engine.world.clock.run(1);
    await submit(engine, 'ONE', wide);
    await submit(engine, 'TWO', apartFrom('ONE'));
    engine.world.beta.comeBack();
    await engine.world.clock.run(2_000);
    const [one, two] = [await resources(engine.host, 'ONE'), await resources(engine.host, 'TWO')];
    expect([one, two].map((way) => way.length)).toEqual([2, 2]);
    expect(one.filter((id) => two.includes(id))).toEqual([]);
  });

  test('that has ended is refused; one that is not known may come, and until then the decision says that it has no route', async () => {
    const engine = await started();
    const { host } = engine;
    await submit(engine, 'GONE', {});
    await host.cancelOrder('GONE');
    await engine.world.clock.run(2_000);
    expect(await host.submitOrder(orderRequest({ id: 'TWO', ...apartFrom('GONE') }))).toEqual({
      kind: 'refused',
      message: 'order TWO is to be apart from order GONE, which is released; name one that is served or waits, or leave it out',
    });
    await submit(engine, 'TWO', apartFrom('TYPO'));
    expect((await host.dossier('TWO'))?.decisions.at(-1)?.summary).toMatch(/, to be apart from TYPO by .*, which has no route now/);
    expect((await host.dossier('TWO'))?.diversity).toMatchObject({
      isKept: null,
      text: expect.stringMatching(/^to be apart from TYPO/) as string,
    });
  });

  test('and it from that one, restored at the same moment, do not meet on the fastest way that is left', async () => {
    const engine = await started(({ beta }) => {
      beta.resources.set('fra-vie-2', resource('fra-vie-2', 'b1', 'b2', 9_000_000));
      beta.resources.set('par-vie-2', resource('par-vie-2', 'b3', 'b2', 9_000_000));
    });
    const { world, host } = engine;
    await submit(engine, 'ONE', apartFrom('TWO'));
    await submit(engine, 'TWO', apartFrom('ONE'));
    expect([await resources(host, 'ONE'), await resources(host, 'TWO')]).toEqual([byFrankfurt, byParis]);
    world.alpha.resources.set('lon-fra-3', resource('lon-fra-3', 'a1', 'a2', 1_000_000));
    world.beta.resources.set('fra-vie-3', resource('fra-vie-3', 'b1', 'b2', 1_000_000));
    for (const uuid of ['fra-vie', 'par-vie'])
      world.beta.resources.set(uuid, { ...resource(uuid, 'b1', 'b2', 1), aNodeUuid: uuid === 'fra-vie' ? 'b1' : 'b3', condition: 'down' });
    host.resynchronise('alpha');
    host.resynchronise('beta');
    await world.clock.run(5_000);
    const [one, two] = [await resources(host, 'ONE'), await resources(host, 'TWO')];
    expect([one, two].map((way) => way.length)).toEqual([2, 2]);
    expect([...one, ...two]).toContain('beta/fra-vie-3');
    expect(one.filter((id) => two.includes(id))).toEqual([]);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('loses that when the other moves onto its way: told once, shown in its dossier, and mended by its own next move', async () => {
    const engine = await started(({ alpha, beta }) => {
      alpha.resources.set('lon-fra-2', resource('lon-fra-2', 'a1', 'a2', 9_000_000));
      beta.resources.set('fra-vie-2', resource('fra-vie-2', 'b1', 'b2', 9_000_000));
    });
    const { world, host } = engine;
    await submit(engine, 'ONE', wide);
    await submit(engine, 'TWO', apartFrom('ONE'));
    world.beta.setResource('fra-vie', { condition: 'down' });
    await world.clock.run(3_000);
    expect(await resources(host, 'ONE')).toEqual(byParis);
    expect(await events(host)).toEqual([['diversity.lost', 'TWO']]);
    expect((await host.dossier('TWO'))?.diversity).toMatchObject({
      isKept: false,
      text: expect.stringMatching(/^not apart from ONE by link: shares .*lon-par/) as string,
    });
    world.beta.setResource('fra-vie', { condition: 'up' });
    world.alpha.setResource('lon-par', { condition: 'down' });
    await world.clock.run(5_000);
    const [one, two] = [await resources(host, 'ONE'), await resources(host, 'TWO')];
    expect([one, two].map((way) => way.length)).toEqual([2, 2]);
    expect(one.filter((id) => two.includes(id))).toEqual([]);
    expect((await events(host)).at(-1)).toEqual(['diversity.regained', 'TWO']);
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });
});
