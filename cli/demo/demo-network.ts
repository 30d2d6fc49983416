import { join } from 'node:path';
import { carrierIdOf, startNetworks, startPractice, type NetworksOptions, type PracticeCarrier } from '../../lab/practice';
import { startPracticeSwitches, type PracticeSwitch } from '../../lab/practice-switches';
import type { GraphmlNetwork } from '../../core/carriers/import/graphml';

/** The carriers that the demo walks over, each with a running manager, and two access switches. */
export interface DemoNetwork {
  readonly carriers: readonly PracticeCarrier[];
  /** By carrier id, for carriers that were read from GraphML files. */
  readonly read: ReadonlyMap<string, GraphmlNetwork>;
  readonly switches: readonly PracticeSwitch[];
  stop(): Promise<void>;
}

export interface DemoNetworkOptions {
  /** Takes keys, certificates and the managers' states. */
  readonly folder: string;
  readonly seed: number;
  readonly orders: number;
  /** GraphML files, one for each carrier; without: the practice network. */
  readonly files?: readonly string[];
}

const provisionMs = 120;

export async function startDemoNetwork(options: DemoNetworkOptions): Promise<DemoNetwork> {
  const carriers = await startCarriers(options);
  try {
    const practice = await startPracticeSwitches(join(options.folder, 'switches'));
    return {
      ...carriers,
      switches: practice.switches,
      stop: async () => {
        await Promise.all([carriers.stop(), practice.stop()]);
      },
    };
  } catch (error) {
    await carriers.stop();
    throw error;
  }
}

async function startCarriers({ folder, seed, orders, files }: DemoNetworkOptions): Promise<Omit<DemoNetwork, 'switches'>> {
  if (!files) {
    const practice = await startPractice(folder, { provisionMs, seed });
    return { carriers: practice.carriers, read: new Map(), stop: () => practice.stop() };
  }
  const networks = await startNetworks(folder, files, {
    ...{ provisionMs, seed },
    behaviour: speechOf(files.map(carrierIdOf)),
    // The first only dedicates: nobody orders from it.
    role: (id) => (files[0] !== undefined && id === carrierIdOf(files[0]) ? 'dedicating' : 'both'),
    // Fibre is not what limits these orders: twenty 100G wavelengths on each link, and ports for all of them with some to spare.
    slots: 1_600,
    clientPorts: Math.max(8, Math.ceil(orders / 40)),
    interconnectsPerMeeting: Math.max(4, Math.ceil(orders / 100)),
  });
  return { carriers: networks.carriers, read: networks.networks, stop: () => networks.stop() };
}

/** So that every way of speaking is met: the first tells of changes over WebSocket, the last speaks the older TAPI. */
const speechOf =
  (ids: readonly string[]) =>
  (id: string): Pick<NetworksOptions, 'tapi' | 'streams'> => ({
    ...(id === ids[0] && { streams: 'websocket' as const }),
    ...(id === ids.at(-1) && { tapi: '2.1.3' as const }),
  });
