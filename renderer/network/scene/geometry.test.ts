import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipped, contains, grown, isWellSeen, lane, laneOffset, onMap, onScreen, overlap } from './geometry';
import { targetAt } from './hit-target';
import { createClutter, placeLabels } from './label-places';
import { nearestInDirection } from './nearest-site';

const screen = { left: 0, top: 0, right: 400, bottom: 300 };
const point = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) });

describe('geometry', () => {
  it('the part of a line that is on the screen is on the screen and on the line', () => {
    fc.assert(
      fc.property(point, point, (a, z) => {
        const part = clipped(a, z, screen);
        for (const end of part ?? []) {
          expect(contains(grown(screen, 1e-6), end)).toBe(true);
          expect(Math.abs((z.x - a.x) * (end.y - a.y) - (z.y - a.y) * (end.x - a.x))).toBeLessThan(1e-3);
        }
        if (contains(screen, a) || contains(screen, z)) expect(part).not.toBeNull();
      }),
    );
  });
  it('there and back is where one was', () => {
    const view = { x: 12, y: -7, zoom: 3.5, width: 1, height: 1 };
    expect(onMap(view, onScreen(view, { x: 5, y: 6 }))).toEqual({ x: 5, y: 6 });
  });
  it.each([
    ['a place on the screen', [[500, 300]], true],
    ['a place beyond its edge', [[995, 300]], false],
    [
      'what goes across',
      [
        [100, 300],
        [600, 310],
      ],
      true,
    ],
    [
      'what goes down',
      [
        [100, 100],
        [110, 400],
      ],
      true,
    ],
    [
      'what is small',
      [
        [500, 300],
        [540, 320],
      ],
      false,
    ],
    [
      'what is partly beyond',
      [
        [500, 300],
        [1400, 320],
      ],
      false,
    ],
    ['nothing', [], true],
  ] as const)('%s is well seen, or not', (_, places, isSeen) => {
    const view = { x: 0, y: 0, zoom: 1, width: 1000, height: 600 };
    expect(
      isWellSeen(
        places.map(([x, y]) => ({ x, y })),
        view,
      ),
    ).toBe(isSeen);
  });
  it('parallel lines are 3.4 pixels apart, about the middle, until they are too many', () => {
    expect([0, 1, 2].map((at) => laneOffset(at, 3))).toEqual([-3.4, 0, 3.4]);
    expect(laneOffset(29, 30) - laneOffset(0, 30)).toBeCloseTo(24);
  });
  it('a lane far from the middle begins and ends where the line does', () => {
    const path = lane({ x: 0, y: 0 }, { x: 100, y: 0 }, 10);
    expect(path[0]).toEqual({ x: 0, y: 0 });
    expect(path.at(-1)).toEqual({ x: 100, y: 0 });
    expect(path[1]?.y).toBe(10);
  });
});

describe('what is under the pointer', () => {
  const hits = {
    lineEnds: [0, 0, 100, 0, 0, 4, 100, 4],
    lineIds: ['r1', 'r2'],
    things: [{ box: { left: 40, top: -5, right: 60, bottom: 10 }, target: { kind: 'site', id: 'LON' } as const }],
  };
  it.each([
    [{ x: 50, y: 2 }, 'LON'],
    [{ x: 20, y: 1 }, 'r1'],
    [{ x: 20, y: 3 }, 'r2'],
    [{ x: 20, y: 8 }, 'r2'],
    [{ x: 20, y: 30 }, undefined],
  ])('at %o is %s', (at, id) => {
    expect(targetAt(hits, at)?.id).toBe(id);
  });
});

describe('names', () => {
  const wishes = fc.array(
    fc.record({
      at: fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 300 }) }),
      width: fc.integer({ min: 10, max: 90 }),
      priority: fc.integer({ min: 0, max: 100 }),
      isNeeded: fc.boolean(),
    }),
    { maxLength: 40 },
  );
  it('cover neither each other nor what floats over the map nor the edge', () => {
    fc.assert(
      fc.property(wishes, (all) => {
        const float = { left: 300, top: 0, right: 400, bottom: 80 };
        const clutter = createClutter(screen);
        clutter.take(float);
        const boxOf = ({ x, y }: { x: number; y: number }) => ({ left: x - 4, top: y - 4, right: x + 4, bottom: y + 4 });
        const placed = placeLabels(
          all.map(({ at, ...wish }) => ({ ...wish, text: '', height: 13, around: boxOf(at) })),
          clutter,
        );
        for (const [at, { box }] of placed.entries()) {
          expect(overlap(box, float)).toBe(false);
          expect(box.left >= 0 && box.top >= 0 && box.right <= 400 && box.bottom <= 300).toBe(true);
          for (const { box: other } of placed.slice(at + 1)) expect(overlap(box, other)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
  it('are placed by priority where there is room for one only', () => {
    const clutter = createClutter({ left: 0, top: 0, right: 60, bottom: 20 });
    const around = { left: 2, top: 6, right: 10, bottom: 14 };
    const wish = { around, width: 44, height: 13, isNeeded: true };
    const placed = placeLabels(
      [
        { ...wish, text: 'minor', priority: 1 },
        { ...wish, text: 'major', priority: 9 },
      ],
      clutter,
    );
    expect(placed.map((each) => each.wish.text)).toEqual(['major']);
  });
});

describe('arrow keys', () => {
  const places = [
    { id: 'east', x: 100, y: 5 },
    { id: 'near', x: 30, y: 80 },
    { id: 'north', x: 3, y: -60 },
  ];
  it.each([
    ['right', 'east'],
    ['up', 'north'],
    ['down', 'near'],
    ['left', undefined],
  ] as const)('%s goes to %s', (direction, id) => {
    expect(nearestInDirection({ x: 0, y: 0 }, direction, places)?.id).toBe(id);
  });
});
