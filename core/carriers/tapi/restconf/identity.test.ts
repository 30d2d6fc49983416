import { beforeAll, expect, test } from 'vitest';
import { createAuthority } from '../../../../lab/certificates';
import { faultInIdentity } from './identity';
import type { TlsIdentity } from './identity';

const dayMs = 86_400_000;
let good: TlsIdentity;
let other: TlsIdentity;
let oldAuthority: string;
beforeAll(async () => {
  const life = { notAfter: new Date(Date.now() + 100 * dayMs) };
  const [carrier, ours] = [await createAuthority('Alder CA', life), await createAuthority('Longlines CA', life)];
  const [first, second] = [await ours.issueClient(), await ours.issueClient()];
  good = { caPem: carrier.caPem, certPem: first.certPem, keyPem: first.keyPem };
  other = { caPem: carrier.caPem, certPem: second.certPem, keyPem: second.keyPem };
  oldAuthority = (await createAuthority('Old CA', { notBefore: new Date(Date.now() - 3 * dayMs), notAfter: new Date(Date.now() - dayMs) }))
    .caPem;
});

test('a good identity has no fault, with a chain or a bundle too', () => {
  expect(faultInIdentity(good, Date.now())).toBeNull();
  expect(
    faultInIdentity(
      { ...good, caPem: `# bundle\n${oldAuthority}\n${good.caPem}`, certPem: `${good.certPem}\n${other.certPem}` },
      Date.now(),
    ),
  ).toBeNull();
});

test.each([
  ['our certificate has expired', () => good, 95, 'our certificate for this link expired on'],
  ['our certificate is not valid yet', () => good, -2, 'is not valid before'],
  ['the key is another’s', () => ({ ...good, keyPem: other.keyPem }), 0, 'does not belong to our certificate'],
  ['the key is no key', () => ({ ...good, keyPem: 'secret' }), 0, 'our private key for this link cannot be read'],
  ['the certificate is no certificate', () => ({ ...good, certPem: 'x' }), 0, 'our certificate for this link cannot be read'],
  [
    'the certificate is damaged',
    () => ({ ...good, certPem: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }),
    0,
    'our certificate for this link cannot be read',
  ],
  ['the pinned authority is no certificate', () => ({ ...good, caPem: '' }), 0, 'the authority pinned for this carrier cannot be read'],
  ['the pinned authority has expired', () => ({ ...good, caPem: oldAuthority }), 0, 'the authority pinned for this carrier expired on'],
] as const)('%s', (_, identity, days, words) => {
  expect(faultInIdentity(identity(), Date.now() + days * dayMs)).toContain(words);
});
