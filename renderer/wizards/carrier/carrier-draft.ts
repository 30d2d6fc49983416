import { z } from 'zod';
import type { ConnectingPlan, ManagerAddress } from '../../../core/contract/connecting';
import { carrierId, carrierRole } from '../../../core/contract/inputs';

/** What the wizard keeps. Of keys and certificates only where the host has them. */
export const carrierFields = z.object({
  id: z.string().max(60),
  name: z.string().max(200),
  role: carrierRole,
  url: z.string().max(2000),
  serverName: z.string().max(300),
  caFile: z.string().max(4096),
  certFile: z.string().max(4096),
  keyFile: z.string().max(4096),
  /** Of the manager's certificate, once somebody has compared it with what the carrier told. */
  confirmed: z.string().max(200),
  /** Only what differs from the usual mapping table. */
  mapping: z.record(z.string(), z.unknown()),
  /** Latencies are as they should be, by somebody's word, although the check doubts it. */
  isLatencyAccepted: z.boolean(),
  /** It was connected: where that is written down. */
  connected: z.object({ keptIn: z.string().nullable(), atMs: z.number() }).nullable(),
});
export type CarrierFields = z.infer<typeof carrierFields>;

export const emptyCarrier: CarrierFields = {
  ...{ id: '', name: '', role: 'dedicating', url: '', serverName: '', caFile: '', certFile: '', keyFile: '' },
  ...{ confirmed: '', mapping: {}, isLatencyAccepted: false, connected: null },
};

type AddressField = 'id' | 'name' | 'url' | 'serverName' | 'caFile' | 'certFile' | 'keyFile';

/** What is wrong with each field, as one types; empty ones are only missing. */
export function problemsOf(fields: CarrierFields): Readonly<Partial<Record<AddressField, string>>> {
  const url = urlProblem(fields.url.trim());
  return {
    ...(fields.id !== '' && !carrierId.safeParse(fields.id).success
      ? { id: 'Up to 40 letters, digits, dots, hyphens and underscores, a letter or digit first' }
      : {}),
    ...(fields.name.trim().length > 100 ? { name: 'At most 100 characters' } : {}),
    ...(url === null ? {} : { url }),
    ...(/\s|\//.test(fields.serverName.trim()) ? { serverName: 'A host name alone, as tapi.alder.example' } : {}),
  };
}

function urlProblem(url: string): string | null {
  if (url === '') return null;
  if (!URL.canParse(url)) return 'An address as https://tapi.alder.example:8443';
  const { protocol, username, password, pathname, search } = new URL(url);
  if (protocol !== 'https:') return 'A manager is reached by https';
  if (username !== '' || password !== '') return 'Without a user name: the certificate says who we are';
  return pathname !== '/' || search !== '' ? 'Host and port alone: where its RESTCONF root is, is found out' : null;
}

/** What is still missing before anybody can be asked; null: nothing. */
export function missingIn(fields: CarrierFields): string | null {
  const [first] = Object.values(problemsOf(fields));
  if (first !== undefined) return `${first}.`;
  const missing = (
    [
      ['name', 'its name'],
      ['id', 'its id'],
      ['url', 'its manager’s address'],
      ['caFile', 'the carrier’s authority'],
      ['certFile', 'your certificate'],
      ['keyFile', 'its key'],
    ] as const
  ).filter(([field]) => fields[field].trim() === '');
  return missing.length === 0 ? null : `Still to be given: ${missing.map(([, words]) => words).join(', ')}.`;
}

export function addressFrom({ url, caFile, certFile, keyFile, serverName }: CarrierFields): ManagerAddress {
  const name = serverName.trim();
  return {
    ...{ url: new URL(url.trim()).origin, caFile: caFile.trim(), certFile: certFile.trim(), keyFile: keyFile.trim() },
    ...(name === '' ? {} : { serverName: name }),
  };
}

export const planFrom = (fields: CarrierFields): ConnectingPlan => ({
  carrier: { id: fields.id, name: fields.name.trim(), role: fields.role },
  address: addressFrom(fields),
  mapping: fields.mapping,
});

type Reached = Pick<CarrierFields, 'url' | 'caFile' | 'certFile' | 'keyFile'>;

/** What is to be filled in anew of a draft of the practice carrier, whose ports and certificates are new with each start; null: nothing. */
export function movedAway(fields: CarrierFields, now: ({ readonly id: string } & Reached) | null): Partial<CarrierFields> | null {
  // Who is still typing, or has connected it, is left alone.
  if (now === null || fields.connected !== null || fields.id !== now.id || missingIn(fields) !== null) return null;
  const { url, caFile, certFile, keyFile } = now;
  const isSame =
    addressFrom(fields).url === new URL(url).origin &&
    fields.caFile === caFile &&
    fields.certFile === certFile &&
    fields.keyFile === keyFile;
  return isSame ? null : { url, caFile, certFile, keyFile, serverName: '', confirmed: '' };
}

/** An id as it is usually made of a name: `Alder Longhaul` → `alder-longhaul`. */
export const idFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);

/** A part of the mapping table anew; a value of `undefined` goes back to the usual one. */
export function withMapping(
  mapping: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...mapping, ...change }).filter(([, value]) => value !== undefined));
}

/** A field of a part of it, as `latency.unit`. */
export function withMappingPart(
  mapping: Readonly<Record<string, unknown>>,
  part: string,
  change: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const before = mapping[part];
  const whole = withMapping(typeof before === 'object' && before !== null ? (before as Record<string, unknown>) : {}, change);
  return withMapping(mapping, { [part]: Object.keys(whole).length === 0 ? undefined : whole });
}

/** Fingerprints are compared without colons, spaces and case; a part from its end of eight digits or more is enough to read aloud. */
export function compareFingerprint(told: string, shown: string): 'empty' | 'same' | 'other' {
  const bare = (text: string): string =>
    text
      .replace(/^sha-?256[\s:=]*/i, '')
      .replace(/[^0-9a-f]/gi, '')
      .toUpperCase();
  const [one, other] = [bare(told), bare(shown)];
  if (one === '') return 'empty';
  return one === other || (one.length >= 8 && other.endsWith(one)) ? 'same' : 'other';
}
