import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { endWithParent } from '../parent-port';
import { Carrier } from './carrier';
import { openCarrierControl } from './control-port';
import { openFront } from './front';
import { graphmlInventory, parseGraphml, parseInterconnects } from './graphml-inventory';
import { readInventory, type Inventory } from './inventory';
import { LogStreams } from './log-streams';
import { NoticeStreams } from './notice-streams';
import { seededRandom } from './random';
import { createRestconf } from './restconf';
import { streamChoices, streamOffer } from './stream-offer';
import { tapiVersions, type Dialect, type TapiVersion } from './tapi/dialect';
import { noticeOf } from './tapi/notices';
import { tapi213 } from './tapi/v2-1-3/dialect';
import { tapi250 } from './tapi/v2-5-0/dialect';

const usage = `carrier-manager: one carrier's manager, to practise against (TAPI over RESTCONF and mutual TLS, loopback only)

  --inventory FILE     what the carrier has: resources/practice-network/*.json, or a network of the Topology Zoo (*.graphml)
  --state FILE         where it keeps services and faults over a restart
  --cert FILE --key FILE
                       its own certificate and key, PEM
  --client-ca FILE     whose client certificates it lets in, PEM; may be given more than once
  --port N             for its client; 0 (the default) takes any that is free
  --control-port N     for whoever runs the exercise; 0 (the default) takes any
  --provision-ms N     median time to provision a service (1500)
  --seed N             of the random in those times (1)
  --tapi VERSION       2.5.0 (the default) or 2.1.3
  --streams KIND       how it tells of changes: sse (the default), websocket (TR-548), both, or none, so that the client must poll
  --no-patch           services cannot be moved in place
  --with-parent        end when standard input ends

With a GraphML inventory, which says only what is joined to what and where:
  --carrier-id ID      lower case letters, digits and hyphens; without: from the file's name
  --carrier-name NAME  without: what the file calls the network
  --role ROLE          dedicating, accessing or both (the default)
  --interconnects FILE ports where other carriers attach, JSON: [{"node","localId","remoteId","site"}], node by its id in the file
  --slots N            of each link, 1.25 Gbit/s each (80)
  --client-ports N     at each node (8)

Prints one line of JSON when it is ready: {"ready":true,"url","controlUrl","pid","carrierId"}.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      inventory: { type: 'string' },
      state: { type: 'string' },
      cert: { type: 'string' },
      key: { type: 'string' },
      'client-ca': { type: 'string', multiple: true },
      port: { type: 'string', default: '0' },
      'control-port': { type: 'string', default: '0' },
      'provision-ms': { type: 'string', default: '1500' },
      seed: { type: 'string', default: '1' },
      tapi: { type: 'string', default: '2.5.0' },
      streams: { type: 'string', default: 'sse' },
      'no-patch': { type: 'boolean', default: false },
      'carrier-id': { type: 'string' },
      'carrier-name': { type: 'string' },
      role: { type: 'string', default: 'both' },
      interconnects: { type: 'string' },
      slots: { type: 'string', default: '80' },
      'client-ports': { type: 'string', default: '8' },
      'with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const { inventory, state, cert, key, 'client-ca': clientCas } = values;
  if (!inventory || !state || !cert || !key || !clientCas)
    throw new Error(`--inventory, --state, --cert, --key and --client-ca are needed\n\n${usage}`);

  const offer = streamOffer(oneOf('--streams', values.streams, streamChoices));
  const dialect = dialects[oneOf('--tapi', values.tapi, tapiVersions)];
  const streams = new NoticeStreams();
  const carrier = new Carrier({
    inventory: inventory.endsWith('.graphml') ? fromGraphml(inventory, values) : readInventory(inventory),
    dialect,
    stateFile: state,
    provisionMs: wholeNumber('--provision-ms', values['provision-ms']),
    random: seededRandom(wholeNumber('--seed', values.seed)),
    onChanges: (changes, atMs) => {
      for (const change of changes) streams.publish(noticeOf(dialect, change, atMs));
      log.publish(changes);
    },
  });
  const log = new LogStreams(carrier, Date.now);
  const restconf = createRestconf({
    carrier,
    offer,
    canPatch: !values['no-patch'],
    onSubscriptionEnded: (uuid) => {
      streams.end(uuid);
    },
  });
  const front = await openFront({
    restconf,
    streams,
    log,
    certPem: readFileSync(cert, 'utf8'),
    keyPem: readFileSync(key, 'utf8'),
    clientCaPem: clientCas.map((file) => readFileSync(file, 'utf8')).join('\n'),
    port: wholeNumber('--port', values.port),
  });
  const control = await openCarrierControl(
    { carrier, front, restconf, streams, log },
    wholeNumber('--control-port', values['control-port']),
  );

  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    carrier.close();
    streams.close();
    log.close();
    void Promise.all([front.close(), control.close()]).then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (values['with-parent']) endWithParent(end);
  const ready = { ready: true, url: front.url, controlUrl: control.url, pid: process.pid, carrierId: carrier.network.inventory.id };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

interface GraphmlValues {
  readonly 'carrier-id'?: string | undefined;
  readonly 'carrier-name'?: string | undefined;
  readonly interconnects?: string | undefined;
  readonly role: string;
  readonly slots: string;
  readonly 'client-ports': string;
}

function fromGraphml(file: string, values: GraphmlValues): Inventory {
  const id =
    values['carrier-id'] ??
    basename(file, '.graphml')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-');
  if (!/^[a-z0-9-]+$/.test(id)) throw new Error(`--carrier-id takes lower case letters, digits and hyphens, not "${id}"`);
  return graphmlInventory(parseGraphml(file, readFileSync(file, 'utf8')), {
    id,
    name: values['carrier-name'] ?? null,
    role: oneOf('--role', values.role, ['dedicating', 'accessing', 'both']),
    slots: wholeNumber('--slots', values.slots),
    clientPorts: wholeNumber('--client-ports', values['client-ports']),
    interconnects:
      values.interconnects === undefined ? [] : parseInterconnects(values.interconnects, readFileSync(values.interconnects, 'utf8')),
  });
}

const dialects: Readonly<Record<TapiVersion, Dialect>> = { '2.5.0': tapi250, '2.1.3': tapi213 };

function oneOf<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new Error(`${option} is one of ${choices.join(', ')}, not "${text}"`);
  return found;
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${option} takes a whole number, not "${text}"`);
  return Number(text);
}

main().catch((error: unknown) => {
  process.stderr.write(`carrier-manager: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
