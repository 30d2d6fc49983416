import { findCandidates } from '../../core/identification/find-candidates';
import type { LatencyReading } from '../../core/model/latency';
import type { Port } from '../../core/model/network';
import { networkOf, carrier, interconnect, node, port, reading, resource } from '../../core/network/testing/plain-network';
import { exampleOrder } from '../../core/orders/testing/example-order';
import { syntheticNetwork } from './synthetic-network';

const questions = 200;
/** The first few warm the program up. */
const unmeasured = 10;

/**
 * Candidates for a new order on 10,000 nodes and 40,000 resources of five carriers, between ends all over it: how long the engine searches, in the
 * processor's own time too, since a machine may have other things to do. One waits for this and for 40 ms of the keyboard's rest.
 */
const network = largeNetwork();
const sites = [...network.view.sites.keys()];
const [times, processor]: [number[], number[]] = [[], []];
let told = 0;
for (let question = 0; question < questions; question += 1) {
  const order = exampleOrder({
    accessingCarrierId: 'c1',
    a: { kind: 'site', id: sites[(question * 37) % sites.length] ?? '' },
    z: { kind: 'site', id: sites[(question * 911 + 1_200) % sites.length] ?? '' },
    limit: { oneWayNs: question % 3 === 0 ? 9_000_000 : 80_000_000, enteredAs: 'one-way' },
  });
  const [began, usage] = [performance.now(), process.cpuUsage()];
  const found = findCandidates(network, order, { occasion: 'provisioning', ownSegments: [], ends: null, refusals: [], atMs: 1 }, 8);
  if (question < unmeasured) continue;
  times.push(performance.now() - began);
  const used = process.cpuUsage(usage);
  processor.push((used.user + used.system) / 1_000);
  told += found.candidates.length;
}
const at = (values: readonly number[], share: number): string =>
  `${(values.toSorted((one, other) => one - other)[Math.floor(share * (values.length - 1))] ?? 0).toFixed(0)} ms`;
process.stdout.write(
  [
    `candidates on ${network.view.nodes.size} nodes: ${(told / times.length).toFixed(1)} told on average`,
    `  by the clock      median ${at(times, 0.5)}, 95 % ${at(times, 0.95)}, longest ${at(times, 1)}`,
    `  by the processor  median ${at(processor, 0.5)}, 95 % ${at(processor, 0.95)}, longest ${at(processor, 1)}`,
    '',
  ].join('\n'),
);

function largeNetwork() {
  const made = syntheticNetwork({ carriers: 5, nodes: 10_000, resources: 40_000, orders: 0, nowMs: 0 });
  const plugs = made.interconnects.flatMap(({ id, aNodeId, zNodeId }): readonly Port[] =>
    [aNodeId, zNodeId].map((nodeId) => port(`${nodeId}-x-${id}`, nodeId, { plug: { localId: id, remoteId: id } })),
  );
  const readings: readonly LatencyReading[] = [
    ...made.resources.map(({ id, azNs }) => reading('resource', id, azNs ?? 0)),
    ...made.interconnects.map(({ id }) => reading('interconnect', id, 5_000, 'operator')),
  ];
  return networkOf({
    carriers: made.carriers.map(({ id }) => carrier(id, 'both')),
    nodes: made.nodes.map(({ id, siteId }) => node(id, siteId)),
    ports: [...made.nodes.flatMap(({ id }) => [1, 2, 3, 4].map((number) => port(`${id}-p${number}`, id))), ...plugs],
    resources: made.resources.map(({ id, aNodeId, zNodeId, azNs, sharedRisks }) =>
      resource(id, aNodeId, zNodeId, { slots: 80, pricePerSlot: 100 + ((azNs ?? 0) % 700), sharedRisks }),
    ),
    interconnects: made.interconnects.map(({ id, aNodeId, zNodeId, siteId }) =>
      interconnect(`${aNodeId}-x-${id}`, `${zNodeId}-x-${id}`, { id, siteId }),
    ),
    readings,
    defaults: made.carriers.map(({ id: scopeId }) => ({ scope: 'carrier-transit', scopeId, ns: 15_000, setAtMs: 1 }) as const),
  });
}
