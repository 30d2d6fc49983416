import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPractice } from '../../lab/practice';
import type { PracticeOptions } from '../../lab/practice';
import { node, port, resource, SimulatedCarrier } from '../host/testing/simulated-carrier';
import { VirtualClock } from '../host/testing/virtual-clock';
import { symmetric } from '../model/latency';
import { standardMapping } from './mapping';
import { createTapiLink } from './tapi/tapi-link';
import { realClock } from './tapi/testing/real-clock';
import { createEventLog } from './testing/event-log';
import { describeLink } from './testing/link-contract';
import type { ContractCarrier } from './testing/link-contract';

/** A practice carrier's manager, a process of its own. */
async function startLab(options: Pick<PracticeOptions, 'tapi' | 'streams'>): Promise<ContractCarrier> {
  const folder = mkdtempSync(join(tmpdir(), 'longlines-link-'));
  const practice = await startPractice(folder, { carriers: ['alder'], provisionMs: 50, seed: 7, ...options });
  const { id, url, caPem, client, manager } = practice.carrier('alder');
  const log = createEventLog();
  const link = createTapiLink({
    carrierId: id,
    url,
    tls: { caPem, certPem: client.certPem, keyPem: client.keyPem },
    mapping: standardMapping,
    clock: realClock,
    random: Math.random,
    newId: randomUUID,
    limits: { backoffMinMs: 50, backoffMaxMs: 200, resyncGapMs: 0, pollMs: 50 },
  });
  link.open(log.handle);
  const onLink = (kind: 'cut' | 'repair' | 'withdraw' | 'restore') => (name: string) => manager.control({ kind, target: 'link', name });
  return {
    link,
    log,
    // A manager without a stream is polled, and the operator is told.
    warnings: options.streams === 'none' ? ['streams'] : [],
    soon: (expected) => expected,
    cut: onLink('cut'),
    repair: onLink('repair'),
    withdraw: onLink('withdraw'),
    restore: onLink('restore'),
    setLatency: (name, ns) => manager.control({ kind: 'set-latency', target: 'link', name, azUs: ns / 1000, zaUs: ns / 1000 }),
    refuse: (words) => manager.control({ kind: 'refuse', count: 1, words }),
    moveByItself: (service, links) => manager.control({ kind: 'reroute', service, links: [...links] }),
    goDown: () => manager.kill(),
    comeBack: () => manager.restart(),
    async stop() {
      await link.close();
      await practice.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A ring of four nodes, in memory and in virtual time. */
async function startSimulated(): Promise<ContractCarrier> {
  const clock = new VirtualClock();
  const carrier = new SimulatedCarrier('alpha', clock);
  const names = ['n', 'e', 's', 'w'] as const;
  for (const [at, name] of names.entries()) {
    carrier.nodes.set(name, node(name, name));
    carrier.ports.set(`${name}-1`, port(`${name}-1`, name));
    carrier.resources.set(`${name}-next`, resource(`${name}-next`, name, names[(at + 1) % 4] ?? 'n', 1_000_000));
  }
  const link = carrier.link();
  const log = createEventLog();
  link.open(log.handle);
  const withdrawn = new Map(carrier.resources);
  return {
    link,
    log,
    warnings: [],
    async soon(expected) {
      const waiting = new Set([expected]);
      const over = expected.finally(() => {
        waiting.clear();
      });
      while (waiting.size > 0) await clock.run(1);
      return over;
    },
    cut: async (uuid) => {
      carrier.setResource(uuid, { condition: 'down' });
    },
    repair: async (uuid) => {
      carrier.setResource(uuid, { condition: 'up' });
    },
    setLatency: async (uuid, ns) => {
      carrier.setResource(uuid, { latency: symmetric(ns) });
    },
    withdraw: async (uuid) => {
      carrier.withdrawResource(uuid);
    },
    restore: async (uuid) => {
      const gone = withdrawn.get(uuid);
      if (gone) carrier.resources.set(uuid, gone);
      carrier.setResource(uuid, {});
    },
    refuse: async (words) => {
      carrier.behaviour.refuses = () => {
        carrier.behaviour.refuses = () => null;
        return words;
      };
    },
    moveByItself: async (uuid, route) => {
      carrier.reroute(uuid, route);
    },
    goDown: async () => {
      carrier.goDown();
    },
    comeBack: async () => {
      carrier.comeBack();
    },
    stop: () => link.close(),
  };
}

describeLink('the simulated carrier', startSimulated);
for (const tapi of ['2.5.0', '2.1.3'] as const)
  for (const streams of ['sse', 'websocket', 'none'] as const)
    describeLink(`TAPI ${tapi}, stream ${streams}`, () => startLab({ tapi, streams }));
