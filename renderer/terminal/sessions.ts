import { create } from 'zustand';
import type { NetworkKind } from '../../core/contract/channel';
import type {
  ContentRecorded,
  HeldCommands,
  SessionFactsShown,
  SessionStateShown,
  SessionTarget,
} from '../../core/contract/session-frames';
import type { Severity } from '../ui/severity';

/** Of a session as this console sees it: beside what the host says, before it was asked, and after its channel was lost. */
export type TabState = SessionStateShown | { readonly kind: 'starting' } | { readonly kind: 'lost'; readonly text: string };

/** One session, or what is left of it. */
export interface Tab {
  readonly id: string;
  readonly network: NetworkKind;
  readonly target: SessionTarget;
  readonly title: string;
  readonly content: ContentRecorded;
  readonly state: TabState;
  /** null: it was never begun. */
  readonly facts: SessionFactsShown | null;
  readonly held: HeldCommands | null;
  /** What did not go to the switch, until something does. */
  readonly note: string | null;
  /** The worst that the switch said by itself since the tab was last seen. */
  readonly unseen: Severity | null;
  /** What goes into a file, in bytes; null: nothing does. */
  readonly recordedBytes: number | null;
}

/** Sessions beside each other, each pane with tabs of its own. */
export interface Pane {
  readonly id: string;
  readonly tabIds: readonly string[];
  readonly shownId: string | null;
}

export interface Terminals {
  readonly isOpen: boolean;
  readonly isMaximised: boolean;
  readonly network: NetworkKind;
  readonly tabs: ReadonlyMap<string, Tab>;
  /** At least one. */
  readonly panes: readonly Pane[];
  /** Where a new session goes. */
  readonly paneInUse: string;
  /** In this pane one chooses where to begin a session. */
  readonly choosingIn: string | null;
}

const firstPane: Pane = { id: 'pane-1', tabIds: [], shownId: null };
export const mostPanes = 3;

/** Sessions outlive the screen on which they were opened: they end with their tab, or the window. */
export const useTerminals = create<Terminals>()(() => ({
  isOpen: false,
  isMaximised: false,
  network: 'live',
  tabs: new Map(),
  panes: [firstPane],
  paneInUse: firstPane.id,
  choosingIn: null,
}));

const { getState, setState } = useTerminals;
let lastNumber = 1;

export const protocolOf = ({ kind }: SessionTarget): string => ({ switch: 'TL1', ssh: 'SSH', telnet: 'Telnet' })[kind];

/** Whether closing it would end something. */
export const isLive = ({ kind }: TabState): boolean => kind !== 'closed' && kind !== 'lost';

/** Opens the dock with the switch's TL1 in it; where it is open already, shows that. `name`: as it is called here. */
export function openTerminal(switchId: string, name = switchId): void {
  const { tabs, network } = getState();
  const there = [...tabs.values()].find(
    ({ target, state, network: of }) => target.kind === 'switch' && target.switchId === switchId && of === network && isLive(state),
  );
  setState({ isOpen: true });
  if (there) showTab(there.id);
  else beginSession({ kind: 'switch', switchId }, name);
}

/** In a tab of its own. */
export function beginSession(target: SessionTarget, title: string, content: ContentRecorded = 'none'): string {
  const id = `session-${(lastNumber += 1)}`;
  const { tabs, panes, paneInUse, network } = getState();
  const tab: Tab = {
    ...{ id, network, target, title, content, state: { kind: 'starting' } },
    ...{ facts: null, held: null, note: null, unseen: null, recordedBytes: null },
  };
  setState({
    isOpen: true,
    choosingIn: null,
    tabs: new Map(tabs).set(id, tab),
    panes: panes.map((pane) => (pane.id === paneInUse ? { ...pane, tabIds: [...pane.tabIds, id], shownId: id } : pane)),
  });
  return id;
}

export function changeTab(id: string, change: Partial<Tab>): void {
  const { tabs } = getState();
  const tab = tabs.get(id);
  if (tab) setState({ tabs: new Map(tabs).set(id, { ...tab, ...change }) });
}

export function showTab(id: string): void {
  const { panes } = getState();
  const pane = panes.find(({ tabIds }) => tabIds.includes(id));
  if (!pane) return;
  setState({ panes: panes.map((each) => (each === pane ? { ...each, shownId: id } : each)), paneInUse: pane.id });
  changeTab(id, { unseen: null });
}

export const isShown = (id: string): boolean => {
  const { isOpen, panes } = getState();
  return isOpen && panes.some(({ shownId }) => shownId === id);
};

const ranks: readonly Severity[] = ['warning', 'minor', 'major', 'critical'];

/** The switch said so by itself: marked on the tab until it is looked at. */
export function tellUnseen(id: string, severity: Severity): void {
  const before = getState().tabs.get(id)?.unseen ?? null;
  if (isShown(id) || (before !== null && ranks.indexOf(before) >= ranks.indexOf(severity))) return;
  changeTab(id, { unseen: severity });
}

/** With its session. A pane without tabs goes, but for the last one. */
export function closeTab(id: string): void {
  const { tabs, panes } = getState();
  const rest = new Map(tabs);
  rest.delete(id);
  setState({ tabs: rest, ...withPanes(panes.map((pane) => without(pane, id))) });
}

function without(pane: Pane, id: string): Pane {
  const index = pane.tabIds.indexOf(id);
  if (index === -1) return pane;
  const tabIds = pane.tabIds.filter((each) => each !== id);
  return { ...pane, tabIds, shownId: pane.shownId === id ? (tabIds[Math.min(index, tabIds.length - 1)] ?? null) : pane.shownId };
}

function withPanes(changed: readonly Pane[]): Pick<Terminals, 'panes' | 'paneInUse'> {
  const left = changed.filter(({ tabIds }) => tabIds.length > 0);
  const panes = left.length === 0 ? [firstPane] : left;
  const { paneInUse } = getState();
  return { panes, paneInUse: panes.some(({ id }) => id === paneInUse) ? paneInUse : (panes[0] ?? firstPane).id };
}

/** The tab beside the others: in a pane of its own, to the right; from the last pane that there may be, back into the first. */
export function splitTab(id: string): void {
  const { panes } = getState();
  const from = panes.findIndex(({ tabIds }) => tabIds.includes(id));
  const pane = panes[from];
  if (!pane || (pane.tabIds.length === 1 && panes.length === 1)) return;
  const rest = panes.map((each) => without(each, id));
  const next = panes.length < mostPanes && pane.tabIds.length > 1 ? null : (rest[(from + 1) % panes.length] ?? null);
  if (next === null) {
    const own: Pane = { id: `pane-${(lastNumber += 1)}`, tabIds: [id], shownId: id };
    setState({ panes: [...rest.slice(0, from + 1), own, ...rest.slice(from + 1)], paneInUse: own.id });
    return;
  }
  setState(withPanes(rest.map((each) => (each.id === next.id ? { ...each, tabIds: [...each.tabIds, id], shownId: id } : each))));
  showTab(id);
}

export function workIn(paneId: string): void {
  if (getState().paneInUse !== paneId) setState({ paneInUse: paneId });
}

export const chooseIn = (paneId: string | null): void => {
  setState({ choosingIn: paneId, ...(paneId !== null && { isOpen: true, paneInUse: paneId }) });
};

export function setDock(change: Partial<Pick<Terminals, 'isOpen' | 'isMaximised' | 'network'>>): void {
  setState(change);
  const { isOpen, panes } = getState();
  if (isOpen) for (const { shownId } of panes) if (shownId !== null) changeTab(shownId, { unseen: null });
}
