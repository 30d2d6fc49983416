import { describe, expect, test } from 'vitest';
import type { SegmentPlan } from '../provisioning/plan-segments';
import { refusedThings } from './refused';
import { changed, refusal } from './testing/two-carriers';

const plan = (change: Partial<SegmentPlan> = {}): SegmentPlan => ({
  carrierId: 'alpha',
  aPortId: 'alpha/c1',
  zPortId: 'alpha/par-x',
  resourceIds: ['alpha/near'],
  oneWayNs: 1,
  ...change,
});

describe('a name in a carrier’s words', () => {
  const isNamed = (name: string, message: string) => {
    const network = changed({ resources: { 'alpha/near': { name } } });
    return refusedThings(network.view, [refusal({ message })]).resources.has('alpha/near');
  };

  test.each([
    ['LON-FRA 1', 'LON-FRA 1 is full'],
    ['LON-FRA 1', 'no capacity left on LON-FRA 1'],
    ['LON-FRA 1', 'no capacity left on LON-FRA 1.'],
    ['LON-FRA 1', 'full: LON-FRA 1, try another'],
    ['LON-FRA 1', 'link "LON-FRA 1" is full'],
    ['LON-FRA 1', '(LON-FRA 1)'],
    ['λ 17 (C+L) [east]*', 'blocked: λ 17 (C+L) [east]*'],
    ['a|b$^', 'a|b$^ is busy'],
    ['Zürich–Genève', 'Zürich–Genève: voll'],
    ['back\\slash', 'back\\slash is busy'],
  ])('%j is read in %j', (name, message) => {
    expect(isNamed(name, message)).toBe(true);
  });

  test.each([
    ['LON-FRA 1', 'LON-FRA 10 is full'],
    ['LON-FRA 1', 'LON-FRA 1.2 is full'],
    ['LON-FRA 1', 'LON-FRA 1-a is full'],
    ['FRA 1', 'LON-FRA 1 is full'],
    ['FRA', 'FRAÜ is full'],
    ['a.c', 'abc is full'],
    ['a|b', 'b is full'],
    ['.*', 'anything is full'],
    ['', 'no, thank you'],
  ])('%j is not read in %j', (name, message) => {
    expect(isNamed(name, message)).toBe(false);
  });

  test('may be the UUID, or a port’s', () => {
    const uuid = '6f9619ff-8b86-d011-b42d-00cf4fc964ff';
    const { view } = changed({});
    const refused = refusedThings(view, [
      refusal({ resourceIds: [`alpha/${uuid}`], message: `link ${uuid} has no capacity` }),
      refusal({ message: 'alpha/par-x is in use' }),
    ]);
    expect([...refused.resources.keys()]).toEqual([`alpha/${uuid}`]);
    expect([...refused.ports.keys()]).toEqual(['alpha/par-x']);
  });

  test('is looked for among what was asked of the carrier alone', () => {
    const { view } = changed({});
    expect(refusedThings(view, [refusal({ message: 'alpha/far is full' })]).resources.size).toBe(0);
  });
});

describe('a refusal that names nothing', () => {
  const { view } = changed({});
  const covers = (change: Parameters<typeof refusal>[0], asked: SegmentPlan) =>
    refusedThings(view, [refusal(change)]).covers(asked) !== undefined;

  test('covers the same resources at the same carrier, over whatever ports', () => {
    expect(covers({}, plan())).toBe(true);
    expect(covers({}, plan({ aPortId: 'alpha/c2' }))).toBe(true);
    expect(covers({}, plan({ resourceIds: ['alpha/far'] }))).toBe(false);
    expect(covers({}, plan({ resourceIds: ['alpha/near', 'alpha/more'] }))).toBe(false);
    expect(covers({ carrierId: 'beta' }, plan())).toBe(false);
  });

  test.each(['in-use', 'lock-denied', 'data-exists'])('but by the tag %s means the ports: those, over whatever resources', (tag) => {
    expect(covers({ tag }, plan({ resourceIds: ['alpha/far'] }))).toBe(true);
    expect(covers({ tag }, plan({ aPortId: 'alpha/c2' }))).toBe(false);
  });

  test('of a segment within one node covers its ports', () => {
    expect(covers({ resourceIds: [] }, plan({ resourceIds: [] }))).toBe(true);
    expect(covers({ resourceIds: [] }, plan({ resourceIds: [], zPortId: 'alpha/lon-g' }))).toBe(false);
  });

  test('covers nothing where it names something: that alone is not used again', () => {
    expect(covers({ message: 'alpha/near is full' }, plan())).toBe(false);
  });
});
