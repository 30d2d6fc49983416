import type { TlsIdentity } from '../carriers/tapi/restconf/identity';
import type { ManagerAddress } from '../contract/connecting';
import { checkTlsKey, readAddressFile, readCertificates } from './address-files';

/** What its files hold; throws an `UnusableFileError`. */
export async function identityOf({ caFile, certFile, keyFile, serverName }: Omit<ManagerAddress, 'url'>): Promise<TlsIdentity> {
  return {
    caPem: await readCertificates(caFile, 'the authority (ca)'),
    certPem: await readCertificates(certFile, 'our certificate (cert)'),
    keyPem: checkTlsKey(await readAddressFile(keyFile, ourKey), keyFile, ourKey),
    ...(serverName === undefined ? {} : { serverName }),
  };
}

const ourKey = 'our key (key)';
