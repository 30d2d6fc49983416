import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beforeNextPicture } from './before-next-picture';

const asked = new Map<number, () => void>();

/** The window draws, if it is to be seen. */
const draw = (): void => {
  for (const [picture, work] of [...asked]) {
    asked.delete(picture);
    work();
  }
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let last = 0;
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => {
    asked.set(++last, work);
    return last;
  });
  vi.stubGlobal('cancelAnimationFrame', (picture: number) => void asked.delete(picture));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  asked.clear();
});

test('a window that is hidden after it was asked does the work all the same, once', () => {
  const work = vi.fn();
  beforeNextPicture(work);
  vi.advanceTimersByTime(300);
  expect(work).toHaveBeenCalledTimes(1);
  // Shown again, it draws.
  draw();
  expect(work).toHaveBeenCalledTimes(1);
});

test('a window that is to be seen does it with the next picture, once', () => {
  const work = vi.fn();
  beforeNextPicture(work);
  draw();
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(300);
  expect(work).toHaveBeenCalledTimes(1);
});
