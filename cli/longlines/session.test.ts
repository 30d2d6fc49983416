import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acquireStoreLock } from '../../core/store/store-lock';
import { temporaryFolder } from '../../core/store/testing/temporary-folder';
import { openSession } from './session';

test('a store that is in use by what cannot be found: where it was looked for, and where else a host may listen', async () => {
  const store = join(temporaryFolder(), 'longlines.db');
  const lock = await acquireStoreLock(store);
  try {
    await expect(openSession({ store, timeoutMs: 100, needsHost: false, mayCreate: true })).rejects.toMatchObject({
      code: 'store-unusable',
      message: expect.stringMatching(/does not answer at .*\.sock.*another XDG_RUNTIME_DIR/) as string,
    });
  } finally {
    await lock.release();
  }
});
