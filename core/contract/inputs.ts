import { z } from 'zod';
import { remedies } from '../model/discrepancy';
import { hiddenCharactersIn } from '../model/hidden-characters';
import { holdOutKinds } from '../model/hold-out';
import { orderStates } from '../model/order';
import { signals } from '../model/signal';

/** Words that go into the history, reports and screens: in one line, and all of it can be seen, so that nobody writes a line of a report. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((words) => hiddenCharactersIn(words) === null, { error: ({ input }) => hiddenCharactersIn(String(input)) ?? undefined });
export const id = z.string().min(1).max(200);
export const timeMs = z.int().min(0).max(8_640_000_000_000_000);
const latencyNs = z.int().min(0);

export const nothing = z.strictObject({});

/** Who does it, by name. */
export const by = { by: text(100) };
/** The same, where who asked before it could be said may leave it out. */
export const byWhom = { by: text(100).optional() };
/** And why: told in the history, and to whoever meets it later. */
const intervention = { ...by, reason: text(500) };

export const carrierRole = z.enum(['dedicating', 'accessing', 'both']);
export const carrierId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'a carrier id is up to 40 letters, digits, dots, hyphens and underscores');
export const carrier = { id: carrierId, name: text(100), role: carrierRole };

/** A subject by its id, or by its name where that is the only one of its kind. */
export const subject = z.strictObject({ kind: z.enum(holdOutKinds), id });
const latencySubject = z.strictObject({ kind: z.enum(['resource', 'interconnect', 'node']), id });

/** `https://host:port`. Never with a name and password: the address is shown, recorded and written down. */
export const managerUrl = z
  .url({ protocol: /^https$/, error: 'a manager is reached by https://host:port' })
  .refine((url) => !/^\s*[a-z]+:[\\/]*[^\\/?#]*@/i.test(url), {
    error: 'an address bears no name and password: a manager is reached with certificates; leave out what is before the @',
  });

/** How a carrier's manager is reached: files are read by the host. */
export const carrierAddress = z.strictObject({
  ...carrier,
  url: managerUrl,
  /** PEM files: the authority that is trusted for this carrier, our certificate for this link, and its key. */
  caFile: text(4096),
  certFile: text(4096),
  keyFile: text(4096),
  /** The name that the manager's certificate bears, where it is not the host of the address. */
  serverName: text(253).optional(),
  /** The carrier's mapping table, as JSON. */
  mappingFile: text(4096).optional(),
});
export type CarrierAddress = z.infer<typeof carrierAddress>;

export const carrierConnected = carrierAddress.extend(byWhom);
export const ofCarrier = z.strictObject({ carrierId: id, ...byWhom });
/** null: everywhere. */
export const pause = z.strictObject({ carrierId: id.nullable(), ...intervention });

export const inventoryList = z.strictObject({
  what: z.enum(['nodes', 'resources', 'ports', 'interconnects', 'sites', 'ducts']),
  carrierId: id.optional(),
  siteId: id.optional(),
});
export const importRequest = z.strictObject({
  carrier: z.strictObject(carrier),
  files: z
    .array(z.strictObject({ name: text(4096), base64: z.base64() }))
    .min(1)
    .max(100),
  mapping: z.unknown().optional(),
  clientPortsPerNode: z.int().min(0).max(100).optional(),
  slotsPerLink: z.int().min(0).max(1_000_000).optional(),
  sites: z.union([z.record(z.string(), z.string()), z.literal('as-proposed')]).optional(),
});
/** `withNetwork`: it is told as it would be on the map, too. */
export const importPreview = importRequest.extend({ withNetwork: z.boolean().default(false) });
export const importOrder = z.strictObject({ request: importRequest, digest: text(200), ...byWhom });

/** As it was typed: text by the names of columns. */
export const typedFields = z.record(z.string(), z.string());
export const ordersFilter = z.strictObject({
  states: z.array(z.enum(orderStates)).optional(),
  customer: z.string().optional(),
  carrierId: id.optional(),
});
export const ofOrder = z.strictObject({ orderId: id });
export const cancellation = z.strictObject({ orderId: id, ...by });
export const ordersAwaited = z.strictObject({ orderIds: z.array(id).min(1).max(100_000), timeoutMs: z.int().min(0).max(86_400_000) });
export const orderIntervention = z.strictObject({ orderId: id, ...intervention });
/** To a stored alternative by its id or rank; without: to the best that is free. */
export const orderMove = z.strictObject({ orderId: id, alternative: z.union([id, z.int().min(1)]).optional(), ...intervention });

export const impairmentsFilter = z.strictObject({ all: z.boolean().optional() });
/** By its id, or a part of it. */
export const ofImpairment = z.strictObject({ impairmentId: id });
export const impairmentStep = z.strictObject({
  impairmentId: id,
  ...by,
  step: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('acknowledge') }),
    z.strictObject({ kind: z.literal('own'), owner: text(100).nullable() }),
    z.strictObject({ kind: z.literal('shelve'), untilMs: timeMs }),
    z.strictObject({ kind: z.literal('unshelve') }),
    z.strictObject({ kind: z.literal('ticket'), ticket: text(200).nullable() }),
  ]),
});

export const suppositions = z.strictObject({
  suppositions: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('fails'), subject }),
        z.strictObject({ kind: z.literal('slows'), subject: latencySubject, oneWayNs: latencyNs }),
      ]),
    )
    .min(1)
    .max(100),
});

/** Without a carrier: each. */
export const comparison = z.strictObject({ carrierId: id.optional() });
export const remedyAsked = z.strictObject({ discrepancyId: id, remedy: z.enum(remedies), ...intervention });

/** A part of the network, or everything at a site, of a carrier, or in a shared-risk group. */
export const ofSubject = z.strictObject({ subject });
/** `signal` absent: any. */
export const sitesJoined = z.strictObject({ aSiteId: id, zSiteId: id, signal: z.enum(signals).optional() });

export const subjectIntervention = z.strictObject({ subject, ...intervention });

const subjects = z.array(subject).min(1).max(1000);
export const windowPlan = z.strictObject({ subjects, fromMs: timeMs, toMs: timeMs, text: text(500), ...by });
export const windowChange = z.strictObject({
  windowId: id,
  fromMs: timeMs.optional(),
  toMs: timeMs.optional(),
  text: text(500).optional(),
  ...by,
});
export const windowCancel = z.strictObject({ windowId: id, ...intervention });
export const windowPreview = z.strictObject({ subjects });

export const shift = z.strictObject({ fromMs: timeMs, toMs: timeMs });

/** Over how long trends are told; without: a day. */
export const marginsAsked = z.strictObject({
  windowMs: z
    .int()
    .min(60_000)
    .max(366 * 86_400_000)
    .optional(),
});
/** Without `toMs`: up to now. Of all orders, of one, or of one customer's. */
export const complianceAsked = z.strictObject({
  fromMs: timeMs,
  toMs: timeMs.optional(),
  orderId: id.optional(),
  customer: text(200).optional(),
});

export const historyTail = z.strictObject({ count: z.int().min(1).max(100_000) });
export const historyCheck = z.strictObject({ keptHead: text(2000).optional(), publicKey: text(200).optional() });
export const backup = z.strictObject({ file: text(4096), overwrite: z.boolean().optional(), ...byWhom });

/** Different in the two directions only for resources and interconnects. */
export const latencyReading = z.strictObject({
  subject: latencySubject,
  azNs: latencyNs,
  zaNs: latencyNs,
  provenance: z.enum(['operator', 'measured']),
  ...by,
});
/** `scopeId` null: each carrier, or each site where carriers meet. */
const defaultScope = { scope: z.enum(['carrier-transit', 'site-interconnect']), scopeId: id.nullable() };
export const latencyDefault = z.strictObject({ ...defaultScope, ns: latencyNs, ...by });
/** `scopeId` null: each that is set. */
export const latencyDefaultWithdrawn = z.strictObject({ ...defaultScope, ...by });
