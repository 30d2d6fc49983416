import { describe, expect, test } from 'vitest';
import type { HostKey } from '../model/host-key';
import { changedKeyText, judgeHostKey } from './host-keys';
import { hostKeysContract } from './testing/host-keys-contract';
import { hostKeysInMemory } from './testing/ssh-peer';

describe('host keys in memory', () => {
  hostKeysContract(async () => hostKeysInMemory());
});

describe('a host key', () => {
  const right: HostKey = { type: 'ssh-ed25519', fingerprint: 'SHA256:right' };
  const question = { host: 'ne1', port: 22, key: right };
  const never = (): Promise<boolean> => Promise.reject(new Error('was asked'));

  test('that is pinned is right without a question', async () => {
    const keys = hostKeysInMemory();
    await keys.pin('ne1', 22, right);
    expect(await judgeHostKey(keys, question, never)).toEqual({ kind: 'right' });
  });

  test('that is not the pinned one has changed, whatever would be answered', async () => {
    for (const pinned of [
      { ...right, fingerprint: 'SHA256:other' },
      { ...right, type: 'ssh-rsa' },
    ]) {
      const keys = hostKeysInMemory();
      await keys.pin('ne1', 22, pinned);
      expect(await judgeHostKey(keys, question, never)).toEqual({ kind: 'changed', pinned });
    }
  });

  test('that is seen for the first time is pinned by a yes alone', async () => {
    const keys = hostKeysInMemory();
    expect(await judgeHostKey(keys, question, async () => false)).toEqual({ kind: 'declined' });
    expect(await keys.pinned('ne1', 22)).toBeNull();
    expect(await judgeHostKey(keys, question, async () => true)).toEqual({ kind: 'right' });
    expect(await keys.pinned('ne1', 22)).toEqual(right);
  });

  test('that changed is told with both fingerprints, the address, and what to do', () => {
    const text = changedKeyText('2001:db8::1', 22, { ...right, fingerprint: 'SHA256:was' }, { type: 'ssh-rsa', fingerprint: 'SHA256:is' });
    for (const part of [
      '[2001:db8::1]:22',
      'ssh-ed25519 SHA256:was',
      'ssh-rsa SHA256:is',
      'Nothing was sent',
      'Ask whoever runs the switch',
    ]) {
      expect(text).toContain(part);
    }
  });
});
