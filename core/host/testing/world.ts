import { exampleRequest } from '../../orders/testing/example-order';
import type { CarrierRole } from '../../model/network';
import type { OrderRequest } from '../../model/order';
import { systemDisk } from '../../store/disk';
import { overlayDisk } from '../../store/overlay-disk';
import type { Store } from '../../store/store';
import type { EngineSettings } from '../../engine';
import { openUnsigned } from '../../store/testing/empty-store';
import { createHost, type Host, type HostPorts } from '../create-host';
import { node, port, resource, SimulatedCarrier } from './simulated-carrier';
import { VirtualClock } from './virtual-clock';

let worlds = 0;

/**
 * Three carriers from London to Vienna: gamma accesses at both ends, alpha and beta dedicate what is between, joined in Frankfurt and in Paris.
 *
 *   g1 = a1 --lon-fra 4 ms-- a2 = b1 --fra-vie 3 ms-- b2 = g2
 *         \--lon-par 2 ms-- a3 = b3 --par-vie 6 ms--/
 */
export class World {
  readonly clock = new VirtualClock();
  readonly alpha = new SimulatedCarrier('alpha', this.clock);
  readonly beta = new SimulatedCarrier('beta', this.clock);
  readonly gamma = new SimulatedCarrier('gamma', this.clock);
  readonly carriers: SimulatedCarrier[] = [this.alpha, this.beta, this.gamma];
  /** The disk is in memory and outlives the store that is opened on it. */
  private readonly disk = overlayDisk(systemDisk);
  private readonly file = `/nowhere/longlines-${process.pid}-${worlds++}.db`;
  private ids = 0;

  constructor() {
    const { alpha, beta, gamma } = this;
    for (const [carrier, uuid, site] of [
      [gamma, 'g1', 'LON'],
      [gamma, 'g2', 'VIE'],
      [alpha, 'a1', 'LON'],
      [alpha, 'a2', 'FRA'],
      [alpha, 'a3', 'PAR'],
      [beta, 'b1', 'FRA'],
      [beta, 'b2', 'VIE'],
      [beta, 'b3', 'PAR'],
    ] as const) {
      carrier.nodes.set(uuid, node(uuid, site));
    }
    for (const end of ['g1', 'g2']) for (const number of [1, 2, 3, 4]) this.add(gamma, port(`${end}-c${String(number)}`, end));
    this.join(gamma, 'g1', alpha, 'a1');
    this.join(alpha, 'a2', beta, 'b1');
    this.join(alpha, 'a3', beta, 'b3');
    this.join(beta, 'b2', gamma, 'g2');
    alpha.resources.set('lon-fra', resource('lon-fra', 'a1', 'a2', 4_000_000));
    alpha.resources.set('lon-par', resource('lon-par', 'a1', 'a3', 2_000_000));
    beta.resources.set('fra-vie', resource('fra-vie', 'b1', 'b2', 3_000_000));
    beta.resources.set('par-vie', resource('par-vie', 'b3', 'b2', 6_000_000));
  }

  /** A second circuit from London to Frankfurt, 4.5 ms, between the same nodes: a service on the first can be moved to it in place. */
  addParallelCircuit(): void {
    this.alpha.resources.set('lon-fra-2', resource('lon-fra-2', 'a1', 'a2', 4_500_000));
  }

  /** A fourth carrier from Paris to Vienna in 5.5 ms, whose part of a route by Paris can be made beside a connection by Frankfurt. */
  addDelta(): SimulatedCarrier {
    const delta = new SimulatedCarrier('delta', this.clock);
    this.carriers.push(delta);
    delta.nodes.set('d1', node('d1', 'PAR'));
    delta.nodes.set('d2', node('d2', 'VIE'));
    this.join(this.alpha, 'a3', delta, 'd1');
    this.join(delta, 'd2', this.gamma, 'g2');
    delta.resources.set('par-vie-d', resource('par-vie-d', 'd1', 'd2', 5_500_000));
    return delta;
  }

  /** A second accessing carrier at both ends; it and gamma get a circuit of their own between them, 6 ms and 6.5 ms, for one 10GE each. */
  addEpsilon(): SimulatedCarrier {
    const epsilon = new SimulatedCarrier('epsilon', this.clock);
    this.carriers.push(epsilon);
    epsilon.nodes.set('e1', node('e1', 'LON'));
    epsilon.nodes.set('e2', node('e2', 'VIE'));
    for (const end of ['e1', 'e2']) for (const number of [1, 2, 3, 4]) this.add(epsilon, port(`${end}-c${String(number)}`, end));
    this.join(epsilon, 'e1', this.alpha, 'a1');
    this.join(this.beta, 'b2', epsilon, 'e2');
    epsilon.resources.set('own', { ...resource('own', 'e1', 'e2', 6_000_000, 8), isDedicated: false });
    this.gamma.resources.set('own', { ...resource('own', 'g1', 'g2', 6_500_000, 8), isDedicated: false });
    return epsilon;
  }

  /** An engine on the world's store, its carriers connected and read. `wrap` may put something between it and the store. */
  async start(
    wrap: (store: Store) => Store = (store) => store,
    settings: Partial<EngineSettings> = {},
  ): Promise<{ host: Host; store: Store }> {
    const { host, store } = await this.begin(wrap, { settings });
    await this.clock.run(1);
    for (const scopeId of ['LON', 'FRA', 'PAR', 'VIE']) await host.enterDefault({ scope: 'site-interconnect', scopeId, ns: 5_000 });
    // It waits for links that are down, in time that only the test lets pass.
    void host.resume();
    return { host, store };
  }

  /** The same, with nothing read of its carriers yet and nothing taken up. */
  async begin(wrap: (store: Store) => Store, ports: Pick<HostPorts, 'settings' | 'readAtOnce'>): Promise<{ host: Host; store: Store }> {
    const store = wrap(await openUnsigned(this.disk, this.file, this.clock));
    const host = await createHost({ ...ports, store, clock: this.clock, newId: () => `id-${String(this.ids++).padStart(4, '0')}` });
    const roles: Record<string, CarrierRole> = {
      alpha: 'dedicating',
      beta: 'dedicating',
      gamma: 'accessing',
      delta: 'dedicating',
      epsilon: 'accessing',
    };
    for (const carrier of this.carriers) {
      await host.connectCarrier({ id: carrier.id, name: carrier.id, role: roles[carrier.id] ?? 'both' }, carrier.link());
    }
    return { host, store };
  }

  private add(carrier: SimulatedCarrier, reported: ReturnType<typeof port>): void {
    carrier.ports.set(reported.uuid, reported);
  }

  /** Three interconnects between two carriers' nodes at one site. */
  private join(one: SimulatedCarrier, oneNode: string, other: SimulatedCarrier, otherNode: string): void {
    for (const number of [1, 2, 3]) {
      const [here, there] = [`${oneNode}-${otherNode}-${String(number)}`, `${otherNode}-${oneNode}-${String(number)}`];
      this.add(one, port(here, oneNode, { localId: here, remoteId: there }));
      this.add(other, port(there, otherNode, { localId: there, remoteId: here }));
    }
  }
}

export const orderRequest = (change: Partial<OrderRequest> = {}): OrderRequest =>
  exampleRequest({ a: { kind: 'node', id: 'gamma/g1' }, z: { kind: 'node', id: 'gamma/g2' }, ...change });
