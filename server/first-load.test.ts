import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { rendererFolder } from '../shell/places';

/** The fonts of what is written in English; others are fetched once a page has their characters. */
const fonts = /-latin-wght-normal.*\.woff2$/;
/** The screen that opens, and the land below it. */
const firstScreen = /^(network-screen|countries-)/;

/** What a console loads until its first screen can be used: what the page names, what that imports, the first screen with its land, styles and fonts. */
function firstLoad(): ReadonlyMap<string, number> {
  const folder = join(rendererFolder(), 'assets');
  const assets = readdirSync(folder);
  const sizes = new Map<string, number>();
  const page = readFileSync(join(rendererFolder(), 'index.html'));
  sizes.set('index.html', gzipSync(page).length);
  const waiting = [
    ...page.toString('utf8').matchAll(/assets\/([\w.-]+)/g),
    ...assets.filter((name) => firstScreen.test(name) || fonts.test(name)).map((name) => [name, name]),
  ].map(([, name = '']) => name);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (sizes.has(name)) continue;
    const content = readFileSync(join(folder, name));
    sizes.set(name, gzipSync(content).length);
    if (!name.endsWith('.js')) continue;
    for (const [, imported = ''] of content.toString('utf8').matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
      waiting.push(imported);
  }
  return sizes;
}

test('what is loaded before the first screen can be used is under 1.5 MB compressed', () => {
  const sizes = firstLoad();
  expect([...sizes.keys()].filter((name) => name.startsWith('network-screen')).length).toBeGreaterThanOrEqual(2);
  expect([...sizes.keys()].some((name) => /^index-.*\.js$/.test(name))).toBe(true);
  expect([...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(1_500_000);
});

test('neither terminals nor the layout of schematics are among it', () => {
  expect([...firstLoad().keys()].filter((name) => /terminal-pane|elk/.test(name))).toEqual([]);
});
