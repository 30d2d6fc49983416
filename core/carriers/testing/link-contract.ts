import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CarrierInventory, CarrierLink, ReportedService, ServiceRequest } from '../carrier-link';
import type { EventLog } from './event-log';

/** A carrier with its manager and an open link to it; at least a ring of links, with ports for 10GE where two meet. */
export interface ContractCarrier {
  readonly link: CarrierLink;
  readonly log: EventLog;
  /** The subjects of what it is warned of from the beginning. */
  readonly warnings: readonly string[];
  /** Waits for an answer or an event; a carrier in virtual time lets time pass meanwhile. */
  soon<T>(expected: Promise<T>): Promise<T>;
  cut(resourceUuid: string): Promise<void>;
  repair(resourceUuid: string): Promise<void>;
  setLatency(resourceUuid: string, ns: number): Promise<void>;
  withdraw(resourceUuid: string): Promise<void>;
  restore(resourceUuid: string): Promise<void>;
  /** The next request is refused in these words. */
  refuse(words: string): Promise<void>;
  /** The carrier moves the service by itself, to this route. */
  moveByItself(serviceUuid: string, resourceUuids: readonly string[]): Promise<void>;
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/** What every dedicated link has to do (N3, N4): the same tests for each implementation of the port. */
export function describeLink(name: string, start: () => Promise<ContractCarrier>): void {
  describe(name, () => {
    let carrier: ContractCarrier;
    let inventory: CarrierInventory;
    let request: ServiceRequest;
    let elsewhere: ServiceRequest;
    beforeAll(async () => {
      carrier = await start();
      ({ inventory } = await carrier.soon(carrier.log.next('up')));
      [request, elsewhere] = twoRoutes(inventory);
    }, 30_000);
    afterAll(() => carrier.stop());

    /** The service, once the carrier says that it is as wanted. */
    async function serviceThat(fits: (service: ReportedService) => boolean): Promise<ReportedService> {
      for (;;) {
        const outcome = await carrier.soon(carrier.link.readService(request.uuid));
        if (outcome.kind === 'service' && fits(outcome.service)) return outcome.service;
        await carrier.soon(carrier.log.next('service-changed', ({ serviceUuid }) => serviceUuid === request.uuid));
      }
    }
    const isUpOver =
      ({ resourceUuids }: ServiceRequest) =>
      ({ state, route }: ReportedService): boolean =>
        state === 'up' && route?.join() === resourceUuids.join();
    const resourceThat = (uuid: string, fits: (resource: CarrierInventory['resources'][number]) => boolean) =>
      carrier.soon(
        carrier.log.next('changed', ({ change }) => change.resources.some((resource) => resource.uuid === uuid && fits(resource))),
      );
    const first = (): string => request.resourceUuids[0] ?? '';

    test('N3: everything is read, with the latency of every resource', () => {
      expect(inventory.warnings.map(({ subject }) => subject)).toEqual(carrier.warnings);
      expect(inventory.nodes.length).toBeGreaterThan(2);
      expect(inventory.resources.every(({ latency, slots }) => latency !== null && slots > 0)).toBe(true);
      expect(inventory.ports.every(({ signals }) => signals.length > 0)).toBe(true);
    });

    test('N4: a cut and its repair are told', async () => {
      const down = resourceThat(first(), ({ condition }) => condition === 'down');
      await carrier.cut(first());
      expect((await down).change.withdrawn).toEqual([]);
      const up = resourceThat(first(), ({ condition }) => condition === 'up');
      await carrier.repair(first());
      await up;
    });

    test('N4: a latency that moves is told', async () => {
      const slow = resourceThat(first(), ({ latency }) => latency?.azNs === 90_000_000 && latency.zaNs === 90_000_000);
      await carrier.setLatency(first(), 90_000_000);
      await slow;
    });

    test('N4: a resource that is withdrawn and given back is told', async () => {
      const gone = carrier.soon(carrier.log.next('changed', ({ change }) => change.withdrawn.some(({ uuid }) => uuid === first())));
      await carrier.withdraw(first());
      await gone;
      const back = resourceThat(first(), () => true);
      await carrier.restore(first());
      await back;
    });

    test('a request that is refused is refused in the carrier’s words, and nothing is held', async () => {
      await carrier.refuse('the fibre is being spliced');
      const outcome = await carrier.soon(carrier.link.createService(request));
      expect(outcome).toMatchObject({ kind: 'refused', message: expect.stringContaining('the fibre is being spliced') as string });
      expect(await carrier.soon(carrier.link.readService(request.uuid))).toEqual({ kind: 'absent' });
    });

    test('a service that is not held is absent, and deleting it is done', async () => {
      const uuid = randomUUID();
      expect(await carrier.soon(carrier.link.readService(uuid))).toEqual({ kind: 'absent' });
      expect(await carrier.soon(carrier.link.rerouteService({ ...request, uuid }))).toEqual({ kind: 'absent' });
      expect(await carrier.soon(carrier.link.deleteService(uuid))).toEqual({ kind: 'deleted' });
    });

    test('N7: a service is made over the resources that were asked for, once', async () => {
      expect(await carrier.soon(carrier.link.createService(request))).toMatchObject({
        kind: 'accepted',
        // By the time of the answer it may carry already.
        service: { uuid: request.uuid, state: expect.stringMatching(/^(pending|up)$/) as string },
      });
      const service = await serviceThat(isUpOver(request));
      expect(service).toMatchObject({ name: 'ORD-1', slots: 8, aPortUuid: request.aPortUuid, zPortUuid: request.zPortUuid });
      expect(await carrier.soon(carrier.link.createService(request))).toMatchObject({ kind: 'accepted', service: { state: 'up' } });
      expect(await carrier.soon(carrier.link.createService(elsewhere))).toMatchObject({ kind: 'conflict' });
    });

    test('a service moves in place, and carries all the while', async () => {
      expect(await carrier.soon(carrier.link.rerouteService(request))).toEqual({ kind: 'accepted' });
      expect(await carrier.soon(carrier.link.rerouteService(elsewhere))).toEqual({ kind: 'accepted' });
      const states: ReportedService['state'][] = [];
      await serviceThat((service) => {
        states.push(service.state);
        return isUpOver(elsewhere)(service);
      });
      expect(new Set(states)).toEqual(new Set(['up']));
    });

    test('a move that is refused leaves the service as it was', async () => {
      await carrier.refuse('the card is full');
      const outcome = await carrier.soon(carrier.link.rerouteService(request));
      expect(outcome).toMatchObject({ kind: 'refused', message: expect.stringContaining('the card is full') as string });
      await serviceThat(isUpOver(elsewhere));
    });

    test('N7: what the carrier moves by itself is told', async () => {
      // A link that polls is to have seen where the service is now: to and fro between two looks is no change.
      const again = carrier.soon(carrier.log.next('up'));
      carrier.link.resynchronise();
      await again;
      const told = carrier.soon(carrier.log.next('service-changed', ({ serviceUuid }) => serviceUuid === request.uuid));
      await carrier.moveByItself(request.uuid, request.resourceUuids);
      await told;
      await serviceThat(isUpOver(request));
    });

    test('a resynchronisation on demand reports everything again', async () => {
      const again = carrier.soon(carrier.log.next('up'));
      carrier.link.resynchronise();
      expect((await again).inventory.services).toMatchObject([{ uuid: request.uuid, state: 'up', route: request.resourceUuids }]);
    });

    test('N4: a link that is lost is told, settles nothing meanwhile, and reports everything when it is back', async () => {
      const down = carrier.soon(carrier.log.next('down'));
      await carrier.goDown();
      expect((await down).reason).not.toBe('');
      const outcomes = [
        carrier.link.createService(request),
        carrier.link.readService(request.uuid),
        carrier.link.rerouteService(elsewhere),
      ];
      for (const outcome of [...outcomes, carrier.link.deleteService(request.uuid)])
        expect(await carrier.soon<{ readonly kind: string }>(outcome)).toMatchObject({ kind: 'unsettled', isLinkLost: true });
      const up = carrier.soon(carrier.log.next('up'));
      await carrier.comeBack();
      expect((await up).inventory.services).toMatchObject([{ uuid: request.uuid, route: request.resourceUuids }]);
    });

    test('a service is deleted, and again', async () => {
      expect(await carrier.soon(carrier.link.deleteService(request.uuid))).toEqual({ kind: 'deleted' });
      expect(await carrier.soon(carrier.link.deleteService(request.uuid))).toEqual({ kind: 'deleted' });
      expect(await carrier.soon(carrier.link.readService(request.uuid))).toEqual({ kind: 'absent' });
    });
  });
}

/** The same service over two routes that have no resource in common, between ports that take 10GE. */
export function twoRoutes(inventory: CarrierInventory): [ServiceRequest, ServiceRequest] {
  const portAt = (nodeUuid: string) =>
    inventory.ports.find((port) => port.nodeUuid === nodeUuid && port.plug === null && port.signals.includes('10GE-LAN'));
  for (const [at, from] of inventory.nodes.entries()) {
    for (const to of inventory.nodes.slice(at + 1)) {
      const [a, z] = [portAt(from.uuid), portAt(to.uuid)];
      const first = a && z ? routeBetween(inventory, from.uuid, to.uuid, new Set()) : null;
      const second = first && routeBetween(inventory, from.uuid, to.uuid, new Set(first));
      if (!a || !z || !second || first.length < 2) continue;
      const request = {
        uuid: randomUUID(),
        name: 'ORD-1',
        signal: '10GE-LAN' as const,
        aPortUuid: a.uuid,
        zPortUuid: z.uuid,
        resourceUuids: first,
        maxDelayNs: 400_000_000,
      };
      return [request, { ...request, resourceUuids: second }];
    }
  }
  throw new Error('this carrier has no two routes of more than one resource between ports for 10GE');
}

/** By breadth first; null where there is none. */
function routeBetween({ resources }: CarrierInventory, from: string, to: string, without: ReadonlySet<string>): readonly string[] | null {
  const reached = new Map<string, readonly string[]>([[from, []]]);
  for (const [node, route] of reached) {
    if (node === to) return route;
    for (const { uuid, aNodeUuid, zNodeUuid, availableSlots } of resources) {
      if (without.has(uuid) || availableSlots < 8 || (aNodeUuid !== node && zNodeUuid !== node)) continue;
      const next = aNodeUuid === node ? zNodeUuid : aNodeUuid;
      if (!reached.has(next)) reached.set(next, [...route, uuid]);
    }
  }
  return null;
}
