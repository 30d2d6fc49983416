import { z } from 'zod';
import { refused, type Refusal } from './answer';
import { gbpsPerSlot } from './network';

/** A POST on the connectivity context, as TAPI 2.5.0 shapes it; only what this manager looks at is checked. */
const gbps = z.strictObject({
  'total-size': z.strictObject({
    value: z.string({ error: 'decimal64 is a string in JSON (RFC 7951)' }).regex(/^\d+(\.\d{1,7})?$/),
    unit: z.literal('tapi-common:CAPACITY_UNIT_GBPS'),
  }),
});
const name = z.array(z.strictObject({ 'value-name': z.string(), value: z.string() }));
const endPoint = z.looseObject({
  'local-id': z.string(),
  'service-interface-point': z.strictObject({ 'service-interface-point-uuid': z.string() }),
  capacity: gbps.optional(),
});
const linkReference = z.strictObject({ 'topology-uuid': z.string(), 'link-uuid': z.string() });
const service = z.strictObject({
  uuid: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in lower case (RFC 4122)'),
  name: name.optional(),
  'layer-protocol-name': z.enum(['DSR', 'DIGITAL_OTN', 'ETH', 'PHOTONIC_MEDIA', 'ODU']).optional(),
  'layer-protocol-qualifier': z.string().optional(),
  direction: z.enum(['BIDIRECTIONAL']).optional(),
  'administrative-state': z.enum(['UNLOCKED']).optional(),
  'end-point': z.array(endPoint).length(2),
  'connectivity-constraint': z.looseObject({ 'requested-capacity': gbps.optional() }).optional(),
  'routing-constraint': z.looseObject({}).optional(),
  'topology-constraint': z
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

export interface ServiceRequest {
  readonly kind: 'request';
  readonly uuid: string;
  readonly name: string;
  readonly qualifier: string | null;
  /** SIP UUIDs. */
  readonly aSip: string;
  readonly zSip: string;
  readonly slots: number;
  /** Explicit route, A to Z; null: the carrier may choose. */
  readonly linkUuids: readonly string[] | null;
  readonly topologyUuids: readonly string[];
  readonly requested: Record<string, unknown>;
}

/** Reads the body of a POST, or says what is wrong with it. */
export function parseServiceRequest(text: string): ServiceRequest | Refusal {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return refused('malformed-message', `the body is not JSON: ${String(error)}`);
  }
  const read = body.safeParse(content);
  if (!read.success) return refusalOf(read.error);
  const [asked] = read.data['tapi-connectivity:connectivity-service'];
  const [a, z] = asked?.['end-point'] ?? [];
  if (!asked || !a || !z) throw new Error('a service and its two ends were checked by the schema');
  const capacity = asked['connectivity-constraint']?.['requested-capacity'] ?? a.capacity;
  if (!capacity) return refused('missing-element', 'no capacity was asked for: give connectivity-constraint/requested-capacity in Gbit/s');
  const [constraint] = asked['topology-constraint'] ?? [];
  const links = constraint?.['include-link'] ?? [];
  return {
    kind: 'request',
    uuid: asked.uuid,
    name: asked.name?.[0]?.value ?? asked.uuid,
    qualifier: asked['layer-protocol-qualifier'] ?? null,
    aSip: a['service-interface-point']['service-interface-point-uuid'],
    zSip: z['service-interface-point']['service-interface-point-uuid'],
    slots: Math.ceil(Number(capacity['total-size'].value) / gbpsPerSlot - 1e-9),
    linkUuids: constraint?.['explicit-route'] === true ? links.map((link) => link['link-uuid']) : null,
    topologyUuids: links.map((link) => link['topology-uuid']),
    requested: asked,
  };
}

function refusalOf(error: z.ZodError): Refusal {
  const [issue] = error.issues;
  const path = issue ? `/${issue.path.join('/')}` : '/';
  if (issue?.code === 'unrecognized_keys') return refused('unknown-element', `${path}: ${issue.message}`, path);
  return refused('invalid-value', `${path}: ${issue?.message ?? 'not a connectivity-service'}`, path);
}
