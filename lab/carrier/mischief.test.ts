import { expect, test } from 'vitest';
import { Mischief } from './mischief';

function sent(prepare: (mischief: Mischief) => void, count: number, after: (mischief: Mischief) => void = () => undefined): string {
  const mischief = new Mischief();
  const arrived: number[] = [];
  prepare(mischief);
  for (let index = 1; index <= count; index += 1) mischief.send(() => arrived.push(index));
  after(mischief);
  return arrived.join(' ');
}

test.each([
  ['nothing is changed', () => undefined, '1 2 3 4'],
  [
    'the next two are lost',
    (mischief: Mischief) => {
      mischief.lose(2);
    },
    '3 4',
  ],
  [
    'the next two come twice',
    (mischief: Mischief) => {
      mischief.duplicate(2);
    },
    '1 1 2 2 3 4',
  ],
  [
    'the next three come last first',
    (mischief: Mischief) => {
      mischief.reorder(3);
    },
    '3 2 1 4',
  ],
] as const)('%s', (_, prepare, arrived) => {
  expect(sent(prepare, 4)).toBe(arrived);
});

test('what is still held when it stops is sent in order', () => {
  const stop = (mischief: Mischief) => {
    mischief.stop();
  };
  expect(
    sent((mischief) => {
      mischief.reorder(3);
    }, 2),
  ).toBe('');
  expect(
    sent(
      (mischief) => {
        mischief.reorder(3);
      },
      2,
      stop,
    ),
  ).toBe('1 2');
});
