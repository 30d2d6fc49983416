import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CarrierRole } from '../core/model/network';
import { readInventory } from './carrier/inventory';
import { createAuthority, type Authority, type Identity } from './certificates';
import { startCarrierManager, type CarrierManager, type CarrierManagerOptions } from './launcher';
import { inventoryFolder } from './places';

export const practiceCarriers = ['alder', 'borealis', 'cinder', 'dunmore'] as const;
export type PracticeCarrierId = (typeof practiceCarriers)[number];

/** A running carrier, with all that is needed to connect to it. */
export interface PracticeCarrier {
  readonly id: string;
  readonly name: string;
  readonly role: CarrierRole;
  readonly url: string;
  /** The authority to pin for this carrier. */
  readonly caPem: string;
  /** The client's certificate for this link. */
  readonly client: Identity;
  readonly manager: CarrierManager;
}

export interface Practice {
  readonly carriers: readonly PracticeCarrier[];
  /** Throws if there is no such carrier. */
  carrier(id: PracticeCarrierId): PracticeCarrier;
  stop(): Promise<void>;
}

export interface PracticeOptions extends Pick<CarrierManagerOptions, 'provisionMs' | 'seed' | 'tapi' | 'streams' | 'canPatch' | 'program'> {
  /** Which of the four; without: all. */
  readonly carriers?: readonly PracticeCarrierId[];
  /** Where the inventories are; without: `resources/practice-network` of this repository. */
  readonly inventoryFolder?: string;
}

/**
 * Starts the practice network's managers, each with an authority of its own and one more for the client, all fresh.
 * `folder` takes keys, certificates and the managers' states; a manager finds its former state there.
 */
export async function startPractice(folder: string, options: PracticeOptions = {}): Promise<Practice> {
  await mkdir(folder, { recursive: true });
  const ours = await createAuthority('Longlines practice clients');
  const clientCaFile = join(folder, 'clients-ca.pem');
  await writeFile(clientCaFile, ours.caPem);
  const starts = await Promise.allSettled(
    (options.carriers ?? practiceCarriers).map((id) => startOne(id, folder, ours, clientCaFile, options)),
  );
  const carriers = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const stop = async () => {
    await Promise.all(carriers.map((carrier) => carrier.manager.stop()));
  };
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return {
    carriers,
    carrier(id) {
      const found = carriers.find((carrier) => carrier.id === id);
      if (!found) throw new Error(`carrier ${id} was not started in this practice`);
      return found;
    },
    stop,
  };
}

async function startOne(
  id: PracticeCarrierId,
  folder: string,
  ours: Authority,
  clientCaFile: string,
  options: PracticeOptions,
): Promise<PracticeCarrier> {
  const inventoryFile = join(options.inventoryFolder ?? inventoryFolder(), `${id}.json`);
  const inventory = readInventory(inventoryFile);
  const authority = await createAuthority(`${inventory.name} CA`);
  const server = await authority.issueServer({ commonName: `${inventory.name} manager` });
  const [certFile, keyFile] = [join(folder, `${id}-cert.pem`), join(folder, `${id}-key.pem`)];
  await writeFile(certFile, server.certPem);
  await writeFile(keyFile, server.keyPem, { mode: 0o600 });
  const manager = await startCarrierManager({
    inventoryFile,
    stateFile: join(folder, `${id}-state.json`),
    certFile,
    keyFile,
    clientCaFiles: [clientCaFile],
    ...behaviourOf(options),
  });
  const client = await ours.issueClient({ commonName: `longlines for ${inventory.name}` });
  return { id, name: inventory.name, role: inventory.role, url: manager.url, caPem: authority.caPem, client, manager };
}

/** What was said of how the managers behave; nothing is passed on that was not said. */
const behaviourOf = ({ provisionMs, seed, tapi, streams, canPatch, program }: PracticeOptions) => ({
  ...(provisionMs === undefined ? {} : { provisionMs }),
  ...(seed === undefined ? {} : { seed }),
  ...(tapi === undefined ? {} : { tapi }),
  ...(streams === undefined ? {} : { streams }),
  ...(canPatch === undefined ? {} : { canPatch }),
  ...(program === undefined ? {} : { program }),
});
