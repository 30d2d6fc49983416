import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { compare } from '../../../cli/demo/compare';
import { startPractice, type Practice, type PracticeCarrierId, type PracticeOptions } from '../../../lab/practice';
import type { TapiLimits } from '../../carriers/tapi/limits';
import type { EngineSettings } from '../../engine';
import { isFinal } from '../../model/order';
import type { Host } from '../create-host';
import { addressOf, isAtRest, startRealEngine, type RealEngine } from './real-engine';

/** The engine with managers of the practice network, each a process of its own. */
export interface PracticeEngine {
  readonly engine: RealEngine;
  readonly host: Host;
  readonly practice: Practice;
  /** Cancels every order and mends every carrier; what is left after that is a leak. */
  clear(): Promise<void>;
  end(): Promise<void>;
}

/** What no manager knows: entered for every site and carrier of the practice network. */
export const practiceDefaults = [
  ...['AMS', 'BCN', 'BRU', 'DUB', 'FRA', 'GVA', 'HAM', 'LON', 'LYO', 'MAD', 'MAN', 'MIL', 'MRS', 'MUC', 'PAR', 'STR', 'VIE', 'ZRH'].map(
    (scopeId) => ({ scope: 'site-interconnect', scopeId, ns: 5_000 }) as const,
  ),
  ...['alder', 'borealis', 'cinder', 'dunmore'].map((scopeId) => ({ scope: 'carrier-transit', scopeId, ns: 20_000 }) as const),
];

export const waitUntil = (holds: () => boolean | Promise<boolean>, timeout = 15_000): Promise<unknown> =>
  vi.waitUntil(holds, { interval: 20, timeout });

export async function startPracticeEngine(
  carriers: readonly PracticeCarrierId[],
  { settings = {}, limits = {}, ...options }: { settings?: Partial<EngineSettings>; limits?: Partial<TapiLimits> } & PracticeOptions = {},
): Promise<PracticeEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'longlines-real-'));
  const practice = await startPractice(folder, { provisionMs: 20, ...options, carriers });
  const engine = await startRealEngine(folder, settings);
  const { host } = engine;
  for (const carrier of practice.carriers) await engine.connect(addressOf(carrier), limits);
  const allUp = () => waitUntil(() => carriers.every((id) => !host.network.view.isStale(id)));
  await allUp();
  for (const value of practiceDefaults) await host.enterDefault(value);
  return {
    engine,
    host,
    practice,
    async clear() {
      for (const { manager } of practice.carriers) await manager.control({ kind: 'heal' });
      for (const order of await host.orders()) if (!isFinal(order.state)) await host.cancelOrder(order.id);
      await waitUntil(async () => (await host.orders()).every(({ state }) => isFinal(state)));
      await allUp();
      await waitUntil(() => [...host.network.view.resources.values()].every(({ condition }) => condition === 'up'));
      await host.settled();
    },
    async end() {
      await engine.close();
      await practice.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Once everything is at rest: what the store says and the managers' own books do not, one line per fault. */
export async function faultsAtRest(host: Host, practice: Practice): Promise<readonly string[]> {
  await waitUntil(async () => (await host.orders()).every(isAtRest) && (await host.segments()).every(({ state }) => state === 'held'));
  await host.settled();
  const audits = await Promise.all(practice.carriers.map(({ manager }) => manager.audit()));
  return (await compare(host, audits)).faults;
}
