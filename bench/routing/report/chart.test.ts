import { XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { chartOf } from './chart';
import type { Line } from './lines';

const line = (peer: string, net: string, median: number): Line => ({
  ...{ job: 'J1', net, peer, median, mean: median, p95: median, n: 10, checksum: 1, ratio: null, unproved: 0, stopped: null },
});

test('the chart draws each median on one logarithmic scale, the engine apart from peers', () => {
  const chart = chartOf(
    [line('longlines', 'n1k', 1), line('lemon', 'n1k', 100), line('lemon', '<real & true>', 10), line('boost', 'n1k', NaN)],
    'a machine',
  );
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated only because it moves into a package of its own
  expect(XMLValidator.validate(chart)).toBe(true);
  expect(chart).toContain('&lt;real &amp; true>');
  expect(chart).not.toContain('boost');
  const widths = (kind: string) =>
    [...chart.matchAll(new RegExp(`class="${kind} bar".*? width="([\\d.]+)"`, 'g'))].map((match) => Number(match[1]));
  const [hundred = 0, ten = 0] = widths('peer');
  expect(ten * 2).toBeCloseTo(hundred, 0);
  expect(widths('ours')).toEqual([2]);
});
