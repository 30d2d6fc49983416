import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acquireStoreLock } from '../../core/store/store-lock';
import { temporaryFolder } from '../../core/store/testing/temporary-folder';
import { openSession, operatorName } from './session';

test('the operator is who the environment says, else the user; an empty name is none', () => {
  expect(operatorName({ LONGLINES_OPERATOR: 'Ann' })).toBe('Ann');
  for (const environment of [{}, { LONGLINES_OPERATOR: '' }, { LONGLINES_OPERATOR: '  ' }])
    expect(operatorName(environment)).toBe(userInfo().username);
});

test('a user that the system has no name for is told by number', () => {
  const nameless = (): string => {
    throw new Error('ENOENT: no such file or directory, uv_os_get_passwd');
  };
  expect(operatorName({}, nameless)).toBe(`uid ${process.getuid?.() ?? 'unknown'}`);
});

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
