import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Carrier } from './carrier';
import { openControlPort } from './control-port';
import { openFront } from './front';
import { readInventory } from './inventory';
import { buildNetwork } from './network';
import { NoticeStreams } from './notice-streams';
import { seededRandom } from './random';
import { createRestconf } from './restconf';

const usage = `carrier-manager: one carrier's manager, to practise against (TAPI 2.5.0 over RESTCONF and mutual TLS, loopback only)

  --inventory FILE     what the carrier has (resources/practice-network/*.json)
  --state FILE         where it keeps services and faults over a restart
  --cert FILE --key FILE
                       its own certificate and key, PEM
  --client-ca FILE     whose client certificates it lets in, PEM; may be given more than once
  --port N             for its client; 0 (the default) takes any that is free
  --control-port N     for whoever runs the exercise; 0 (the default) takes any
  --provision-ms N     median time to provision a service (1500)
  --seed N             of the random in those times (1)
  --no-stream          offer no notices, so that the client must poll
  --with-parent        end when standard input ends

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
      'no-stream': { type: 'boolean', default: false },
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

  const streams = new NoticeStreams();
  const carrier = new Carrier({
    network: buildNetwork(readInventory(inventory)),
    stateFile: state,
    provisionMs: wholeNumber('--provision-ms', values['provision-ms']),
    random: seededRandom(wholeNumber('--seed', values.seed)),
    onNotice: (notice) => {
      streams.publish(notice);
    },
  });
  const front = await openFront({
    restconf: createRestconf(carrier, !values['no-stream']),
    streams,
    certPem: readFileSync(cert, 'utf8'),
    keyPem: readFileSync(key, 'utf8'),
    clientCaPem: clientCas.map((file) => readFileSync(file, 'utf8')).join('\n'),
    port: wholeNumber('--port', values.port),
  });
  const control = await openControlPort({ carrier, front, streams }, wholeNumber('--control-port', values['control-port']));

  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    carrier.close();
    streams.close();
    void Promise.all([front.close(), control.close()]).then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (values['with-parent']) process.stdin.on('end', end).on('error', end).resume();
  const ready = { ready: true, url: front.url, controlUrl: control.url, pid: process.pid, carrierId: carrier.network.inventory.id };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${option} takes a whole number, not "${text}"`);
  return Number(text);
}

main().catch((error: unknown) => {
  process.stderr.write(`carrier-manager: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
