import { resolve } from 'node:path';
import { z } from 'zod';
import { addressAmiss, passwordAmiss, switchAddress, type AddressField, type SwitchAddress } from '../../core/contract/circuit-inputs';

const { shape } = switchAddress;
const file = z.string().min(1);

/** How the fields of an address are called in the configuration. */
const names = { caFile: 'ca', certFile: 'cert', tlsKeyFile: 'key', sshKeyFile: 'keyFile' } as const satisfies Partial<
  Record<AddressField, string>
>;
const nameOf = (field: AddressField): string => (names as Partial<Record<AddressField, string>>)[field] ?? field;

/** A switch in the configuration file; files are relative to its folder. */
export const switchEntry = z
  .strictObject({
    id: shape.id,
    name: shape.name,
    transport: shape.transport,
    host: shape.host,
    port: shape.port,
    tid: shape.tid,
    user: shape.user,
    passwordFile: file.optional(),
    passwordSecret: shape.passwordSecret,
    ca: file.optional(),
    cert: file.optional(),
    key: file.optional(),
    serverName: shape.serverName,
    hostKey: shape.hostKey,
    keyFile: file.optional(),
    allowPlain: shape.allowPlain,
    limits: shape.limits,
  })
  .superRefine(({ ca, cert, key, keyFile, ...entry }, context) => {
    const amiss = passwordAmiss(entry);
    if (amiss !== null) context.addIssue({ code: 'custom', path: ['passwordFile'], message: amiss });
    for (const { field, message } of addressAmiss({ ...entry, caFile: ca, certFile: cert, tlsKeyFile: key, sshKeyFile: keyFile }))
      context.addIssue({ code: 'custom', path: [nameOf(field)], message });
  });
export type SwitchEntry = z.infer<typeof switchEntry>;

export function switchAddressOf({ passwordFile, ca, cert, key, keyFile, ...entry }: SwitchEntry, folder: string): SwitchAddress {
  return {
    ...entry,
    ...(passwordFile === undefined ? {} : { passwordFile: resolve(folder, passwordFile) }),
    ...(ca === undefined ? {} : { caFile: resolve(folder, ca) }),
    ...(cert === undefined ? {} : { certFile: resolve(folder, cert) }),
    ...(key === undefined ? {} : { tlsKeyFile: resolve(folder, key) }),
    ...(keyFile === undefined ? {} : { sshKeyFile: resolve(folder, keyFile) }),
  };
}
