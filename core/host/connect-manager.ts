import { parseCarrierMapping, standardMapping, type CarrierMapping } from '../carriers/mapping';
import { createTapiManager } from '../carriers/tapi/tapi-manager';
import type { CarrierAddress } from '../contract/inputs';
import { readAddressFile, UnusableFileError } from './address-files';
import type { Host } from './create-host';
import { identityOf, readOwn } from './manager-identity';
import type { ConnectOutcome } from './procedures/serving';
import { systemClock, systemNewId, systemRandom } from './system-clock';

/** Connects a carrier's manager over its dedicated link. Refused where a file of it cannot be read; whether the manager answers is told by the link. `known`: its mapping table, where it is at hand. */
export async function connectManager(host: Host, address: CarrierAddress, known?: CarrierMapping): Promise<ConnectOutcome> {
  const { id, name, role, url, certFile, keyFile, mappingFile } = address;
  try {
    const manager = createTapiManager({
      carrierId: id,
      url,
      tls: await identityOf(address),
      files: { certFile, keyFile },
      readIdentity: readOwn,
      record: host.registry.recordOf(id),
      mapping: known ?? (mappingFile === undefined ? standardMapping : await readMapping(mappingFile)),
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
