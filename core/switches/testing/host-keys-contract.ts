import { expect, test } from 'vitest';
import type { HostKey } from '../../model/host-key';
import type { HostKeys } from '../host-keys';

const [first, second]: readonly [HostKey, HostKey] = [
  { type: 'ssh-ed25519', fingerprint: 'SHA256:GNdBzEWcJlVZcBHmlcXBeLiNvaWkIsZMMxOVIWvxZgY' },
  { type: 'ssh-rsa', fingerprint: 'SHA256:o9LbzgmsiKoRDHsKkYUqbGI3gjGZLLmGiYvfZhh9GSo' },
];

/** What every keeper of host keys does. `create` gives an empty one. */
export function hostKeysContract(create: () => Promise<HostKeys>): void {
  test('nothing is pinned for an address that was never seen', async () => {
    expect(await (await create()).pinned('ne1', 22)).toBeNull();
  });

  test('what is pinned for an address is pinned for that host and port alone', async () => {
    const keys = await create();
    expect(await keys.pin('ne1', 22, first)).toEqual(first);
    expect(await keys.pinned('ne1', 22)).toEqual(first);
    expect(await keys.pinned('ne1', 2222)).toBeNull();
    expect(await keys.pinned('ne2', 22)).toBeNull();
  });

  test('what is pinned stays: another key is answered with it', async () => {
    const keys = await create();
    await keys.pin('ne1', 22, first);
    expect(await keys.pin('ne1', 22, second)).toEqual(first);
    expect(await keys.pinned('ne1', 22)).toEqual(first);
  });

  test('of two that are pinned at once both are answered with the same one', async () => {
    const keys = await create();
    const [one, other] = await Promise.all([keys.pin('ne1', 22, first), keys.pin('ne1', 22, second)]);
    expect(one).toEqual(other);
    expect(await keys.pinned('ne1', 22)).toEqual(one);
  });
}
