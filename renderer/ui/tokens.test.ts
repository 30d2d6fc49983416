import { describe, expect, test } from 'vitest';
import css from './tokens.css?raw';

type Triple = readonly [number, number, number];
type Rows = readonly [Triple, Triple, Triple];

/** Linear light of `--ll-<name>` in a theme. */
function light(theme: string, name: string): Triple {
  const block = css.slice(css.indexOf(`:root[data-theme='${theme}']`));
  const [, hex = ''] = new RegExp(`--ll-${name}: #([0-9a-f]{6});`).exec(block) ?? [];
  const part = (at: number): number => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [part(0), part(2), part(4)];
}

const times = (rows: Rows, [r, g, b]: Triple): Triple => {
  const [one, two, three] = rows.map(([x, y, z]) => x * r + y * g + z * b);
  return [one ?? 0, two ?? 0, three ?? 0];
};

/** Björn Ottosson, A perceptual color space for image processing (2020). */
function oklab(linear: Triple): Triple {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    linear,
  );
  const [l, m, s] = cones.map(Math.cbrt);
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [l ?? 0, m ?? 0, s ?? 0],
  );
}

/** As who lacks one kind of cones sees it: Machado, Oliveira, Fernandes (2009), severity 1. */
const visions: Readonly<Record<string, Rows>> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const seenBy = (vision: string, linear: Triple): Triple => {
  const rows = visions[vision];
  if (!rows) return oklab(linear);
  const [r, g, b] = times(rows, linear).map((part) => Math.min(1, Math.max(0, part)));
  return oklab([r ?? 0, g ?? 0, b ?? 0]);
};

const accents = [1, 2, 3, 4, 5].map((number) => `carrier-${number}`);
const severities = ['critical', 'major', 'minor', 'warning', 'cleared'].map((severity) => `${severity}-fg`);
const distance = (one: Triple, other: Triple): number => Math.hypot(...one.map((part, at) => part - (other[at] ?? 0)));
const luminance = ([r, g, b]: Triple): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

describe.each(['dark', 'light', 'contrast'])('in the theme %s', (theme) => {
  test.each([
    ['everybody', 0.2],
    ['protan', 0.125],
    ['deutan', 0.125],
    ['tritan', 0.125],
  ])('any two carriers’ accents are far apart for %s', (vision, least) => {
    const seen = accents.map((name) => seenBy(vision, light(theme, name)));
    for (const [at, one] of seen.entries())
      for (const [further, other] of seen.slice(at + 1).entries())
        expect(distance(one, other), `${accents[at] ?? ''} and ${accents[at + 1 + further] ?? ''}`).toBeGreaterThan(least);
  });

  test('no accent is taken for a severity, and each is seen on every ground', () => {
    for (const name of accents) {
      const own = light(theme, name);
      for (const severity of severities)
        expect(distance(oklab(own), oklab(light(theme, severity))), `${name} and ${severity}`).toBeGreaterThan(0.1);
      for (const ground of ['surface-0', 'surface-1', 'surface-2', 'map-land']) {
        const [dim = 0, bright = 0] = [luminance(own), luminance(light(theme, ground))].sort((one, other) => one - other);
        expect((bright + 0.05) / (dim + 0.05), `${name} on ${ground}`).toBeGreaterThan(3);
      }
    }
  });
});
