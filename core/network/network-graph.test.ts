import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdOutCauses, type HoldOut, type HoldOutSubject } from '../model/hold-out';
import { conditions, type Condition } from '../model/network';
import { signalMask } from '../model/signal';
import { provenances } from '../model/latency';
import type { Network } from './network';
import { wholePort } from './network-graph';
import { carrier, interconnect, linkState, networkOf, node, port, reading, resource } from './testing/plain-network';
import { keptAndBuilt } from './testing/same-network';

/** Two carriers that dedicate and one that only accesses, at two sites. */
const joined = (): Network =>
  networkOf({
    carriers: [carrier('alpha'), carrier('beta', 'both'), carrier('gamma', 'accessing')],
    nodes: [node('alpha/1', 'LON'), node('alpha/2', 'PAR'), node('beta/1', 'PAR'), node('beta/2'), node('gamma/1', 'LON')],
    ports: [port('alpha/p', 'alpha/2'), port('beta/p', 'beta/1'), port('gamma/p', 'gamma/1'), port('alpha/g', 'alpha/1')],
    resources: [
      resource('alpha/r', 'alpha/1', 'alpha/2', { sharedRisks: ['duct'] }),
      resource('beta/r', 'beta/2', 'beta/1'),
      resource('beta/own', 'beta/1', 'beta/2', { isDedicated: false, signals: ['1GE'] }),
    ],
    interconnects: [
      interconnect('alpha/p', 'beta/p', { id: 'a~b', siteId: 'PAR' }),
      interconnect('gamma/p', 'alpha/g', { id: 'g~a', siteId: 'LON' }),
    ],
    readings: [reading('resource', 'alpha/r', 0, 'measured', { azNs: 30, zaNs: 40 }), reading('node', 'alpha/1', 5)],
    defaults: [{ scope: 'site-interconnect', scopeId: 'PAR', ns: 7, setAtMs: 1 }],
  });

const edgeValues = ({ graph: kept }: Network, kind: 'resource' | 'interconnect', id: string) => {
  const edge = kept.edgeOf({ kind, id }) ?? -1;
  const { graph } = kept;
  return {
    a: kept.nodeAt(graph.edgeA[edge] ?? -1),
    z: kept.nodeAt(graph.edgeZ[edge] ?? -1),
    azNs: graph.edgeNs(edge, graph.edgeA[edge] ?? -1),
    zaNs: graph.edgeNs(edge, graph.edgeZ[edge] ?? -1),
    rank: graph.edgeRank[edge],
    free: graph.freeSlots[edge],
    owner: graph.edgeOwner[edge],
    state: graph.edgeState[edge],
  };
};

describe('an edge of the graph', () => {
  test('has the latency in force per direction, and is unknown where there is none', () => {
    const network = joined();
    expect(edgeValues(network, 'resource', 'alpha/r')).toMatchObject({ a: 'alpha/1', z: 'alpha/2', azNs: 30, zaNs: 40, rank: 2 });
    expect(edgeValues(network, 'interconnect', 'a~b')).toMatchObject({ azNs: 7, zaNs: 7, rank: 3 });
    expect(edgeValues(network, 'resource', 'beta/r')).toMatchObject({ azNs: -1, zaNs: -1, rank: -1 });
  });

  test('that is a carrier’s own belongs to that carrier’s orders, as the nodes of one that only accesses do (N5)', () => {
    const network = joined();
    const { graph } = network;
    expect(edgeValues(network, 'resource', 'beta/own').owner).toBe(graph.indexOfCarrier('beta'));
    expect(edgeValues(network, 'resource', 'beta/r').owner).toBe(-1);
    const ownerOf = (id: string) => graph.graph.vertexOwner[graph.vertexOf(id) ?? -1];
    expect(['alpha/1', 'beta/1', 'gamma/1'].map(ownerOf)).toEqual([-1, -1, graph.indexOfCarrier('gamma')]);
    expect(graph.indexOfCarrier('nobody')).not.toBe(-1);
  });

  test('that is an interconnect is free as a whole or not at all, and broken as either of its ports is', () => {
    const network = joined();
    expect(edgeValues(network, 'interconnect', 'a~b')).toMatchObject({ free: wholePort, state: 0 });
    network.view.portOwners.set('beta/p', { orderId: 'O', segmentId: 's' });
    network.graph.touch({ kind: 'port', id: 'beta/p' });
    network.graph.settle();
    expect(edgeValues(network, 'interconnect', 'a~b').free).toBe(0);
    network.view.ports.set('beta/p', port('beta/p', 'beta/1', { condition: 'degraded' }));
    network.graph.touch({ kind: 'port', id: 'beta/p' });
    network.graph.settle();
    expect(edgeValues(network, 'interconnect', 'a~b').state).not.toBe(0);
  });

  test('never has fewer than no slots, however much others take', () => {
    const { view, graph } = joined();
    view.resources.set('alpha/r', resource('alpha/r', 'alpha/1', 'alpha/2', { foreignSlots: 12 }));
    view.putSlotBooking('alpha/r', 'segment', 8);
    graph.touch({ kind: 'resource', id: 'alpha/r' });
    graph.settle();
    expect(edgeValues({ view, graph }, 'resource', 'alpha/r').free).toBe(0);
  });

  test('is stale while the link of a carrier at either end is down', () => {
    const network = joined();
    network.view.linkStates.set('beta', linkState('beta', { isUp: false }));
    network.graph.touchCarrier('beta');
    network.graph.settle();
    const states = (['a~b', 'g~a'] as const).map((id) => edgeValues(network, 'interconnect', id).state);
    expect(states[0]).not.toBe(0);
    expect(states[1]).toBe(0);
    expect(edgeValues(network, 'resource', 'beta/r').state).not.toBe(0);
  });
});

type Change = (network: Network) => void;

const anyCondition = fc.constantFrom<Condition>(...conditions);
const fewNs = fc.integer({ min: 0, max: 50 });
const idOf = <T>(things: ReadonlyMap<string, T>, index: number): string => [...things.keys()][index % things.size] ?? '';

/** Changes as the stages make them: the view first, then `touch` of what changed, or `reshape` where something appears. */
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.nat(9), anyCondition).map(([at, condition]): Change => ({ view, graph }) => {
    const id = idOf(view.nodes, at);
    view.nodes.set(id, { ...(view.nodes.get(id) ?? node(id)), condition });
    graph.touch({ kind: 'node', id });
  }),
  fc.tuple(fc.nat(9), anyCondition).map(([at, condition]): Change => ({ view, graph }) => {
    const id = idOf(view.ports, at);
    view.ports.set(id, { ...(view.ports.get(id) ?? port(id, '')), condition });
    graph.touch({ kind: 'port', id });
  }),
  fc
    .tuple(fc.nat(9), anyCondition, fc.nat(16), fc.nat(300))
    .map(([at, condition, foreignSlots, pricePerSlot]): Change => ({ view, graph }) => {
      const id = idOf(view.resources, at);
      const [isDedicated, signals] = [foreignSlots % 3 > 0, foreignSlots % 2 > 0 ? (['1GE'] as const) : (['1GE', '100GE'] as const)];
      view.resources.set(id, {
        ...(view.resources.get(id) ?? resource(id, '', '')),
        ...{ condition, foreignSlots, pricePerSlot, isDedicated, signals },
      });
      graph.touch({ kind: 'resource', id });
    }),
  fc.tuple(fc.nat(9), fc.constantFrom(...provenances), fewNs, fewNs).map(([at, provenance, azNs, zaNs]): Change => ({ view, graph }) => {
    const resources = [...view.resources.keys()].map((id) => ({ kind: 'resource', id }) as const);
    const subject = [...resources, ...[...view.interconnects.keys()].map((id) => ({ kind: 'interconnect', id }) as const)][at % 5];
    if (!subject) return;
    if (azNs % 4 === 0) view.removeReading(subject, provenance);
    else view.putReading({ subject, provenance, azNs, zaNs, readAtMs: 2 });
    graph.touch(subject);
  }),
  fc.tuple(fc.nat(9), fewNs).map(([at, ns]): Change => ({ view, graph }) => {
    const id = idOf(view.nodes, at);
    if (ns % 4 === 0) view.removeReading({ kind: 'node', id }, 'reported');
    else view.putReading(reading('node', id, ns));
    graph.touch({ kind: 'node', id });
  }),
  fc.tuple(fc.nat(9), fc.constantFrom('s1', 's2'), fc.nat(8)).map(([at, segmentId, slots]): Change => ({ view, graph }) => {
    const id = idOf(view.resources, at);
    if (slots === 0) view.slotBookings.get(id)?.delete(segmentId);
    else view.putSlotBooking(id, segmentId, slots);
    graph.touch({ kind: 'resource', id });
  }),
  fc.tuple(fc.nat(9), fc.boolean()).map(([at, isTaken]): Change => ({ view, graph }) => {
    const id = idOf(view.ports, at);
    if (isTaken) view.portOwners.set(id, { orderId: 'O', segmentId: null });
    else view.portOwners.delete(id);
    graph.touch({ kind: 'port', id });
  }),
  fc.tuple(fc.constantFrom('alpha', 'beta', 'gamma'), fc.boolean()).map(([carrierId, isUp]): Change => ({ view, graph }) => {
    view.linkStates.set(carrierId, linkState(carrierId, { isUp }));
    graph.touchCarrier(carrierId);
  }),
  fc
    .tuple(
      fc.constantFrom<HoldOutSubject>(
        { kind: 'site', id: 'PAR' },
        { kind: 'carrier', id: 'alpha' },
        { kind: 'node', id: 'beta/1' },
        { kind: 'port', id: 'alpha/p' },
        { kind: 'shared-risk', id: 'duct' },
        { kind: 'interconnect', id: 'g~a' },
      ),
      fc.constantFrom(...holdOutCauses),
      fc.boolean(),
    )
    .map(([subject, cause, isHeld]): Change => ({ view, graph }) => {
      if (isHeld) view.putHoldOut({ subject, cause, text: 'held', sinceMs: 1, untilMs: null });
      else view.removeHoldOut(subject, cause);
      graph.touchHoldOut(subject);
    }),
  fc.tuple(fc.nat(3), fc.boolean()).map(([number, isDedicated]): Change => ({ view, graph }) => {
    view.nodes.set(`alpha/new${number}`, node(`alpha/new${number}`));
    view.resources.set(`alpha/new${number}`, resource(`alpha/new${number}`, 'alpha/1', `alpha/new${number}`, { isDedicated }));
    graph.reshape();
  }),
);

test('values updated in place give the same graph as a new one, after any sequence of changes', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyChange, { minLength: 1, maxLength: 3 }), { maxLength: 12 }), (steps) => {
      const network = joined();
      for (const changes of steps) {
        for (const change of changes) change(network);
        network.graph.settle();
        const { kept, built } = keptAndBuilt(network);
        expect(kept).toEqual(built);
      }
    }),
  );
});

describe('what is held out', () => {
  const holdOut = (kind: HoldOutSubject['kind'], id: string): HoldOut => ({
    ...{ subject: { kind, id }, cause: 'locked-out', text: 'flooded', sinceMs: 1, untilMs: null },
  });
  test.each([
    ['resource', 'alpha/r'],
    ['shared-risk', 'duct'],
    ['node', 'alpha/2'],
    ['site', 'LON'],
    ['carrier', 'alpha'],
  ] as const)('by %s %s keeps routes off the resource, and says why (N12)', (kind, id) => {
    const network = joined();
    const { view, graph } = network;
    const before = edgeValues(network, 'resource', 'alpha/r').state;
    view.putHoldOut(holdOut(kind, id));
    graph.touchHoldOut({ kind, id });
    graph.settle();
    expect(view.heldOut({ kind: 'resource', id: 'alpha/r' })?.text).toBe('flooded');
    expect(edgeValues(network, 'resource', 'alpha/r').state).not.toBe(before);
    view.removeHoldOut({ kind, id }, 'locked-out');
    graph.touchHoldOut({ kind, id });
    graph.settle();
    expect(view.heldOut({ kind: 'resource', id: 'alpha/r' })).toBeNull();
    expect(edgeValues(network, 'resource', 'alpha/r').state).toBe(before);
  });

  test('by a port or a site holds the interconnect there, and nothing elsewhere', () => {
    const { view } = joined();
    for (const subject of [holdOut('port', 'alpha/p'), holdOut('site', 'PAR')]) {
      view.putHoldOut(subject);
      expect(view.heldOut({ kind: 'interconnect', id: 'a~b' })).toEqual(subject);
      expect(view.heldOut({ kind: 'interconnect', id: 'g~a' })).toBeNull();
      view.removeHoldOut(subject.subject, 'locked-out');
    }
  });
});

test('a change of value keeps the graph, so that its indexes hold; something new makes another', () => {
  const { view, graph } = joined();
  const before = graph.graph;
  graph.touch({ kind: 'resource', id: 'alpha/r' });
  graph.settle();
  expect(graph.graph).toBe(before);
  view.nodes.set('alpha/3', node('alpha/3'));
  graph.reshape();
  graph.settle();
  expect(graph.graph).not.toBe(before);
  expect(graph.nodeAt(graph.vertexOf('alpha/3') ?? -1)).toBe('alpha/3');
});

test('signals, dedication and a carrier’s part of an interconnect change in place', () => {
  const network = joined();
  const { view, graph } = network;
  const before = graph.graph;
  view.resources.set(
    'alpha/r',
    resource('alpha/r', 'alpha/1', 'alpha/2', { signals: ['100GE'], isDedicated: false, sharedRisks: ['duct'] }),
  );
  view.ports.set('beta/p', port('beta/p', 'beta/1', { signals: ['1GE'] }));
  graph.touch({ kind: 'resource', id: 'alpha/r' });
  graph.touch({ kind: 'port', id: 'beta/p' });
  graph.settle();
  expect(graph.graph).toBe(before);
  const { kept, built } = keptAndBuilt(network);
  expect(kept).toEqual(built);
  expect(edgeValues(network, 'resource', 'alpha/r').owner).toBe(graph.indexOfCarrier('alpha'));
  expect(before.signalMask[graph.edgeOf({ kind: 'interconnect', id: 'a~b' }) ?? -1]).toBe(signalMask(['1GE']));
});

test('a shared risk that two carriers tell by the same name is the same one, and nodes at one site are at one place', () => {
  const { graph } = networkOf({
    carriers: [carrier('alpha'), carrier('beta')],
    nodes: [node('alpha/1', 'LON'), node('alpha/2', 'PAR'), node('beta/1', 'LON'), node('beta/2')],
    resources: [
      resource('alpha/r', 'alpha/1', 'alpha/2', { sharedRisks: ['Thames', 'duct 7'] }),
      resource('beta/r', 'beta/1', 'beta/2', { sharedRisks: ['duct 7'] }),
    ],
  });
  const risksOf = (id: string) =>
    graph.graph.sharedRisksOf(graph.edgeOf({ kind: 'resource', id }) ?? -1).map((risk) => graph.sharedRiskAt(risk));
  expect([risksOf('alpha/r'), risksOf('beta/r')]).toEqual([['Thames', 'duct 7'], ['duct 7']]);
  expect(graph.graph.sharedRiskCount).toBe(2);
  const sites = ['alpha/1', 'alpha/2', 'beta/1', 'beta/2'].map((id) => graph.graph.vertexSite[graph.vertexOf(id) ?? -1]);
  expect(sites).toEqual([0, 1, 0, -1]);
});

test('a resource or interconnect whose ends are not known is no edge', () => {
  const { graph } = networkOf({
    carriers: [carrier('alpha')],
    nodes: [node('alpha/1')],
    resources: [resource('alpha/r', 'alpha/1', 'alpha/missing')],
    interconnects: [interconnect('alpha/p', 'beta/p')],
  });
  expect(graph.graph.edgeCount).toBe(0);
  expect(graph.edgeOf({ kind: 'resource', id: 'alpha/r' })).toBeUndefined();
});
