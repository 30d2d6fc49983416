import { readFile } from 'node:fs/promises';
import { parseCarrierMapping, standardMapping, type CarrierMapping } from '../carriers/mapping';
import { createTapiLink } from '../carriers/tapi/tapi-link';
import type { CarrierAddress } from '../contract/inputs';
import type { Host } from './create-host';
import type { ConnectOutcome } from './procedures/serving';
import { systemClock, systemNewId, systemRandom } from './system-clock';

/** Connects a carrier's manager over its dedicated link. Refused where a file of it cannot be read; whether the manager answers is told by the link. */
export async function connectManager(host: Host, address: CarrierAddress): Promise<ConnectOutcome> {
  const { id, name, role, url, caFile, certFile, keyFile, serverName, mappingFile } = address;
  try {
    const link = createTapiLink({
      carrierId: id,
      url,
      tls: {
        caPem: await read(caFile, 'the authority'),
        certPem: await read(certFile, 'our certificate'),
        keyPem: await read(keyFile, 'our key'),
        ...(serverName === undefined ? {} : { serverName }),
      },
      mapping: mappingFile === undefined ? standardMapping : await readMapping(mappingFile),
      clock: systemClock,
      random: systemRandom,
      newId: systemNewId,
    });
    await host.connectCarrier({ id, name, role }, link);
    return { kind: 'connected' };
  } catch (error) {
    if (error instanceof UnreadableError) return { kind: 'refused', message: `${name} (${id}) is not connected: ${error.message}` };
    throw error;
  }
}

class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

async function read(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UnreadableError(`${what} cannot be read (${String(error)}): correct the file's name, or its rights`);
  }
}

async function readMapping(file: string): Promise<CarrierMapping> {
  const text = await read(file, 'its mapping table');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UnreadableError(`its mapping table ${file} is no JSON (${String(error)}): correct it`);
  }
  const outcome = parseCarrierMapping(value);
  if (outcome.kind === 'invalid') throw new UnreadableError(`${file}: ${outcome.errors.join('; ')}`);
  return outcome.mapping;
}
