import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAuthority } from '../../lab/certificates';
import { temporaryFolder } from '../store/testing/temporary-folder';
import { checkTlsKey, readAddressFile, readCertificates, readSecret } from './address-files';

const folder = temporaryFolder();
const fileOf = (name: string, text: string, mode = 0o600): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
};
const broken = '-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n';

test('a file that cannot be used is told by its name, its field and the remedy', async () => {
  const nowhere = join(folder, 'none.pem');
  await expect(readAddressFile(nowhere, 'the authority (ca)')).rejects.toThrow(
    `the authority (ca) ${nowhere} cannot be read: there is no such file; correct its name`,
  );
  await expect(readAddressFile(folder, 'the authority (ca)')).rejects.toThrow(/it is a folder; name the file/);
  for (const text of ['nonsense', '', broken]) {
    const file = fileOf('broken.pem', text);
    await expect(readCertificates(file, 'the authority (ca)')).rejects.toThrow(`the authority (ca) ${file} is no certificate in PEM`);
    expect(() => checkTlsKey(text, file, 'our key (key)')).toThrow(`our key (key) ${file} is no private key in PEM`);
  }
  await expect(readSecret(fileOf('open', 'secret', 0o644), 'its password file (passwordFile)')).rejects.toThrow(
    /\(passwordFile\) .*its mode is 644/,
  );
});

test('what can be used is read as it is', async () => {
  const { caPem, ...authority } = await createAuthority('Switches');
  const { keyPem } = await authority.issueClient();
  expect(await readCertificates(fileOf('ca.pem', caPem), 'the authority (ca)')).toBe(caPem);
  expect(checkTlsKey(await readSecret(fileOf('key.pem', keyPem), 'our key (key)'), 'key.pem', 'our key (key)')).toBe(keyPem);
});
