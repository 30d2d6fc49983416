import { z } from 'zod';
import { signals as allSignals } from '../model/signal';

/**
 * One table per carrier: how what its manager says is read into our model. Every field has a default, which is the convention
 * that we ask carriers to follow; a carrier that says things otherwise gets its own values.
 */
export type CarrierMapping = z.infer<typeof carrierMappingSchema>;

/** What a carrier's state or alarm means for what is carried. `ignored`: nothing. */
export type MappedCondition = z.infer<typeof mappedConditionSchema>;

export type MappingOutcome =
  { readonly kind: 'mapping'; readonly mapping: CarrierMapping } | { readonly kind: 'invalid'; readonly errors: readonly string[] };

/** Reads a mapping table; each error names its field. */
export function parseCarrierMapping(value: unknown): MappingOutcome {
  const parsed = carrierMappingSchema.safeParse(value);
  if (parsed.success) return { kind: 'mapping', mapping: parsed.data };
  return {
    kind: 'invalid',
    errors: parsed.error.issues.map((issue) => `mapping table, field "${issue.path.join('.') || '(whole)'}": ${issue.message}`),
  };
}

const mappedConditionSchema = z.enum(['down', 'degraded', 'ignored']);
const text = z.string().min(1);

const alarmRule = z.strictObject({
  /** The alarm's name (`ALR_LOS`, or `LOS`), or the carrier's native name; absent: every name. */
  name: text.optional(),
  severity: z.enum(['CRITICAL', 'MAJOR', 'MINOR', 'WARNING']).optional(),
  serviceAffecting: z.enum(['SERVICE_AFFECTING', 'NOT_SERVICE_AFFECTING', 'UNKNOWN']).optional(),
  condition: mappedConditionSchema,
});

const standardSignals = {
  DIGITAL_SIGNAL_TYPE_GigE: '1GE',
  DIGITAL_SIGNAL_TYPE_10_GigE_LAN: '10GE-LAN',
  DIGITAL_SIGNAL_TYPE_40_GigE: '40GE',
  DIGITAL_SIGNAL_TYPE_100_GigE: '100GE',
  DIGITAL_SIGNAL_TYPE_STM_16: 'STM-16',
  DIGITAL_SIGNAL_TYPE_STM_64: 'STM-64',
  DIGITAL_SIGNAL_TYPE_OC_48: 'OC-48',
  DIGITAL_SIGNAL_TYPE_OC_192: 'OC-192',
  DIGITAL_SIGNAL_TYPE_OTU_2E: 'OTU2e',
  ODU_TYPE_ODU2E: 'OTU2e',
} as const;

/** First match counts. A carrier that knows better replaces the list. */
const standardAlarms = [
  // The defect "signal degraded" (ITU-T G.806) is often reported as minor.
  { name: 'DEG', condition: 'degraded' },
  { severity: 'CRITICAL', serviceAffecting: 'NOT_SERVICE_AFFECTING', condition: 'degraded' },
  { severity: 'CRITICAL', condition: 'down' },
  { severity: 'MAJOR', condition: 'degraded' },
  { condition: 'ignored' },
] as const;

const names = z.strictObject({
  site: text.default('SITE'),
  siteName: text.default('SITE_NAME'),
  latitude: text.default('LATITUDE'),
  longitude: text.default('LONGITUDE'),
  /** Of a node edge point: the plug identifiers of both sides, where the version of TAPI has no other place for them. */
  plugLocal: text.default('PLUG_LOCAL_ID'),
  plugRemote: text.default('PLUG_REMOTE_ID'),
});

const latency = z.strictObject({
  /** `traffic-property-name` of the direction from A to Z, or of both directions where the other is absent. */
  name: text.default('FIXED_LATENCY_US'),
  reverseName: text.default('FIXED_LATENCY_ZA_US'),
  unit: z.enum(['ns', 'us', 'ms']).default('us'),
});

const states = z.strictObject({
  administrative: z.record(z.string(), mappedConditionSchema).default({ LOCKED: 'down', UNLOCKED: 'ignored' }),
  operational: z.record(z.string(), mappedConditionSchema).default({ DISABLED: 'down', ENABLED: 'ignored' }),
  lifecycle: z
    .record(z.string(), mappedConditionSchema)
    .default({ PLANNED: 'down', POTENTIAL_AVAILABLE: 'down', POTENTIAL_BUSY: 'down', INSTALLED: 'ignored', PENDING_REMOVAL: 'degraded' }),
});

export const carrierMappingSchema = z.strictObject({
  /** `listed`: the version of TAPI that the manager's YANG library lists. */
  tapiVersion: z.enum(['listed', '2.1.3', '2.5.0']).default('listed'),
  /** Which stream of notices is taken where the manager offers both. */
  preferredStream: z.enum(['sse', 'websocket']).default('sse'),
  /** `name` entries: of a node, that say where it stands; of a node edge point, that say what is plugged in. */
  names: names.default(names.parse({})),
  /** From the carrier's code of a site to the one that the other carriers use, where they differ. */
  sites: z.record(text, text).default({}),
  /** Which resources the carrier dedicates to the virtual network: all, none, or those with this `name` entry. */
  dedicated: z.union([z.enum(['all', 'none']), z.strictObject({ name: text, value: text })]).default({ name: 'CVN', value: 'dedicated' }),
  /** `cost-name` of the price, in minor currency units per slot and month. */
  priceName: text.default('PRICE_PER_SLOT'),
  latency: latency.default(latency.parse({})),
  /** 1.25G tributary slots that one Gbit/s of reported capacity makes. */
  slotsPerGbps: z.number().positive().max(100).default(0.8),
  /** `layer-protocol-qualifier` without its module prefix, to the signal that it stands for. */
  signals: z.record(z.string(), z.enum(allSignals)).default(standardSignals),
  states: states.default(states.parse({})),
  alarms: z.array(alarmRule).default([...standardAlarms]),
});

export const standardMapping: CarrierMapping = carrierMappingSchema.parse({});
