import { userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { operatorName } from './surroundings';

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
