import { expect, test } from 'vitest';
import { isAddress, parseWindowMemory, placeFor, screenOf, type Bounds, type Place } from './window-places';

const laptop: Bounds = { x: 0, y: 24, width: 1920, height: 1056 };
const wall: Bounds = { x: 1920, y: 0, width: 3840, height: 2160 };
const at = (x: number, y: number, width: number, height: number): Place => ({
  ...{ x, y, width, height },
  ...{ isMaximized: false, isFullScreen: false },
});

test('a window comes back where it was', () => {
  expect(placeFor(at(2000, 100, 1600, 1000), [laptop, wall], 0)).toEqual(at(2000, 100, 1600, 1000));
  expect(placeFor({ ...at(0, 24, 1920, 1056), isMaximized: true }, [laptop], 0).isMaximized).toBe(true);
});

test('a window whose display has gone, or that nobody could reach, opens in the middle of the first one', () => {
  const middle = at(240, 102, 1440, 900);
  expect(placeFor(undefined, [laptop, wall], 0)).toEqual(middle);
  expect(placeFor(at(2000, 100, 1600, 1000), [laptop], 0)).toEqual(middle);
  expect(placeFor(at(1900, 100, 1600, 1000), [laptop], 0)).toEqual(middle);
  expect(placeFor(at(100, -900, 1600, 1000), [laptop], 0)).toEqual(middle);
  expect(placeFor(at(100, 1079, 1600, 1000), [laptop], 0)).toEqual(middle);
});

test('a window is no larger than its display, no smaller than it can be used, and wholly on it', () => {
  expect(placeFor(at(-200, 0, 3000, 2000), [laptop], 0)).toEqual(at(0, 24, 1920, 1056));
  expect(placeFor(at(1700, 900, 200, 100), [laptop], 0)).toEqual(at(960, 480, 960, 600));
  const tiny: Bounds = { x: 0, y: 0, width: 800, height: 480 };
  expect(placeFor(at(0, 0, 1440, 900), [tiny], 0)).toEqual(at(0, 0, 800, 480));
  expect(placeFor(undefined, [tiny], 0)).toEqual(at(0, 0, 800, 480));
});

test('a second window of a screen does not cover the first', () => {
  expect(placeFor(at(100, 100, 1440, 900), [laptop], 1)).toEqual(at(132, 132, 1440, 900));
  expect(placeFor(undefined, [laptop], 2)).toEqual(at(304, 166, 1440, 900));
});

test.each([
  ['no JSON', '{'],
  ['another version', '{"version":2,"places":{},"open":[]}'],
  ['a place that is none', '{"version":1,"places":{"main":{"x":"left"}},"open":[]}'],
  ['a window that is not ours', '{"version":1,"places":{},"open":["https://example.org/"]}'],
  ['null', 'null'],
])('what was kept is not used: %s', (_what, text) => {
  expect(parseWindowMemory(text)).toBeNull();
});

test('what was kept is read', () => {
  const memory = { version: 1, places: { main: at(0, 24, 1440, 900) }, open: ['#/orders?state=active'] };
  expect(parseWindowMemory(JSON.stringify(memory))).toEqual(memory);
});

test.each([
  ['#/orders/ORD-7?tab=history', true],
  ['#/', true],
  ['#orders', false],
  ['orders', false],
  ['#/orders#x', false],
  ['https://example.org/#/orders', false],
  ['#/a b', false],
  [7, false],
])('an address: %s', (text, isOne) => {
  expect(isAddress(text)).toBe(isOne);
});

test('a window is remembered by its screen', () => {
  expect(['#/orders/ORD-7', '#/', '#/network?site=NYC', ''].map(screenOf)).toEqual(['orders', 'main', 'network', 'main']);
});
