import { expect, test } from 'vitest';
import { OnceAsked } from './store-after';

test('work that failed is begun again by who waits for it next, and not once it is done', async () => {
  let begun = 0;
  const work = new OnceAsked(async () => {
    begun += 1;
    await Promise.resolve();
    if (begun === 1) throw new Error('the disk is full');
  });
  const waiting = [work.until(), work.until()];
  for (const each of waiting) await expect(each).rejects.toThrow('the disk is full');
  expect(begun).toBe(1);
  await work.until();
  expect(begun).toBe(2);
  expect(work.until()).toBeNull();
});
