import { parseCarrierMapping, standardMapping, type CarrierMapping } from '../carriers/mapping';
import type { TlsIdentity } from '../carriers/tapi/restconf/identity';
import { createTapiManager } from '../carriers/tapi/tapi-manager';
import type { CarrierAddress } from '../contract/inputs';
import { checkTlsKey, readAddressFile, readCertificates, UnusableFileError } from './address-files';
import type { Host } from './create-host';
import type { ConnectOutcome } from './procedures/serving';
import { systemClock, systemNewId, systemRandom } from './system-clock';

/** Connects a carrier's manager over its dedicated link. Refused where a file of it cannot be read; whether the manager answers is told by the link. */
export async function connectManager(host: Host, address: CarrierAddress): Promise<ConnectOutcome> {
  const { id, name, role, url, certFile, keyFile, mappingFile } = address;
  try {
    const manager = createTapiManager({
      carrierId: id,
      url,
      tls: await identityOf(address),
      files: { certFile, keyFile },
      readIdentity: readOwn,
      record: host.registry.recordOf(id),
      mapping: mappingFile === undefined ? standardMapping : await readMapping(mappingFile),
      clock: systemClock,
      random: systemRandom,
      newId: systemNewId,
    });
    host.outgoing.begin({ kind: 'carrier', id, name, address: url, how: 'TAPI over HTTPS with certificates of both sides' });
    await host.connectCarrier({ id, name, role }, manager.link(), manager);
    return { kind: 'connected' };
  } catch (error) {
    if (error instanceof UnusableFileError) return { kind: 'refused', message: `${name} (${id}) is not connected: ${error.message}` };
    throw error;
  }
}

/** What its files hold; throws an `UnusableFileError`. */
export async function identityOf({
  caFile,
  certFile,
  keyFile,
  serverName,
}: Pick<CarrierAddress, 'caFile' | 'certFile' | 'keyFile' | 'serverName'>): Promise<TlsIdentity> {
  return {
    caPem: await readCertificates(caFile, 'the authority (ca)'),
    ...(await readOwn({ certFile, keyFile })),
    ...(serverName === undefined ? {} : { serverName }),
  };
}

const readOwn = async ({
  certFile,
  keyFile,
}: Pick<CarrierAddress, 'certFile' | 'keyFile'>): Promise<Pick<TlsIdentity, 'certPem' | 'keyPem'>> => ({
  certPem: await readCertificates(certFile, 'our certificate (cert)'),
  keyPem: checkTlsKey(await readAddressFile(keyFile, ourKey), keyFile, ourKey),
});

const ourKey = 'our key (key)';

async function readMapping(file: string): Promise<CarrierMapping> {
  const text = await readAddressFile(file, 'its mapping table (mapping)');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UnusableFileError(`its mapping table ${file} is no JSON (${String(error)}): correct it`);
  }
  const outcome = parseCarrierMapping(value);
  if (outcome.kind === 'invalid') throw new UnusableFileError(`${file}: ${outcome.errors.join('; ')}`);
  return outcome.mapping;
}
