import type { OrderEnd, OrderRequest } from '../core/model/order';
import type { SeededRandom } from '../core/routing/testing/seeded-random';
import type { DrawnCarrier, DrawnWorld } from './draw-world';
import { between, pickFrom } from './random';
import { shuffled } from './draw-world';

/** An order of any kind: most can be met, some never; some ask for what cannot be. */
export function drawOrder(random: SeededRandom, world: DrawnWorld, id: string, submitted: readonly string[], nowMs: number): OrderRequest {
  const accessing = world.carriers.filter(({ role }) => role !== 'dedicating');
  const own = pickFrom(random, accessing) ?? world.carriers[0];
  if (!own) throw new Error('a world without carriers');
  const [a, z] = drawEnds(random, own);
  const startMs = random.chance(0.15) ? nowMs + between(random, -20_000, 60_000) : null;
  const from = pickFrom(random, submitted);
  return {
    id,
    customer: `customer-${random.below(3)}`,
    accessingCarrierId: own.carrier.id,
    a,
    z,
    signal: random.pick(['1GE', '1GE', '1GE', '1GE', '10GE-LAN', '10GE-LAN', '10GE-LAN', '10GE-LAN', 'STM-16', 'STM-64']),
    limit: {
      oneWayNs: random.pick([1_000_000, 3_000_000, 5_000_000, 7_000_000, 9_000_000, 9_000_000, 14_000_000, 20_000_000, 40_000_000]),
      enteredAs: random.pick(['one-way', 'round-trip']),
    },
    objective: random.pick(['latency', 'price']),
    recovery: random.pick(['after', 'before', 'together']),
    priority: between(random, 1, 9),
    minimumProvenance: random.chance(0.2) ? 'reported' : 'derived',
    startMs,
    endMs: random.chance(0.1) ? (startMs ?? nowMs) + between(random, 1_000, 90_000) : null,
    diversity:
      from !== undefined && random.chance(0.15)
        ? { fromOrderId: from, by: random.pick(['node', 'link', 'shared-risk']), isRequired: random.chance(0.5) }
        : null,
    revert: random.chance(0.3) ? 'automatic' : 'never',
  };
}

function drawEnds(random: SeededRandom, { carrier }: DrawnCarrier): readonly [OrderEnd, OrderEnd] {
  const [one, other] = shuffled(random, [...carrier.nodes.values()]);
  if (!one || !other) throw new Error(`${carrier.id} has no two nodes`);
  const endAt = ({ uuid, site }: typeof one): OrderEnd => {
    const clients = [...carrier.ports.values()].filter(({ nodeUuid, plug }) => nodeUuid === uuid && plug === null);
    const kind = random.pick(['site', 'site', 'node', 'node', 'node', 'port']);
    const client = pickFrom(random, clients);
    if (kind === 'port' && client) return { kind, id: `${carrier.id}/${client.uuid}` };
    if (kind === 'site' && site) return { kind, id: site.id };
    return { kind: 'node', id: `${carrier.id}/${uuid}` };
  };
  return [endAt(one), endAt(random.chance(0.03) ? one : other)];
}
