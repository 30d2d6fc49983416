import { expect, test } from 'vitest';
import type { IdentifierRange } from '../model/identifier-range';
import { settleRequest } from './settle-request';

const asked: IdentifierRange = { first: 132, last: 163 };

test.each<[string, readonly IdentifierRange[], ReturnType<typeof settleRequest>]>([
  ['all of it', [asked], { isWhole: true, lastVci: 163, missing: [] }],
  [
    'all of it in two parts',
    [
      { first: 140, last: 163 },
      { first: 132, last: 139 },
    ],
    { isWhole: true, lastVci: 163, missing: [] },
  ],
  ['more than it', [{ first: 100, last: 200 }], { isWhole: true, lastVci: 163, missing: [] }],
  ['nothing', [], { isWhole: false, lastVci: 131, missing: [asked] }],
  ['only what lies below', [{ first: 100, last: 131 }], { isWhole: false, lastVci: 131, missing: [asked] }],
  ['its beginning', [{ first: 132, last: 139 }], { isWhole: false, lastVci: 139, missing: [{ first: 140, last: 163 }] }],
  ['all but its beginning', [{ first: 133, last: 163 }], { isWhole: false, lastVci: 131, missing: [{ first: 132, last: 132 }] }],
  [
    'all but one in the middle',
    [
      { first: 132, last: 139 },
      { first: 141, last: 163 },
    ],
    { isWhole: false, lastVci: 139, missing: [{ first: 140, last: 140 }] },
  ],
])('V10: where the switch holds %s, a request is settled by it', (_, held, settlement) => {
  expect(settleRequest(asked, held)).toEqual(settlement);
});
