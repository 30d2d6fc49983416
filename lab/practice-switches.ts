import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAuthority, type Authority, type Identity } from './certificates';
import { startSwitch, type LabSwitch, type LabSwitchOptions } from './switch-launcher';

/** At sites of the practice network. */
export const practiceSwitches = [
  { tid: 'SW-NYC-1', name: 'New York access 1', site: 'NYC' },
  { tid: 'SW-LON-1', name: 'London access 1', site: 'LON' },
] as const;
export type PracticeSwitchTid = (typeof practiceSwitches)[number]['tid'];

/** A running switch, with all that is needed to connect to it. Ports, user and password are the unit's. */
export interface PracticeSwitch {
  /** The TID in lower case. */
  readonly id: string;
  readonly name: string;
  /** A site's code in the carriers' inventories. */
  readonly site: string;
  /** The authority to pin for TL1 over TLS. */
  readonly caPem: string;
  /** The client's certificate there. */
  readonly client: Identity;
  readonly unit: LabSwitch;
}

export interface PracticeSwitches {
  readonly switches: readonly PracticeSwitch[];
  /** Throws if there is no such switch. */
  practiceSwitch(tid: PracticeSwitchTid): PracticeSwitch;
  stop(): Promise<void>;
}

export interface PracticeSwitchesOptions extends Omit<LabSwitchOptions, 'stateFile' | 'tid' | 'name' | 'tls'> {
  /** Which of the two; without: both. */
  readonly tids?: readonly PracticeSwitchTid[];
}

/**
 * Starts the practice network's switches, all or none, each with an authority of its own and one more for the client, all fresh.
 * `folder` takes keys, certificates and the switches' states; a switch finds its former state there.
 */
export async function startPracticeSwitches(folder: string, options: PracticeSwitchesOptions = {}): Promise<PracticeSwitches> {
  const { tids, ...behaviour } = options;
  await mkdir(folder, { recursive: true });
  const clients = await createAuthority('Longlines practice clients of switches');
  const clientCaFile = join(folder, 'switch-clients-ca.pem');
  await writeFile(clientCaFile, clients.caPem);
  const starts = practiceSwitches
    .filter(({ tid }) => tids?.includes(tid) ?? true)
    .map((each) => startOne(folder, { ...each, clients, clientCaFile }, behaviour));
  const outcomes = await Promise.allSettled(starts);
  const switches = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stop = async () => {
    await Promise.all(switches.map(({ unit }) => unit.stop()));
  };
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return {
    switches,
    practiceSwitch(tid) {
      const found = switches.find(({ unit }) => unit.tid === tid);
      if (!found) throw new Error(`switch ${tid} was not started in this practice`);
      return found;
    },
    stop,
  };
}

interface Start {
  readonly tid: PracticeSwitchTid;
  readonly name: string;
  readonly site: string;
  readonly clients: Authority;
  readonly clientCaFile: string;
}

async function startOne(
  folder: string,
  { tid, name, site, clients, clientCaFile }: Start,
  behaviour: Omit<PracticeSwitchesOptions, 'tids'>,
): Promise<PracticeSwitch> {
  const id = tid.toLowerCase();
  const authority = await createAuthority(`${name} CA`);
  const server = await authority.issueServer({ commonName: name });
  const [certFile, keyFile] = [join(folder, `${id}-cert.pem`), join(folder, `${id}-key.pem`)];
  await writeFile(certFile, server.certPem);
  await writeFile(keyFile, server.keyPem, { mode: 0o600 });
  const tls = { certFile, keyFile, clientCaFiles: [clientCaFile] };
  const unit = await startSwitch({ ...behaviour, stateFile: join(folder, `${id}-state.json`), tid, name, tls });
  const client = await clients.issueClient({ commonName: `longlines for ${name}` });
  return { id, name, site, caPem: authority.caPem, client, unit };
}
