import type { CarrierLink, CarrierLinkEvent, InventoryChange, ReportedResource } from '../core/carriers/carrier-link';
import type { SimulatedCarrier } from '../core/host/testing/simulated-carrier';
import type { SeededRandom } from '../core/routing/testing/seeded-random';
import type { EngineProcess } from './engine-process';
import type { SimulatedTime } from './simulated-time';
import type { Mishaps } from './tally';
import type { Trace } from './trace';

/** How a manager treats what it has to tell; shares of its notices and answers, between 0 and 1. */
export interface Manners {
  drops: number;
  duplicates: number;
  delays: number;
  lies: number;
  answersLate: number;
  losesReads: number;
}

export const goodManners: Manners = { drops: 0, duplicates: 0, delays: 0, lies: 0, answersLate: 0, losesReads: 0 };

export interface UnrulyManager {
  readonly carrier: SimulatedCarrier;
  readonly manners: Manners;
  /** It has dropped a notice, or lied: only a full reading sets that right. */
  owesTruth: boolean;
  /** Says something out of nothing to whoever is linked. */
  say: (event: CarrierLinkEvent) => void;
  /** Counts the times that the carrier went down: a notice from before is lost. */
  downs: number;
}

interface Surroundings {
  readonly time: SimulatedTime;
  readonly random: SeededRandom;
  readonly trace: Trace;
  readonly mishaps: Mishaps;
}

/** The link of one process of the engine to a manager with bad manners. */
export function unrulyLink(manager: UnrulyManager, engine: EngineProcess, { time, random, trace, mishaps }: Surroundings): CarrierLink {
  const { carrier, manners } = manager;
  const inner = carrier.link();
  let isOpen = true;
  const short = (text: string): string => `${carrier.id} ${text}`;
  const answered = async <T extends { readonly kind: string }>(what: string, call: () => Promise<T>): Promise<T> => {
    trace.add(short(what));
    return engine.request(async () => {
      const answer = await call();
      if (random.chance(manners.answersLate)) {
        mishaps.count('late answers');
        await new Promise<void>((resolve) => void time.after(random.below(20_000), resolve));
      }
      trace.add(short(`answers ${what}: ${JSON.stringify(answer)}`));
      return answer;
    });
  };
  return {
    carrierId: carrier.id,
    open(onEvent) {
      let last: Promise<void> = Promise.resolve();
      const deliver = (event: CarrierLinkEvent): void => {
        last = last.then(async () => {
          if (engine.isDead || !isOpen) return;
          trace.add(short(`tells ${toldOf(event)}`));
          // By our own clock, whatever it shows.
          await onEvent({ ...event, atMs: engine.clock.now() });
        });
      };
      const later = (event: CarrierLinkEvent): void => {
        const { downs } = manager;
        time.after(random.below(10_000), () => {
          if (carrier.isUp && manager.downs === downs) deliver(readAgain(carrier, event, time.now()));
        });
      };
      manager.say = (event) => {
        if (carrier.isUp) deliver(event);
      };
      inner.open(async (event) => {
        if (event.kind === 'up' || event.kind === 'down') {
          if (event.kind === 'down') manager.downs++;
          deliver(event);
          return;
        }
        if (!carrier.isUp) return;
        if (random.chance(manners.drops)) {
          manager.owesTruth = true;
          mishaps.count('notices dropped');
          trace.add(short(`drops ${toldOf(event)}`));
          return;
        }
        if (random.chance(manners.duplicates)) {
          mishaps.count('notices doubled');
          later(event);
        }
        if (random.chance(manners.delays)) {
          mishaps.count('notices delayed or out of order');
          later(event);
          return;
        }
        if (event.kind === 'changed' && random.chance(manners.lies)) {
          manager.owesTruth = true;
          mishaps.count('lies');
          deliver({ ...event, change: lieAbout(event.change, random) });
          return;
        }
        deliver(event);
      });
    },
    resynchronise: () => {
      inner.resynchronise();
    },
    createService: async (request) => {
      if (!engine.isDead) engine.ledger.hearRequest('create', request.uuid);
      const askedAtMs = time.now();
      const outcome = await answered(`create ${JSON.stringify(request)}`, () => inner.createService(request));
      if (outcome.kind === 'refused') mishaps.count('creations refused');
      if (outcome.kind === 'accepted' || outcome.kind === 'conflict') engine.ledger.hearAnswer(outcome.service, askedAtMs, time.now());
      return outcome;
    },
    rerouteService: async (request) => {
      if (!engine.isDead) engine.ledger.hearRequest('reroute', request.uuid);
      const outcome = await answered(`reroute ${JSON.stringify(request)}`, () => inner.rerouteService(request));
      if (outcome.kind === 'refused' || outcome.kind === 'unsupported') mishaps.count('moves in place refused');
      return outcome;
    },
    deleteService: (uuid) => {
      if (!engine.isDead) engine.ledger.hearRequest('delete', uuid);
      return answered(`delete ${uuid}`, () => inner.deleteService(uuid));
    },
    readService: async (uuid) => {
      const askedAtMs = time.now();
      const outcome = await answered(`read ${uuid}`, async () => {
        const read = await inner.readService(uuid);
        if (!random.chance(manners.losesReads)) return read;
        mishaps.count('lost answers');
        return { kind: 'unsettled', reason: `${carrier.id} hung up` } as const;
      });
      if (outcome.kind === 'service') engine.ledger.hearAnswer(outcome.service, askedAtMs, time.now());
      return outcome;
    },
    async close() {
      isOpen = false;
      await inner.close();
    },
  };
}

/** A notice only says what to read again: however late it comes, what is told is how it is then. */
function readAgain(carrier: SimulatedCarrier, event: CarrierLinkEvent, atMs: number): CarrierLinkEvent {
  if (event.kind !== 'changed') return event;
  const now = <T extends { readonly uuid: string }>(things: readonly T[], known: ReadonlyMap<string, T>): T[] =>
    things.flatMap(({ uuid }) => {
      const thing = known.get(uuid);
      return thing ? [{ ...thing }] : [];
    });
  const { nodes, ports, resources, withdrawn } = event.change;
  const mentioned = [...resources.map(({ uuid }) => uuid), ...withdrawn.filter(({ kind }) => kind === 'resource').map(({ uuid }) => uuid)];
  const there = mentioned.flatMap((uuid) => carrier.resources.get(uuid) ?? []);
  const change: InventoryChange = {
    nodes: now(nodes, carrier.nodes),
    ports: now(ports, carrier.ports),
    resources: there.map((resource) => ({ ...resource, availableSlots: carrier.freeSlots(resource.uuid) })),
    withdrawn: mentioned.filter((uuid) => !carrier.resources.has(uuid)).map((uuid) => ({ kind: 'resource' as const, uuid })),
    warnings: [],
  };
  return { kind: 'changed', change, atMs };
}

/** Slower or faster than it is, fuller or emptier, or fine although it is not. */
function lieAbout(change: InventoryChange, random: SeededRandom): InventoryChange {
  const lie = (resource: ReportedResource): ReportedResource => ({
    ...resource,
    latency: random.chance(0.2) ? null : { azNs: random.below(20_000_000), zaNs: random.below(20_000_000) },
    availableSlots: random.below(resource.slots + 1),
    condition: random.chance(0.3) ? random.pick(['up', 'down', 'degraded']) : resource.condition,
  });
  return { ...change, resources: change.resources.map(lie) };
}

function toldOf(event: CarrierLinkEvent): string {
  if (event.kind !== 'up') return JSON.stringify(event);
  const { nodes, ports, resources, services } = event.inventory;
  return `up: ${nodes.length} nodes, ${ports.length} ports, ${JSON.stringify(resources)} ${JSON.stringify(services)}`;
}
