import { expect, it } from 'vitest';
import { node, resource, site, tables } from '../testing/rows';
import { createStructureWatch } from './structure-watch';

const network = () =>
  tables({
    sites: [site('LON', 0, 51), site('PAR', 2, 49)],
    nodes: [node('ald/LON'), node('ald/PAR')],
    resources: [resource('r1', 'ald/LON', 'ald/PAR'), resource('r2', 'ald/LON', 'ald/PAR')],
  });

it.each<[string, boolean, (known: ReturnType<typeof network>) => void]>([
  ['nothing', false, () => undefined],
  ['a state', false, ({ resources }) => resources.set('r1', resource('r1', 'ald/LON', 'ald/PAR', { condition: 'down', freeSlots: 3 }))],
  ['an end', true, ({ resources }) => resources.set('r1', resource('r1', 'ald/PAR', 'ald/LON'))],
  ['a new one', true, ({ resources }) => resources.set('r3', resource('r3', 'ald/LON', 'ald/PAR'))],
  ['one gone', true, ({ resources }) => resources.delete('r2')],
  [
    'one for another',
    true,
    ({ resources }) => {
      resources.delete('r2');
      resources.set('r4', resource('r4', 'ald/LON', 'ald/PAR'));
    },
  ],
  ['coordinates', true, ({ sites }) => sites.set('LON', site('LON', 1, 51))],
  ['a name', true, ({ sites }) => sites.set('LON', { ...site('LON', 0, 51), name: 'London' })],
  ['the site of a node', true, ({ nodes }) => nodes.set('ald/LON', node('ald/LON', { siteId: 'PAR' }))],
])('a change of %s is one of structure: %s', (_, isOne, change) => {
  const known = network();
  const hasChanged = createStructureWatch();
  expect(hasChanged(known)).toBe(true);
  expect(hasChanged(known)).toBe(false);
  change(known);
  expect(hasChanged(known)).toBe(isOne);
  expect(hasChanged(known)).toBe(false);
});
