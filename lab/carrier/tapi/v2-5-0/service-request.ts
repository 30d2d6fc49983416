import { z } from 'zod';
import { refused, type Refusal } from '../../answer';
import { refusalOf, uuid, type ServiceRequest } from '../../service-request';
import { slotsFor } from '../capacity-in-slots';

export const routeMember = 'topology-constraint';

/** A connectivity service as TAPI 2.5.0 shapes it; only what this manager looks at is checked. */
const gbps = z.strictObject({
  'total-size': z.strictObject({
    value: z.string({ error: 'decimal64 is a string in JSON (RFC 7951)' }).regex(/^\d+(\.\d{1,7})?$/),
    unit: z.literal('tapi-common:CAPACITY_UNIT_GBPS'),
  }),
});
const endPoint = z.looseObject({
  'local-id': z.string(),
  'layer-protocol-qualifier': z.string().optional(),
  'service-interface-point': z.strictObject({ 'service-interface-point-uuid': z.string() }),
  capacity: gbps.optional(),
});
const linkReference = z.strictObject({ 'topology-uuid': z.string(), 'link-uuid': z.string() });
const service = z.strictObject({
  uuid,
  name: z.array(z.strictObject({ 'value-name': z.string(), value: z.string() })).optional(),
  'layer-protocol-name': z.enum(['DSR', 'DIGITAL_OTN', 'ETH', 'PHOTONIC_MEDIA', 'ODU']).optional(),
  'layer-protocol-qualifier': z.string().optional(),
  direction: z.enum(['BIDIRECTIONAL']).optional(),
  'administrative-state': z.enum(['UNLOCKED']).optional(),
  'end-point': z.array(endPoint).length(2),
  'connectivity-constraint': z.looseObject({ 'requested-capacity': gbps.optional() }).optional(),
  'routing-constraint': z.looseObject({}).optional(),
  [routeMember]: z
    .array(
      z.looseObject({
        'local-id': z.string(),
        'explicit-route': z.boolean().optional(),
        'include-link': z.array(linkReference).optional(),
      }),
    )
    .max(1)
    .optional(),
  'resilience-constraint': z.looseObject({}).optional(),
});
const body = z.strictObject({ 'tapi-connectivity:connectivity-service': z.array(service).length(1) });

/** With `explicit-route` the links are the route, in order; without, the carrier chooses. */
export function parseService(content: unknown): ServiceRequest | Refusal {
  const read = body.safeParse(content);
  if (!read.success) return refusalOf(read.error);
  const [asked] = read.data['tapi-connectivity:connectivity-service'];
  const [a, z] = asked?.['end-point'] ?? [];
  if (!asked || !a || !z) throw new Error('a service and its two ends were checked by the schema');
  const capacity = asked['connectivity-constraint']?.['requested-capacity'] ?? a.capacity;
  if (!capacity) return refused('missing-element', 'no capacity was asked for: give connectivity-constraint/requested-capacity in Gbit/s');
  const [constraint] = asked[routeMember] ?? [];
  const links = constraint?.['include-link'] ?? [];
  const linkUuids = links.map((link) => link['link-uuid']);
  return {
    kind: 'request',
    uuid: asked.uuid,
    name: asked.name?.[0]?.value ?? asked.uuid,
    qualifier: asked['layer-protocol-qualifier'] ?? a['layer-protocol-qualifier'] ?? null,
    aSip: a['service-interface-point']['service-interface-point-uuid'],
    zSip: z['service-interface-point']['service-interface-point-uuid'],
    slots: slotsFor(Number(capacity['total-size'].value)),
    way: constraint?.['explicit-route'] === true ? { kind: 'exact', linkUuids } : { kind: 'through', linkUuids: [] },
    topologyUuids: links.map((link) => link['topology-uuid']),
    requested: asked,
  };
}
