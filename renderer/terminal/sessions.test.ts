import { beforeEach, expect, test } from 'vitest';
import { beginSession, changeTab, closeTab, openTerminal, setDock, showTab, splitTab, tellUnseen, useTerminals } from './sessions';

const initial = useTerminals.getInitialState();
beforeEach(() => {
  useTerminals.setState(initial, true);
});

const panes = (): readonly string[] =>
  useTerminals.getState().panes.map(({ tabIds, shownId }) => tabIds.map((id) => (id === shownId ? `${id}*` : id)).join(' '));
const begin = (switchId: string): string => beginSession({ kind: 'switch', switchId }, switchId);
const unseen = (id: string) => useTerminals.getState().tabs.get(id)?.unseen;

test('a switch that has an open session is shown, not opened a second time; one that has ended, or of the other network, is', () => {
  openTerminal('sw-1', 'One');
  openTerminal('sw-1', 'One');
  const [id = ''] = useTerminals.getState().tabs.keys();
  expect(useTerminals.getState()).toMatchObject({ isOpen: true });
  expect(useTerminals.getState().tabs.size).toBe(1);
  setDock({ network: 'practice' });
  openTerminal('sw-1', 'One');
  expect(useTerminals.getState().tabs.size).toBe(2);
  setDock({ network: 'live' });
  changeTab(id, { state: { kind: 'lost', text: 'gone' } });
  openTerminal('sw-1', 'One');
  expect(useTerminals.getState().tabs.size).toBe(3);
});

test('sessions stand beside each other in no more than three panes, and come back into the first', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(begin);
  if (!a || !b || !c || !d) throw new Error('a session has no id');
  splitTab(d);
  splitTab(c);
  expect(panes()).toEqual([`${a} ${b}*`, `${c}*`, `${d}*`]);
  splitTab(b);
  expect(panes()).toEqual([`${a}*`, `${c} ${b}*`, `${d}*`]);
  splitTab(d);
  expect(panes()).toEqual([`${a} ${d}*`, `${c} ${b}*`]);
  closeTab(b);
  closeTab(c);
  expect(panes()).toEqual([`${a} ${d}*`]);
  splitTab(a);
  splitTab(a);
  expect(panes()).toEqual([`${d} ${a}*`]);
  closeTab(a);
  splitTab(d);
  expect(panes()).toEqual([`${d}*`]);
  closeTab(d);
  expect(panes()).toEqual(['']);
  expect(useTerminals.getState().tabs.size).toBe(0);
});

test('a session goes where one works', () => {
  const a = begin('a');
  const b = begin('b');
  splitTab(b);
  showTab(a);
  const c = begin('c');
  expect(panes()).toEqual([`${a} ${c}*`, `${b}*`]);
});

test('what a switch says by itself marks its tab until it is looked at, the worst of it; never one that is on the screen', () => {
  const a = begin('a');
  const b = begin('b');
  tellUnseen(a, 'minor');
  tellUnseen(a, 'critical');
  tellUnseen(a, 'major');
  tellUnseen(b, 'critical');
  expect([unseen(a), unseen(b)]).toEqual(['critical', null]);
  showTab(a);
  expect(unseen(a)).toBeNull();
  setDock({ isOpen: false });
  tellUnseen(a, 'major');
  expect(unseen(a)).toBe('major');
  setDock({ isOpen: true });
  expect(unseen(a)).toBeNull();
});
