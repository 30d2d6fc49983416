import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { IdentifierRange } from '../../core/model/identifier-range';
import { usualSwitchLimits, type SwitchLimits } from '../../core/model/switch';
import { endWithParent } from '../parent-port';
import { openSwitchControl } from './control-port';
import { openFront, type FrontOptions } from './front';
import { buildUnit, type User } from './unit';

const usage = `switch: an access switch, to practise against (TL1 and raw command sessions; loopback only)

  --state FILE         where it keeps circuits and cross-connections over a restart
  --tid TID            what it is called in TL1, such as SW-NYC-1
  --name NAME          what people call it; without: the TID
  --users FILE         who may log in, JSON: [{"user","password"}]; without: LAB_SWITCH_USER and LAB_SWITCH_PASSWORD of the environment
  --cert FILE --key FILE
                       for TL1 over TLS, PEM; without: none
  --client-ca FILE     whose client certificates it lets in, PEM; may be given more than once; without: whoever logs in
  --tl1-port N         TL1 over TCP; 0 (the default, of every port) takes any that is free
  --tl1-tls-port N     TL1 over TLS
  --tl1-ssh-port N     TL1 over SSH; its host key is kept beside the state
  --ssh-port N         raw command session over SSH
  --telnet-port N      raw command session over telnet
  --control-port N     for whoever runs the exercise
  --trunk-vpi A-B      identifiers on the trunk side (0-15)
  --trunk-vci A-B      (32-1023)
  --line-vpi A-B       on a subscriber's line (0-0)
  --line-vci A-B       (32-63)
  --processing-ms N    time for each identifier of a change (0)
  --acknowledge-ms N   a command that takes longer is acknowledged (2000)
  --part-lines N       a longer answer comes in parts of so many lines (100)
  --with-parent        end when standard input ends

Prints one line of JSON when it is ready: {"ready":true,"tid","name","tl1":{"tcp","tls","ssh"},
"raw":{"ssh","telnet"},"hostKey","controlUrl","pid"}; transports with their ports, "tls" null without a certificate.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      state: { type: 'string' },
      tid: { type: 'string' },
      name: { type: 'string' },
      users: { type: 'string' },
      cert: { type: 'string' },
      key: { type: 'string' },
      'client-ca': { type: 'string', multiple: true },
      'tl1-port': { type: 'string', default: '0' },
      'tl1-tls-port': { type: 'string', default: '0' },
      'tl1-ssh-port': { type: 'string', default: '0' },
      'ssh-port': { type: 'string', default: '0' },
      'telnet-port': { type: 'string', default: '0' },
      'control-port': { type: 'string', default: '0' },
      'trunk-vpi': { type: 'string' },
      'trunk-vci': { type: 'string' },
      'line-vpi': { type: 'string' },
      'line-vci': { type: 'string' },
      'processing-ms': { type: 'string', default: '0' },
      'acknowledge-ms': { type: 'string', default: '2000' },
      'part-lines': { type: 'string', default: '100' },
      'with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const { state, tid } = values;
  if (!state || !tid) throw new Error(`--state and --tid are needed\n\n${usage}`);
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,19}$/.test(tid)) throw new Error(`--tid takes up to 20 letters, digits and hyphens, not "${tid}"`);

  const unit = buildUnit({
    tid,
    name: values.name ?? tid,
    users: usersOf(values.users, process.env),
    stateFile: state,
    limits: limitsOf(values),
    processingMs: wholeNumber('--processing-ms', values['processing-ms']),
    acknowledgeMs: wholeNumber('--acknowledge-ms', values['acknowledge-ms']),
    linesPerPart: Math.max(1, wholeNumber('--part-lines', values['part-lines'])),
  });
  const port = (option: 'tl1-port' | 'tl1-tls-port' | 'tl1-ssh-port' | 'ssh-port' | 'telnet-port') =>
    wholeNumber(`--${option}`, values[option]);
  const front = await openFront(unit, {
    ports: {
      tl1: { tcp: port('tl1-port'), tls: port('tl1-tls-port'), ssh: port('tl1-ssh-port') },
      raw: { ssh: port('ssh-port'), telnet: port('telnet-port') },
    },
    tls: tlsOf(values.cert, values.key, values['client-ca']),
    hostKeyFile: `${state}.host-key`,
  });
  const control = await openSwitchControl(unit, front, wholeNumber('--control-port', values['control-port']));

  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    unit.announcer.calm();
    void Promise.all([front.close(), control.close()]).then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (values['with-parent']) endWithParent(end);
  const ready = { ready: true, tid, name: unit.name, ...front.ports, hostKey: front.hostKey(), controlUrl: control.url, pid: process.pid };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

const userList = z.array(z.object({ user: z.string().min(1), password: z.string().min(1) })).min(1);

/** Not from the command line: everybody on the machine can read that. */
function usersOf(file: string | undefined, environment: NodeJS.ProcessEnv): readonly User[] {
  if (file !== undefined) {
    const read = userList.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!read.success) throw new Error(`${file} is not a list of users, such as [{"user":"ops","password":"…"}]`);
    return read.data;
  }
  const { LAB_SWITCH_USER: user, LAB_SWITCH_PASSWORD: password } = environment;
  if (!user || !password)
    throw new Error('nobody could log in: give --users, or LAB_SWITCH_USER and LAB_SWITCH_PASSWORD in the environment');
  return [{ user, password }];
}

function tlsOf(cert: string | undefined, key: string | undefined, clientCas: readonly string[] | undefined): FrontOptions['tls'] {
  if (cert === undefined && key === undefined && clientCas === undefined) return null;
  if (cert === undefined || key === undefined) throw new Error('TLS needs both --cert and --key');
  return {
    certPem: readFileSync(cert, 'utf8'),
    keyPem: readFileSync(key, 'utf8'),
    clientCaPem: clientCas?.map((file) => readFileSync(file, 'utf8')).join('\n') ?? null,
  };
}

interface LimitValues {
  readonly 'trunk-vpi'?: string | undefined;
  readonly 'trunk-vci'?: string | undefined;
  readonly 'line-vpi'?: string | undefined;
  readonly 'line-vci'?: string | undefined;
}

const limitsOf = (values: LimitValues): SwitchLimits => ({
  trunkVpi: rangeOf('--trunk-vpi', values['trunk-vpi']) ?? usualSwitchLimits.trunkVpi,
  trunkVci: rangeOf('--trunk-vci', values['trunk-vci']) ?? usualSwitchLimits.trunkVci,
  lineVpi: rangeOf('--line-vpi', values['line-vpi']) ?? usualSwitchLimits.lineVpi,
  lineVci: rangeOf('--line-vci', values['line-vci']) ?? usualSwitchLimits.lineVci,
});

function rangeOf(option: string, text: string | undefined): IdentifierRange | undefined {
  if (text === undefined) return undefined;
  const read = /^(\d{1,5})-(\d{1,5})$/.exec(text);
  const [first, last] = [Number(read?.[1]), Number(read?.[2])];
  if (!read || first > last || last > 65_535) throw new Error(`${option} takes a range such as 32-1023, not "${text}"`);
  return { first, last };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${option} takes a whole number, not "${text}"`);
  return Number(text);
}

main().catch((error: unknown) => {
  process.stderr.write(`switch: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
