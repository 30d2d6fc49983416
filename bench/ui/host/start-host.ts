import type { Engine } from '../../../core/engine';
import { createHost, type Host } from '../../../core/host/create-host';
import { LinkRegistry } from '../../../core/host/link-registry';
import { LiveTopics } from '../../../core/host/live/live-topics';
import { systemClock, systemNewId, systemPause } from '../../../core/host/system-clock';
import { ServiceWatch } from '../../../core/provisioning/service-watch';
import { systemDisk } from '../../../core/store/disk';
import { overlayDisk } from '../../../core/store/overlay-disk';
import { openStore } from '../../../core/store/sqlite-store';
import type { Store } from '../../../core/store/store';
import { defaultSettings } from '../../../core/engine';
import { syntheticNetwork } from '../synthetic-network';
import { fillStore } from './fill-store';
import { reportedNetwork } from './reported-network';
import { toldLink, type ToldLink } from './told-link';

export interface HostSize {
  readonly carriers: number;
  readonly nodes: number;
  readonly resources: number;
  readonly orders: number;
}

export interface BenchHost {
  readonly host: Host;
  /** Followed by what is shown, as the host's own store is. */
  readonly store: Store;
  readonly links: ReadonlyMap<string, ToldLink>;
  readonly network: ReturnType<typeof syntheticNetwork>;
  close(): Promise<void>;
}

/** A host at work on a store with a synthetic network, its carriers' links up. */
export async function startHost(file: string, size: HostSize): Promise<BenchHost> {
  const network = syntheticNetwork({ ...size, nowMs: systemClock.now() });
  const reported = reportedNetwork(network);
  // In memory: what a disk takes to be sure is no matter of the screen, and differs from machine to machine.
  const own = await openStore(file, { clock: systemClock, pause: systemPause, disk: overlayDisk(systemDisk) });
  await fillStore(own, { ...network, reported }, systemClock.now());

  // The host hands out no store to write to, so what is shown follows one around its own: that sees what the host writes, and the bench.
  let followed = own;
  const store: Store = { ...own, transaction: (work) => followed.transaction(work) };
  const host = await createHost({ store, clock: systemClock, newId: systemNewId });
  const live = new LiveTopics({
    ...{ store: own, view: host.network.view, clock: systemClock, links: new LinkRegistry(systemClock) },
    failed: (error) => {
      throw error;
    },
  });
  followed = live.store;
  host.onEvent((event) => {
    live.heard(event);
  });
  const links = new Map(reported.map(({ carrier, inventory }) => [carrier.id, toldLink(carrier.id, inventory, () => systemClock.now())]));
  for (const { carrier } of reported) {
    const told = links.get(carrier.id);
    if (told) await host.connectCarrier(carrier, told.link);
  }
  await Promise.all([...links.values()].map(({ entered }) => entered));
  await host.resume();
  await host.settled();
  return {
    host: { ...host, watchTopic: live.watching(engineAround(host, own)) },
    store: live.store,
    links,
    network,
    async close() {
      live.close();
      await host.close();
      await own.close();
    },
  };
}

/** What readers of topics read. */
const engineAround = ({ network }: Host, store: Store): Engine => ({
  ...{ store, network, links: new Map(), switches: new Map(), clock: systemClock, newId: systemNewId },
  ...{
    serviceWatch: new ServiceWatch(),
    settings: defaultSettings,
    announce: () => undefined,
    isEnding: () => false,
    areManyWaiting: () => false,
  },
});
