import type { TlsIdentity } from '../carriers/tapi/restconf/identity';
import type { ManagerAddress } from '../contract/connecting';
import { checkTlsKey, readAddressFile, readCertificates } from './address-files';

/** What its files hold; throws an `UnusableFileError`. */
export async function identityOf({ caFile, certFile, keyFile, serverName }: Omit<ManagerAddress, 'url'>): Promise<TlsIdentity> {
  return {
    caPem: await readCertificates(caFile, 'the authority (ca)'),
    ...(await readOwn({ certFile, keyFile })),
    ...(serverName === undefined ? {} : { serverName }),
  };
}

export const readOwn = async ({
  certFile,
  keyFile,
}: Pick<ManagerAddress, 'certFile' | 'keyFile'>): Promise<Pick<TlsIdentity, 'certPem' | 'keyPem'>> => ({
  certPem: await readCertificates(certFile, 'our certificate (cert)'),
  keyPem: checkTlsKey(await readAddressFile(keyFile, ourKey), keyFile, ourKey),
});

const ourKey = 'our key (key)';
