import { systemClock } from '../../core/host/system-clock';
import type { Host } from '../../core/host/create-host';
import { placeOf, type Place } from '../../core/model/distance';
import type { Site } from '../../core/model/network';
import { isFinal, type Order } from '../../core/model/order';
import type { CarrierManager } from '../../lab/launcher';
import type { DemoNetwork } from './demo-network';
import type { Screen } from '../screen';

/** What every step of the demo works with. */
export interface Demo {
  readonly host: Host;
  readonly network: DemoNetwork;
  readonly screen: Screen;
  readonly signal: AbortSignal;
  readonly random: () => number;
  readonly orders: number;
  /** Orders for virtual circuits. */
  readonly circuits: number;
  /** Everything that the demo writes goes here. */
  readonly folder: string;
  /** When the engine last told of anything. */
  readonly lastEventMs: () => number;
}

/** The carrier whose manager refuses, and is killed later: the accessing carrier with most to offer. */
export function troubledCarrier({ host: { network }, network: { carriers } }: Demo): string {
  const { view } = network;
  const size = (id: string) => [...view.resources.values()].filter(({ carrierId }) => carrierId === id).length;
  const [largest] = carriers
    .filter(({ role }) => role !== 'dedicating')
    .map(({ id }) => ({ id, resources: size(id) }))
    .sort((one, other) => other.resources - one.resources || one.id.localeCompare(other.id));
  if (!largest) throw new Error('no carrier may order: give one of them the role accessing or both');
  return largest.id;
}

/** Those at whose sites the orders of others may end, too. */
export const carriersOpenTo = ({ network: { carriers } }: Demo): readonly string[] =>
  carriers.filter(({ role }) => role === 'both').map(({ id }) => id);

export function managerOf({ network: { carriers } }: Demo, carrierId: string): CarrierManager {
  const carrier = carriers.find(({ id }) => id === carrierId);
  if (!carrier) throw new Error(`carrier ${carrierId} is not part of the demo`);
  return carrier.manager;
}

/** A site whose place is known. */
export type PlacedSite = Site & Place;

/** Sites where each accessing carrier has a node, each as often as it has client ports. Without a place there is no distance to make a limit of. */
export function sitesOfAccessingCarriers({ network: { view } }: Host): ReadonlyMap<string, readonly PlacedSite[]> {
  const accessing = [...view.carriers.values()].filter(({ role }) => role !== 'dedicating');
  return new Map(
    accessing.map(({ id }) => {
      const clients = [...view.ports.values()].filter(
        (port) => port.carrierId === id && port.plug === null && port.signals.includes('10GE-LAN'),
      );
      return [id, clients.map((port) => view.sites.get(view.nodes.get(port.nodeId)?.siteId ?? '')).filter(isPlaced)];
    }),
  );
}

const isPlaced = (site: Site | undefined): site is PlacedSite => site !== undefined && placeOf(site) !== null;

/** Waits until no order is on its way: each is active, ended, or waits for something that it names. */
export async function ordersRest(demo: Demo): Promise<void> {
  const { host, screen } = demo;
  await until(demo, 'every order is active, ended or waiting', async () => {
    const orders = await host.orders();
    const counts = new Map<string, number>();
    for (const { state } of orders) counts.set(state, (counts.get(state) ?? 0) + 1);
    screen.progress([...counts].map(([state, count]) => `${state} ${count}`).join(' · '));
    const isResting = ({ state }: Order) => state === 'active' || state === 'impaired' || state === 'planned' || isFinal(state);
    return orders.every(isResting);
  });
  await host.settled();
}

/** Looks until it holds; gives up, with what was waited for, when nothing has happened for a minute. */
export async function until({ signal, lastEventMs }: Demo, what: string, holds: () => Promise<boolean>): Promise<void> {
  const beganAtMs = systemClock.now();
  for (;;) {
    signal.throwIfAborted();
    const lookedAtMs = systemClock.now();
    if (await holds()) return;
    const nowMs = systemClock.now();
    if (nowMs > Math.max(beganAtMs, lastEventMs()) + 60_000) throw new Error(`nothing happened for a minute while waiting until ${what}`);
    // Looking takes time from those who work: most of it is theirs.
    await new Promise((resolve) => setTimeout(resolve, 20 + 5 * (nowMs - lookedAtMs)));
  }
}

export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
