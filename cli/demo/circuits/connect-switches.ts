import { systemClock, systemRandom } from '../../../core/host/system-clock';
import { usualSwitchLimits } from '../../../core/model/switch';
import type { HostKeys } from '../../../core/switches/host-keys';
import type { SwitchAddress } from '../../../core/switches/switch-address';
import { createTl1At } from '../../../core/switches/tl1/tl1-at';
import type { PracticeSwitch } from '../../../lab/practice-switches';
import { until, type Demo } from '../demo';

/** One over SSH with its host key pinned, the other over TLS with its authority pinned. */
export async function connectSwitches(demo: Demo): Promise<void> {
  const { host, network, screen } = demo;
  screen.heading('Connecting two access switches, each a process of its own that speaks TL1');
  for (const [index, sw] of network.switches.entries()) {
    const address = addressOf(sw, index === 0 ? 'ssh' : 'tls');
    const system = createTl1At(address, {
      ...{ switchId: sw.id, hostKeys: noOthers, clock: systemClock, random: systemRandom },
      limits: { backoffMinMs: 50, backoffMaxMs: 1_000, answerMs: 10_000, changedGapMs: 500 },
    });
    await host.connectSwitch({ id: sw.id, name: sw.name, limits: usualSwitchLimits }, system);
  }
  await until(demo, 'both switches answer', async () => (await host.switches()).every(({ link }) => link.isUp));
  const { trunkVpi, trunkVci, lineVpi, lineVci } = usualSwitchLimits;
  screen.table(
    ['switch', 'name', 'TL1 over', 'known by', 'link'],
    network.switches.map(({ id, name, unit }, index) =>
      index === 0 ? [id, name, 'SSH', `host key ${unit.hostKey}`, 'up'] : [id, name, 'TLS', 'its own certificate authority', 'up'],
    ),
  );
  screen.line(
    `  each numbers VPI ${trunkVpi.first} to ${trunkVpi.last} and VCI ${trunkVci.first} to ${trunkVci.last} on its trunk, VPI ${lineVpi.first} and VCI ${lineVci.first} to ${lineVci.last} on a line`,
  );
}

/** Nothing but what the address pins. */
const noOthers: HostKeys = { pinned: async () => null, pin: async (_host, _port, key) => key };

function addressOf({ caPem, client, unit }: PracticeSwitch, over: 'ssh' | 'tls'): SwitchAddress {
  const { tid, user, password, tl1, hostKey } = unit;
  const common = { host: '127.0.0.1', tid, user, password };
  return over === 'ssh'
    ? { ...common, port: tl1.ssh, transport: { kind: 'ssh', user, password, key: null, hostKeyFingerprint: hostKey } }
    : { ...common, port: tl1.tls ?? 0, transport: { kind: 'tls', caPem, identity: client, serverName: null } };
}
