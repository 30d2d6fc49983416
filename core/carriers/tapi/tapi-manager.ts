import type { Clock, NewId, Random } from '../../model/clock';
import type { CarrierMapping } from '../mapping';
import type { IdentityFiles, Manager, ProbeOutcome } from '../manager';
import { factsInPem } from '../record/certificate-facts';
import { LinkRecord } from '../record/link-record';
import { MessageLog } from '../record/message-log';
import { standardLimits } from './limits';
import { createRestconfClient } from './restconf/client';
import { discover } from './restconf/discovery';
import { faultInIdentity, type TlsIdentity } from './restconf/identity';
import { createTapiLink } from './tapi-link';

export interface TapiManagerOptions {
  readonly carrierId: string;
  readonly url: string;
  readonly tls: TlsIdentity;
  readonly files: IdentityFiles;
  /** Reads other files of ours; rejects with words where they cannot be used. */
  readonly readIdentity: (files: IdentityFiles) => Promise<Pick<TlsIdentity, 'certPem' | 'keyPem'>>;
  readonly mapping: CarrierMapping;
  readonly record: LinkRecord;
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: NewId;
}

/** A manager that speaks TAPI, and the certificates with which it is reached. */
export function createTapiManager(options: TapiManagerOptions): Manager {
  const { carrierId, url, tls, files, readIdentity, mapping, record, clock, random, newId } = options;
  return {
    url,
    mapping,
    files,
    ours: factsInPem(tls.certPem),
    authorities: factsInPem(tls.caPem),
    link: () => createTapiLink({ carrierId, url, tls, mapping, record, clock, random, newId }),
    async renewed(other) {
      try {
        const renewed = { ...tls, ...(await readIdentity(other)) };
        const fault = faultInIdentity(renewed, clock.now());
        if (fault !== null) return { kind: 'refused', message: fault };
        return { kind: 'manager', manager: createTapiManager({ ...options, tls: renewed, files: other }) };
      } catch (error) {
        return { kind: 'refused', message: error instanceof Error ? error.message : String(error) };
      }
    },
    probe: () => probe(options),
  };
}

/** Long enough for a manager that is busy, short enough for somebody who waits. */
const probeMs = 10_000;

async function probe({ carrierId, url, tls, clock }: TapiManagerOptions): Promise<ProbeOutcome> {
  const record = new LinkRecord(carrierId, new MessageLog(clock), clock);
  const client = createRestconfClient(url, tls, { ...standardLimits, requestMs: probeMs }, clock, record);
  try {
    const discovery = await discover(client, 'listed');
    if (discovery.kind === 'failed') return { kind: 'refused', message: discovery.reason };
    const roundTripMs = await client.signOfLife(probeMs);
    if (roundTripMs === null)
      return { kind: 'refused', message: 'the manager answered, and then no more: try again, or have the carrier look at it' };
    return { kind: 'accepted', protocol: `TAPI ${discovery.dialect.version}`, presented: record.shown.presented, roundTripMs };
  } finally {
    await client.close();
  }
}
