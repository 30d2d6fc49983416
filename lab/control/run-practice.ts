import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Identity } from '../certificates';
import { endWithParent, parentPort } from '../parent-port';
import { carrierToConnect, practiceCarriers, startNetworks, startPractice, type PracticeCarrier } from '../practice';
import { entryOf, filesOf, readFormer, toConnect, toConnectFile, type ToConnect } from './practice-configuration';
import { startPracticeSwitches, type PracticeSwitch, type PracticeSwitches } from '../practice-switches';

export interface PracticeRun {
  readonly folder: string;
  /** GraphML files; without: the practice network and its switches. */
  readonly networks: readonly string[];
  /** For a program rather than people: one line of JSON, and it ends when standard input does, so that it never outlives who started it. */
  readonly isWithParent: boolean;
  readonly write: (text: string) => void;
}

/** Starts the carriers and switches, and tells how to reach each; ends them with Ctrl-C (SIGINT) or SIGTERM. */
export async function runPractice({ folder, networks, isWithParent, write: tell }: PracticeRun): Promise<void> {
  const ended = Promise.race([
    once(process, 'SIGINT'),
    once(process, 'SIGTERM'),
    ...(isWithParent ? [new Promise<void>(endWithParent)] : []),
  ]);
  const write = isWithParent ? () => undefined : tell;
  const place = resolve(folder);
  const configuration = join(place, 'longlines.json');
  // Before anything is written: what was connected by hand since the last start stays connected.
  const former = readFormer(configuration, place);
  const { carriers, switches, stop } = networks.length > 0 ? await startCarriersOnly(place, networks) : await startBoth(place);
  for (const { id, name, role, url, caPem, client, manager } of carriers) {
    const files = await writeFiles(place, id, caPem, client);
    write(`${name} (${id}, ${role})\n  manager  ${url}\n  control  ${manager.controlUrl}\n`);
    write(`  reach it with --cacert ${files.ca} --cert ${files.cert} --key ${files.key}\n`);
  }
  for (const practiceSwitch of switches) {
    const files = await writeFiles(place, practiceSwitch.id, practiceSwitch.caPem, practiceSwitch.client);
    await writeFile(join(place, passwordFileOf(practiceSwitch.id)), `${practiceSwitch.unit.password}\n`, { mode: 0o600 });
    write(switchText(practiceSwitch, files));
  }
  const spare = carriers.find(({ id }) => id === carrierToConnect);
  const connected = carriers.filter((carrier) => carrier !== spare);
  const entries = [...connected.map(entryOf), ...(spare ? former.entriesAt(spare) : []), ...former.others(carriers)];
  await writeFile(configuration, longlinesConfiguration(entries, switches), { mode: 0o600 });
  if (spare) await writeFile(join(place, toConnectFile), `${JSON.stringify(toConnect(place, spare), null, 2)}\n`, { mode: 0o600 });
  write(`connect to all of them with: npm run longlines -- run --config ${configuration}\n`);
  if (isWithParent) tell(`${JSON.stringify(readyLine(configuration, carriers, switches, spare ? toConnect(place, spare) : null))}\n`);
  write('ready; Ctrl-C ends them all\n');
  await ended;
  await stop();
  // Its port would keep a utility process alive.
  if (parentPort !== null) process.exit();
}

const readyLine = (
  configuration: string,
  carriers: readonly PracticeCarrier[],
  switches: readonly PracticeSwitch[],
  carrierToBeConnected: ToConnect | null,
) => ({
  ready: true,
  configuration,
  toConnect: carrierToBeConnected,
  carriers: carriers.map(({ id, name, manager }) => ({ id, name, controlUrl: manager.controlUrl })),
  switches: switches.map(({ id, name, unit }) => ({ id, name, controlUrl: unit.controlUrl })),
});

interface Started {
  readonly carriers: readonly PracticeCarrier[];
  readonly switches: readonly PracticeSwitch[];
  readonly stop: () => Promise<void>;
}

/** Whoever brings a network of his own brings no sites for our switches. */
async function startCarriersOnly(place: string, networks: readonly string[]): Promise<Started> {
  const started = await startNetworks(place, networks);
  return { carriers: started.carriers, switches: [], stop: () => started.stop() };
}

async function startBoth(place: string): Promise<Started> {
  const practice = await startPractice(place, { carriers: [...practiceCarriers, carrierToConnect] });
  let units: PracticeSwitches;
  try {
    units = await startPracticeSwitches(place);
  } catch (error) {
    await practice.stop();
    throw error;
  }
  return {
    carriers: practice.carriers,
    switches: units.switches,
    stop: async () => {
      await Promise.all([practice.stop(), units.stop()]);
    },
  };
}

async function writeFiles(place: string, id: string, caPem: string, client: Identity): Promise<ReturnType<typeof filesOf>> {
  const { ca, cert, key } = filesOf(id);
  const files = { ca: join(place, ca), cert: join(place, cert), key: join(place, key) };
  await writeFile(files.ca, caPem);
  await writeFile(files.cert, client.certPem);
  await writeFile(files.key, client.keyPem, { mode: 0o600 });
  return files;
}

function switchText({ name, site, unit }: PracticeSwitch, { ca, cert, key }: ReturnType<typeof filesOf>): string {
  const { tid, tl1, raw, user, password, hostKey, controlUrl } = unit;
  return [
    `${name} (${tid}, at ${site}); user ${user}, password ${password}`,
    `  TL1      127.0.0.1: TCP ${tl1.tcp}, TLS ${tl1.tls ?? 'none'}, SSH ${tl1.ssh}`,
    `  TLS      reach it with -CAfile ${ca} -cert ${cert} -key ${key}`,
    `  session  ssh -p ${raw.ssh} ${user}@127.0.0.1, telnet 127.0.0.1 ${raw.telnet}`,
    `  host key ${hostKey}`,
    `  control  ${controlUrl}\n`,
  ].join('\n');
}

const passwordFileOf = (id: string): string => `${id}-password`;

/** As the command line reads it: a store beside the carriers' states, and files relative to the folder. */
function longlinesConfiguration(carriers: readonly object[], switches: readonly PracticeSwitch[]): string {
  const configuration = { store: 'longlines.db', carriers, ...(switches.length > 0 && { switches: switches.map(switchEntry) }) };
  return `${JSON.stringify(configuration, null, 2)}\n`;
}

/** The first over SSH, the others over TLS, so that both are tried. */
function switchEntry({ id, name, unit }: PracticeSwitch, index: number): Readonly<Record<string, unknown>> {
  const { tid, tl1, user, hostKey } = unit;
  const login = { user, passwordFile: passwordFileOf(id) };
  return index === 0 || tl1.tls === null
    ? { id, name, transport: 'ssh', host: '127.0.0.1', port: tl1.ssh, tid, ...login, hostKey }
    : { id, name, transport: 'tls', host: '127.0.0.1', port: tl1.tls, tid, ...login, ...filesOf(id) };
}
