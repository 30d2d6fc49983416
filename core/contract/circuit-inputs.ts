import { z } from 'zod';
import { comparisons, conditionActions } from '../model/condition';
import { circuitOrderStates } from '../model/virtual-circuit';
import { requestStatuses } from '../model/virtual-path';
import { by, byWhom, id, text, timeMs, typedFields } from './inputs';

export const switchId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'a switch id is up to 40 letters, digits, dots, hyphens and underscores');

const identifiers = (most: number) =>
  z
    .strictObject({ first: z.int().min(0).max(most), last: z.int().min(0).max(most) })
    .refine(({ first, last }) => first <= last, 'the first identifier is above the last: exchange them');
export const switchLimits = z.strictObject({
  trunkVpi: identifiers(4095),
  trunkVci: identifiers(65_535),
  lineVpi: identifiers(255),
  lineVci: identifiers(65_535),
});

export const switchTransports = ['ssh', 'tls', 'tcp'] as const;
/** How the creation system of a switch is reached: files are read by the host. */
export const switchAddress = z
  .strictObject({
    id: switchId,
    name: text(100),
    transport: z.enum(switchTransports),
    host: text(253),
    port: z.int().min(1).max(65_535),
    /** The name by which the switch calls itself; without: its first answer tells it. */
    tid: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,19}$/, 'a TID is up to 20 letters, digits and hyphens, and begins with a letter')
      .optional(),
    user: text(100),
    /** One of the two: a file of the host, or the name of a secret that it keeps. */
    passwordFile: text(4096).optional(),
    passwordSecret: text(200).optional(),
    /** TLS, PEM: the authority that is trusted for this switch, our certificate, and its key. */
    caFile: text(4096).optional(),
    certFile: text(4096).optional(),
    tlsKeyFile: text(4096).optional(),
    /** TLS: the name that the switch's certificate bears, where it is not the host. */
    serverName: text(253).optional(),
    /** SSH: the key by which the switch proves who it is, as OpenSSH shows it. */
    hostKey: z
      .string()
      .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'a host key is written SHA256: and 43 characters, as ssh-keygen -lf shows it')
      .optional(),
    /** SSH: our private key. */
    sshKeyFile: text(4096).optional(),
    /** TCP: nothing on the way is hidden; the operator says that this is so. */
    allowPlain: z.boolean().optional(),
    /** What it can number; without: what a usual one can. */
    limits: switchLimits.optional(),
  })
  .superRefine((address, context) => {
    const amiss = passwordAmiss(address);
    if (amiss !== null) context.addIssue({ code: 'custom', path: ['passwordFile'], message: amiss });
    for (const { field, message } of addressAmiss(address)) context.addIssue({ code: 'custom', path: [field], message });
  });
export type SwitchAddress = z.infer<typeof switchAddress>;

export type AddressField = 'caFile' | 'certFile' | 'tlsKeyFile' | 'serverName' | 'hostKey' | 'sshKeyFile' | 'allowPlain';
const fieldsOf: Readonly<Record<SwitchAddress['transport'], readonly AddressField[]>> = {
  ssh: ['hostKey', 'sshKeyFile'],
  tls: ['caFile', 'certFile', 'tlsKeyFile', 'serverName'],
  tcp: ['allowPlain'],
};

/** What is wrong with where its password is; null: nothing. */
export function passwordAmiss({
  passwordFile,
  passwordSecret,
}: { readonly [Field in 'passwordFile' | 'passwordSecret']?: string | undefined }): string | null {
  if (passwordFile !== undefined && passwordSecret !== undefined)
    return 'its password is in a file or is a secret that the host keeps (passwordSecret): remove one of the two';
  return passwordFile === undefined && passwordSecret === undefined
    ? 'it is missing: write it, or passwordSecret, the name of a secret that the host keeps'
    : null;
}

/** What an address lacks, or has too much, for its transport. */
export function addressAmiss(
  address: Pick<SwitchAddress, 'transport'> & Readonly<Partial<Record<AddressField, unknown>>>,
): readonly { readonly field: AddressField; readonly message: string }[] {
  const { transport } = address;
  const own = fieldsOf[transport];
  const strange = (Object.values(fieldsOf).flat() as readonly AddressField[]).filter(
    (field) => address[field] !== undefined && address[field] !== false && !own.includes(field),
  );
  const problems = strange.map((field) => ({ field, message: `it is not for a switch that is reached by ${transport}: remove it` }));
  if (transport === 'tls' && address.caFile === undefined)
    problems.push({ field: 'caFile', message: 'a switch that is reached by tls needs the authority that is trusted for it: write it' });
  if ((address.certFile === undefined) !== (address.tlsKeyFile === undefined))
    problems.push({
      field: address.certFile === undefined ? 'certFile' : 'tlsKeyFile',
      message: 'our certificate and its key are given together: write it',
    });
  if (transport === 'tcp' && address.allowPlain !== true)
    problems.push({
      field: 'allowPlain',
      message: 'by tcp the password and all else can be read on the way: write true if this is so wished, or take ssh or tls',
    });
  return problems;
}

export const ofSwitch = z.strictObject({ switchId: id, ...byWhom });
export const switchConnected = switchAddress.safeExtend(byWhom);
/** A line of TL1 as an operator typed it, or several. */
export const lineTyped = z.strictObject({ switchId: id, line: z.string().max(100_000) });
export const onHostKey = z.strictObject({ host: z.string().min(1).max(255), port: z.int().min(1).max(65_535), ...by });
export const ofSession = z.strictObject({ sessionId: id });
export const onSession = z.strictObject({ sessionId: id, ...by });
export const onSwitch = z.strictObject({ switchId: id, ...by });

export const pathTyped = z.strictObject({ fields: typedFields, ...by });
export const pathChangeTyped = z.strictObject({ pathId: id, fields: typedFields, ...by });
export const ofPath = z.strictObject({ pathId: id });
export const onPath = z.strictObject({ pathId: id, ...by });
/** Without a path: of all. Newest first. */
export const requestsAsked = z.strictObject({ pathId: id.optional(), count: z.int().min(1).max(100_000) });

/** Most circuit orders in one call. */
export const mostCircuitRows = 100_000;
const circuitRows = z.array(typedFields).min(1).max(mostCircuitRows);
export const circuitOrdersTyped = z.strictObject({ rows: circuitRows, ...by });
export const circuitOrdersChecked = z.strictObject({ rows: circuitRows });
export const circuitsReleased = z.strictObject({ orderIds: z.array(id).min(1).max(mostCircuitRows), ...by });
export const circuitsFilter = z.strictObject({
  pathId: id.optional(),
  switchId: id.optional(),
  endUser: z.string().optional(),
  states: z.array(z.enum(circuitOrderStates)).optional(),
});
export const ofCircuitOrder = z.strictObject({ orderId: id });

const condition = z.strictObject({
  status: z.enum(requestStatuses).nullable(),
  remaining: z.enum(comparisons).nullable(),
  elapsed: z.enum(comparisons).nullable(),
  action: z.enum(conditionActions),
});
/** As text, a row a line, or as rows. */
const conditionsTable = z.union([z.string().max(100_000), z.array(condition).max(1000)]);
export type ConditionsGiven = z.infer<typeof conditionsTable>;
export const conditionsChecked = z.strictObject({ table: conditionsTable });
/** `savedAtMs`: of the table that it began from, as it was shown; where another one was saved since, it is refused. Without: it takes the place of any. */
export const conditionsSaved = z.strictObject({ table: conditionsTable, savedAtMs: timeMs.nullable().optional(), ...by });

const whole = z.int().min(-1).max(1_000_000);
/** Without a table: the one in force. Without parameters: those of one path, or of each. */
export const conditionsTried = z.strictObject({
  table: conditionsTable.optional(),
  pathId: id.optional(),
  parameters: z
    .strictObject({
      currentVci: whole,
      lastVci: whole,
      status: z.enum(requestStatuses),
      deltaThreshold: whole,
      /** When the pending request was sent; null: none is pending. */
      startTimeMs: timeMs.nullable(),
      currentTimeMs: timeMs,
      timeThresholdMs: z.int().min(1),
      bulkSize: whole,
    })
    .optional(),
});
