import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '../../../../lab/certificates';
import { startSwitch } from '../../../../lab/switch-launcher';
import type { LabSwitch } from '../../../../lab/switch-launcher';
import { realClock } from '../../../carriers/tapi/testing/real-clock';
import type { HostKeys } from '../../host-keys';
import type { SwitchAddress } from '../../switch-address';
import type { ContractSwitch } from '../../testing/creation-system-contract';
import { createSwitchEventLog } from '../../testing/event-log';
import { createTl1At } from '../tl1-at';
import type { Tl1Limits } from '../limits';

/** The lab's switch, a process of its own, with all transports; `address` is ours for each of them. */
export async function startLabSwitch() {
  const folder = mkdtempSync(join(tmpdir(), 'longlines-tl1-'));
  const [authority, clients] = [await createAuthority('Switches'), await createAuthority('Clients')];
  const [server, client] = [await authority.issueServer(), await clients.issueClient()];
  const inFolder = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  const unit = await startSwitch({
    stateFile: join(folder, 'state.json'),
    tls: {
      certFile: inFolder('cert.pem', server.certPem),
      keyFile: inFolder('key.pem', server.keyPem),
      clientCaFiles: [inFolder('clients.pem', clients.caPem)],
    },
    linesPerPart: 5,
    acknowledgeMs: 20,
  });
  const { tid, user, password, tl1, hostKey } = unit;
  const common = { host: '127.0.0.1', tid, user, password };
  const addresses: Readonly<Record<SwitchAddress['transport']['kind'], SwitchAddress>> = {
    tcp: { ...common, port: tl1.tcp, transport: { kind: 'tcp', isPlainAllowed: true } },
    tls: { ...common, port: tl1.tls ?? 0, transport: { kind: 'tls', caPem: authority.caPem, identity: client, serverName: null } },
    ssh: { ...common, port: tl1.ssh, transport: { kind: 'ssh', user, password, key: null, hostKeyFingerprint: hostKey } },
  };
  const stop = async (): Promise<void> => {
    await unit.stop();
    rmSync(folder, { recursive: true });
  };
  return { unit, addresses, stop };
}

/** Short enough for tests, long enough for a busy machine. */
export const testLimits: Partial<Tl1Limits> = {
  answerMs: 2_000,
  probeMs: 2_000,
  strayMs: 50,
  changedGapMs: 0,
  backoffMinMs: 50,
  backoffMaxMs: 200,
  busyMinMs: 10,
  busyMaxMs: 20,
};

export function systemFor(unit: LabSwitch, address: SwitchAddress, limits: Partial<Tl1Limits> = testLimits) {
  const hostKeys: HostKeys = { pinned: async () => null, pin: async (_host, _port, key) => key };
  // Tags begin anywhere; from here on none that the lab makes up of one of ours is the one before it, which was answered already.
  const random = (): number => 0.5;
  const system = createTl1At(address, { switchId: unit.tid, hostKeys, clock: realClock, random, limits });
  return { system, log: createSwitchEventLog() };
}

const vpi = 3;

/** For the contract that every implementation of the port keeps. */
export async function startOverLab(transport: SwitchAddress['transport']['kind']): Promise<ContractSwitch> {
  const { unit, addresses, stop } = await startLabSwitch();
  const { system, log } = systemFor(unit, addresses[transport]);
  system.open(log.handle);
  return {
    system,
    log,
    vpi,
    card: { rack: 1, shelf: 1, slot: 2 },
    soon: (expected) => expected,
    async holds() {
      const { circuits, crossConnections } = await unit.audit();
      return {
        circuits: (circuits[vpi] ?? []).flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at)),
        connections: crossConnections.map(({ vpi: at, vci, line }) => ({ vpi: at, vci, line })),
      };
    },
    makeCircuits: ({ first, last }) => unit.command({ kind: 'make-circuits', vpi, first, last }),
    deleteCircuits: ({ first, last }) => unit.command({ kind: 'delete-circuits', vpi, first, last }),
    makeConnection: (cross) => unit.command({ kind: 'make-cross-connection', ...cross }),
    deleteConnection: (cross) => unit.command({ kind: 'delete-cross-connection', vpi: cross.vpi, vci: cross.vci }),
    refuseNext: (words) => unit.command({ kind: 'deny', count: 1, code: 'SROF', words }),
    async putOff(count) {
      if (count === 0) await unit.command({ kind: 'heal' });
      else for (const verb of ['ENT-VCL', 'ENT-CRS-VC']) await unit.command({ kind: 'repeat-later', count, verb });
    },
    doPartly: (count) => unit.command({ kind: 'partial', count: 1, after: count }),
    loseAnswer: () => unit.command({ kind: 'lose-answers', count: 1 }),
    raise: ({ severity, aid, condition, text }) => unit.command({ kind: 'alarm', severity, aid, condition, words: text }),
    goDown: () => unit.kill(),
    comeBack: () => unit.startAgain(),
    async stop() {
      await system.close();
      await stop();
    },
  };
}
