import { exampleRequest } from '../../orders/testing/example-order';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { createAuthority, type Authority } from '../../../lab/certificates';
import { startPractice } from '../../../lab/practice';
import type { Json } from '../../carriers/tapi/json';
import type { TapiLimits } from '../../carriers/tapi/limits';
import type { TlsIdentity } from '../../carriers/tapi/restconf/identity';
import { certificatesFor, startTestManager, type TestManager, type TestManagerOptions } from '../../carriers/tapi/testing/manager';
import type { OrderRequest } from '../../model/order';
import { NetworkView } from '../../network/network-view';
import { openStore } from '../../store/sqlite-store';
import { systemClock, systemPause } from '../system-clock';
import { addressOf, orderIn, startRealEngine, type RealEngine } from './real-engine';

/** An engine with one good carrier (Cinder, a process of its own) to which bad ones are connected, one after another. */
export interface BesideTheGood {
  readonly engine: RealEngine;
  readonly carrier: Authority;
  readonly ours: Authority;
  /** A bad carrier over mutual TLS with documents of its own, not connected yet. */
  manager(options?: Partial<TestManagerOptions>): Promise<TestManager>;
  /** Connects it and waits until its link is up, or down with a reason. */
  meet(manager: Pick<TestManager, 'url' | 'tls'>, tls?: TlsIdentity, limits?: Partial<TapiLimits>): Promise<BadCarrier>;
  /** An order of the good carrier becomes active and is cancelled again. */
  goodOrderIsServed(): Promise<void>;
  end(): Promise<void>;
}

export interface BadCarrier {
  readonly id: string;
  readonly isUp: boolean;
  /** Why its link is down; empty while it is up. */
  readonly reason: string;
  /** What the operator reads about its answers, with what it is about. */
  warnings(): Promise<readonly string[]>;
}

export const orderBetween = (id: string, accessingCarrierId: string, a: string, z: string): OrderRequest =>
  exampleRequest({
    id,
    accessingCarrierId,
    a: { kind: 'site', id: a },
    z: { kind: 'site', id: z },
    limit: { oneWayNs: 30_000_000, enteredAs: 'one-way' },
  });

export async function startBesideTheGood(): Promise<BesideTheGood> {
  const folder = await mkdtemp(join(tmpdir(), 'longlines-bad-input-'));
  const [practice, carrier, ours] = await Promise.all([
    startPractice(folder, { carriers: ['cinder'], provisionMs: 10 }),
    createAuthority('Bad Carrier CA'),
    createAuthority('Longlines CA'),
  ]);
  const certificates = await certificatesFor(carrier, ours);
  const engine = await startRealEngine(folder, { provisionTimeoutMs: 400, servicePollMs: 20, maxRefusals: 2 });
  const { host } = engine;
  const managers: TestManager[] = [];
  let carriers = 0;
  let orders = 0;
  await engine.connect(addressOf(practice.carrier('cinder')));
  await vi.waitUntil(() => !host.network.view.isStale('cinder'), { interval: 10, timeout: 10_000 });
  return {
    engine,
    carrier,
    ours,
    async manager(options = {}) {
      const manager = await startTestManager({ ...certificates, ...options });
      managers.push(manager);
      // Every test's carrier says the same: what pairs ports with other carriers' is for those tests that are about it.
      manager.documents.nodes = manager.documents.nodes.map((node) => withoutPlugs(node));
      return manager;
    },
    async meet(manager, tls = manager.tls, limits = {}) {
      const id = `bad-${carriers++}`;
      await engine.connect({ id, name: id, role: 'both', url: manager.url, tls }, limits);
      const state = () => host.network.view.linkStates.get(id);
      await vi.waitUntil(() => state()?.isUp === true || state()?.reason !== 'not connected yet', { interval: 5, timeout: 10_000 });
      await host.settled();
      return {
        id,
        isUp: state()?.isUp ?? false,
        reason: state()?.reason ?? '',
        warnings: async () =>
          (await host.history(100_000))
            .filter(({ event, subject }) => event === 'carrier.warned' && subject.startsWith(`${id}: `))
            .map(({ subject, text }) => `${subject}: ${text}`),
      };
    },
    async goodOrderIsServed() {
      const id = `GOOD-${orders++}`;
      expect(await host.submitOrder(orderBetween(id, 'cinder', 'LIS', 'MAD'))).toEqual({ kind: 'received' });
      await orderIn(host, id, 'active');
      await host.cancelOrder(id);
      await orderIn(host, id, 'released');
    },
    async end() {
      await engine.close();
      await Promise.all(managers.map((manager) => manager.close()));
      await practice.stop();
      await rm(folder, { recursive: true });
    },
  };
}

const withoutPlugs = <T extends Json>(value: T): T =>
  JSON.parse(JSON.stringify(value, (name, inner: unknown) => (name === 'inter-domain-plug-id-pac' ? undefined : inner))) as T;

/** The network as another engine would read it from the file: what the view must be. */
export async function networkInStore(file: string): Promise<NetworkView> {
  const store = await openStore(file, { clock: systemClock, pause: systemPause });
  try {
    return await store.transaction(
      async (tx) => new NetworkView(await tx.network.readAll(), await tx.latency.readAll(), await tx.connections.bookings()),
    );
  } finally {
    await store.close();
  }
}
