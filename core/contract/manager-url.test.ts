import { expect, test } from 'vitest';
import { managerUrl } from './inputs';

test.each(['https://ann:hunter2@tapi.alder.example', 'https://ann@tapi.alder.example:8443', 'https://:hunter2@tapi.alder.example'])(
  'an address with a name or password is refused, and the answer does not repeat it: %s',
  (url) => {
    const { error } = managerUrl.safeParse(url);
    expect(error?.issues.map(({ message }) => message)).toEqual([expect.stringMatching(/bears no name and password/)]);
    expect(JSON.stringify(error?.issues)).not.toContain('hunter2');
  },
);

test('other addresses are what they were', () => {
  expect(managerUrl.safeParse('https://tapi.alder.example:8443').success).toBe(true);
  expect(managerUrl.safeParse('http://tapi.alder.example').success).toBe(false);
  expect(managerUrl.safeParse('no address').error?.issues).toHaveLength(1);
});
