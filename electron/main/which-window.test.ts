import { expect, test } from 'vitest';
import type { NetworkKind } from '../../core/contract/channel';
import { toOpenAgain, windowFor } from './which-window';

interface Shown {
  readonly name: string;
  readonly network: NetworkKind;
  readonly isMain: boolean;
}
const live = (name: string, isMain = false): Shown => ({ name, network: 'live', isMain });
const practice = (name: string, isMain = false): Shown => ({ name, network: 'practice', isMain });

test.each([
  ['in front', [live('a', true), live('b')], 'b', null, 'b'],
  ['in front, of any network', [live('a', true), practice('b')], 'b', null, 'b'],
  ['the first one, where none is in front', [live('a', true), live('b')], '', null, 'a'],
  ['of the network, though another one is in front', [practice('a', true), live('b'), live('c')], 'a', 'live', 'b'],
  ['in front, among those of the network', [practice('a', true), live('b'), live('c')], 'c', 'live', 'c'],
  ['none of that network', [practice('a', true)], 'a', 'live', undefined],
  ['none at all', [], '', null, undefined],
] as const)('what is told goes to the window: %s', (_, windows, front, network, name) => {
  expect(windowFor<Shown>(windows, (window) => window.name === front, network)?.name).toBe(name);
});

test.each([
  ['the live network', [live('main', true), live('orders')], ['orders']],
  ['the practice network', [practice('main', true), live('orders'), practice('lab')], ['orders']],
  ['nothing any more: it was closed', [live('orders'), live('network')], ['orders', 'network']],
] as const)('where the main window shows %s, the others of the live network open again', (_, windows, names) => {
  expect(toOpenAgain<Shown>(windows).map(({ name }) => name)).toEqual(names);
});
