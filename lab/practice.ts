import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { GraphmlNetwork } from '../core/carriers/import/graphml';
import type { CarrierRole } from '../core/model/network';
import { parseGraphml } from './carrier/graphml-inventory';
import { readInventory } from './carrier/inventory';
import { createAuthority, type Identity } from './certificates';
import { startCarrierManager, type CarrierManager, type CarrierManagerOptions } from './launcher';
import { findMeetings, interconnectPorts, type Meeting } from './meetings';
import { inventoryFolder } from './places';

export const practiceCarriers = ['alder', 'borealis', 'cinder', 'dunmore'] as const;
/** One more, whose manager runs and that nobody has connected yet: connecting it is for who practises. It counts latencies in milliseconds, and calls Prague otherwise. */
export const carrierToConnect = 'evergreen';
export type PracticeCarrierId = (typeof practiceCarriers)[number] | typeof carrierToConnect;

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

/** How managers behave. */
type Behaviour = Pick<CarrierManagerOptions, 'provisionMs' | 'seed' | 'tapi' | 'streams' | 'canPatch' | 'program'>;

export interface PracticeOptions extends Behaviour {
  /** Which; without: the four that are usual. */
  readonly carriers?: readonly PracticeCarrierId[];
  /** Where the inventories are; without: `resources/practice-network` of this repository. */
  readonly inventoryFolder?: string;
}

/**
 * Starts the practice network's managers, each with an authority of its own and one more for the client, all fresh.
 * `folder` takes keys, certificates and the managers' states; a manager finds its former state there.
 */
export async function startPractice(folder: string, options: PracticeOptions = {}): Promise<Practice> {
  const { carriers, stop } = await startAll(
    folder,
    (options.carriers ?? practiceCarriers).map((id) => {
      const inventoryFile = join(options.inventoryFolder ?? inventoryFolder(), `${id}.json`);
      const { name, role } = readInventory(inventoryFile);
      return { id, name, role, options: { ...behaviourOf(options), inventoryFile } };
    }),
  );
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

export interface NetworksOptions extends Behaviour {
  /** What one carrier does otherwise than the rest. */
  readonly behaviour?: (carrierId: string) => Behaviour;
  /** Without: each both dedicates and orders. */
  readonly role?: (carrierId: string) => CarrierRole;
  /** Between two carriers in one city; without: 4. */
  readonly interconnectsPerMeeting?: number;
  /** At each node; without: 8. */
  readonly clientPorts?: number;
  /** Of each link; without: 80. */
  readonly slots?: number;
}

/** Carriers from GraphML files, with what was read and where they meet. */
export interface Networks {
  readonly carriers: readonly PracticeCarrier[];
  /** By carrier id. */
  readonly networks: ReadonlyMap<string, GraphmlNetwork>;
  readonly meetings: readonly Meeting[];
  stop(): Promise<void>;
}

/**
 * Starts a manager for each GraphML file, named after it, interconnected where cities are near each other. Throws where a file cannot be
 * read, where there is none, or where two make one carrier id. `folder` as for `startPractice`; it also takes what the carriers agreed on.
 */
export async function startNetworks(folder: string, files: readonly string[], options: NetworksOptions = {}): Promise<Networks> {
  if (files.length === 0) throw new Error('there are no networks to start: name GraphML files');
  await mkdir(folder, { recursive: true });
  const sources = new Map<string, string>();
  const networks = new Map<string, GraphmlNetwork>();
  for (const file of files) {
    const id = carrierIdOf(file);
    const other = sources.get(id);
    if (other !== undefined) throw new Error(`${other} and ${file} would both be carrier "${id}": rename one of them`);
    sources.set(id, file);
    networks.set(id, parseGraphml(file, await readFile(file, 'utf8')));
  }
  const meetings = findMeetings(networks);
  const ports = interconnectPorts(meetings, options.interconnectsPerMeeting ?? 4);
  const starts = [...sources].map(async ([id, inventoryFile]) => {
    const interconnectsFile = join(folder, `${id}-interconnects.json`);
    await writeFile(interconnectsFile, JSON.stringify(ports.get(id) ?? [], null, 1));
    const role = options.role?.(id) ?? 'both';
    const name = networks.get(id)?.name ?? id;
    const own = {
      ...behaviourOf(options),
      ...options.behaviour?.(id),
      inventoryFile,
      graphml: {
        interconnectsFile,
        carrierId: id,
        carrierName: name,
        role,
        ...(options.clientPorts === undefined ? {} : { clientPorts: options.clientPorts }),
        ...(options.slots === undefined ? {} : { slots: options.slots }),
      },
    };
    return { id, name, role, options: own };
  });
  return { ...(await startAll(folder, await Promise.all(starts))), networks, meetings };
}

/** `Hibernia Global.graphml` → `hibernia-global`. */
export function carrierIdOf(file: string): string {
  const id = basename(file, extname(file))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (id === '') throw new Error(`${file} gives no name to a carrier: rename it`);
  return id;
}

interface Start {
  readonly id: string;
  readonly name: string;
  readonly role: CarrierRole;
  readonly options: Omit<CarrierManagerOptions, 'stateFile' | 'certFile' | 'keyFile' | 'clientCaFiles'>;
}

/** All or none. */
async function startAll(
  folder: string,
  starts: readonly Start[],
): Promise<{ readonly carriers: readonly PracticeCarrier[]; readonly stop: () => Promise<void> }> {
  await mkdir(folder, { recursive: true });
  const ours = await createAuthority('Longlines practice clients');
  const clientCaFile = join(folder, 'clients-ca.pem');
  await writeFile(clientCaFile, ours.caPem);
  const startOne = async ({ id, name, role, options }: Start): Promise<PracticeCarrier> => {
    const authority = await createAuthority(`${name} CA`);
    const server = await authority.issueServer({ commonName: `${name} manager` });
    const [certFile, keyFile] = [join(folder, `${id}-cert.pem`), join(folder, `${id}-key.pem`)];
    await writeFile(certFile, server.certPem);
    await writeFile(keyFile, server.keyPem, { mode: 0o600 });
    const stateFile = join(folder, `${id}-state.json`);
    const manager = await startCarrierManager({ ...options, stateFile, certFile, keyFile, clientCaFiles: [clientCaFile] });
    const client = await ours.issueClient({ commonName: `longlines for ${name}` });
    // To practise a renewal with.
    const next = await ours.issueClient({ commonName: `longlines for ${name}, renewed` });
    await writeFile(join(folder, `${id}-next-cert.pem`), next.certPem);
    await writeFile(join(folder, `${id}-next-key.pem`), next.keyPem, { mode: 0o600 });
    return { id, name, role, url: manager.url, caPem: authority.caPem, client, manager };
  };
  const outcomes = await Promise.allSettled(starts.map(startOne));
  const carriers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stop = async () => {
    await Promise.all(carriers.map((carrier) => carrier.manager.stop()));
  };
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { carriers, stop };
}

/** What was said of how the managers behave; nothing is passed on that was not said. */
const behaviourOf = ({ provisionMs, seed, tapi, streams, canPatch, program }: Behaviour): Behaviour => ({
  ...(provisionMs === undefined ? {} : { provisionMs }),
  ...(seed === undefined ? {} : { seed }),
  ...(tapi === undefined ? {} : { tapi }),
  ...(streams === undefined ? {} : { streams }),
  ...(canPatch === undefined ? {} : { canPatch }),
  ...(program === undefined ? {} : { program }),
});
