import { z } from 'zod';
import { refused, type Refusal } from '../../answer';
import { refusalOf, uuid, type ServiceRequest } from '../../service-request';
import { slotsFor } from '../capacity-in-slots';

export const routeMember = 'include-link';

/** A connectivity service as TAPI 2.1.3 shapes it, all constraints on the service itself; only what this manager looks at is checked. */
const size = z.strictObject({
  'total-size': z.strictObject({
    value: z.string({ error: 'a uint64 is a string in JSON (RFC 7951)' }).regex(/^\d+$/, 'a whole number: use MBPS for parts of a gigabit'),
    unit: z.enum(['GBPS', 'MBPS']),
  }),
});
const layer = z.enum(['DSR', 'ODU', 'ETH', 'PHOTONIC_MEDIA']);
const endPoint = z.looseObject({
  'local-id': z.string(),
  'layer-protocol-name': layer.optional(),
  'layer-protocol-qualifier': z.string().optional(),
  'service-interface-point': z.strictObject({ 'service-interface-point-uuid': z.string() }),
  capacity: size.optional(),
});
const service = z.strictObject({
  uuid,
  name: z.array(z.strictObject({ 'value-name': z.string(), value: z.string() })).optional(),
  'administrative-state': z.enum(['UNLOCKED']).optional(),
  'end-point': z.array(endPoint).length(2),
  'service-layer': layer.optional(),
  'service-type': z.enum(['POINT_TO_POINT_CONNECTIVITY']).optional(),
  'service-level': z.string().optional(),
  'connectivity-direction': z.enum(['BIDIRECTIONAL']).optional(),
  'requested-capacity': size.optional(),
  'route-objective-function': z.string().optional(),
  'is-exclusive': z.boolean().optional(),
  'max-allowed-delay': z.strictObject({ value: z.string().regex(/^\d+$/).optional(), priority: z.string().optional() }).optional(),
  'include-topology': z.array(z.string()).optional(),
  [routeMember]: z.array(z.string()).optional(),
});
const body = z.strictObject({ 'tapi-connectivity:connectivity-service': z.array(service).length(1) });

/** The links are loose: the carrier's own way passes them, in whatever order. */
export function parseService(content: unknown): ServiceRequest | Refusal {
  const read = body.safeParse(content);
  if (!read.success) return refusalOf(read.error);
  const [asked] = read.data['tapi-connectivity:connectivity-service'];
  const [a, z] = asked?.['end-point'] ?? [];
  if (!asked || !a || !z) throw new Error('a service and its two ends were checked by the schema');
  const capacity = (asked['requested-capacity'] ?? a.capacity)?.['total-size'];
  if (!capacity) return refused('missing-element', 'no capacity was asked for: give requested-capacity in GBPS or MBPS');
  return {
    kind: 'request',
    uuid: asked.uuid,
    name: asked.name?.[0]?.value ?? asked.uuid,
    qualifier: a['layer-protocol-qualifier'] ?? null,
    aSip: a['service-interface-point']['service-interface-point-uuid'],
    zSip: z['service-interface-point']['service-interface-point-uuid'],
    slots: slotsFor(Number(capacity.value) / (capacity.unit === 'GBPS' ? 1 : 1000)),
    way: { kind: 'through', linkUuids: [...new Set(asked[routeMember] ?? [])] },
    topologyUuids: asked['include-topology'] ?? [],
    requested: asked,
  };
}
