import type { Browser, Page } from '@playwright/test';
import { framesWhile, measuredPage } from '../browser';
import { motionFigures, type Figure } from '../figures';

/** What the same would cost, were it drawn the plain way: nothing of it is judged. */
export async function peers(browser: Browser): Promise<readonly Figure[]> {
  const page = await measuredPage(browser);
  const figures = [...(await plainList(page)), ...(await plainMap(page))];
  await page.context().close();
  return figures.map((figure) => ({ ...figure, target: null }));
}

/** Every order an element, without any code of an application around it. */
async function plainList(page: Page): Promise<readonly Figure[]> {
  const load = 'peer: 100,000 rows, all of them elements';
  await page.goto('about:blank');
  const builtMs = await page.evaluate(() => {
    const begun = performance.now();
    document.body.style.cssText = 'height: 880px; overflow: auto; margin: 0; font: 12px sans-serif';
    const rows = Array.from({ length: 100_000 }, (_, at) => {
      const cells = Array.from({ length: 9 }, (_cell, column) => `<span>${column === 0 ? 'ORD-' : ''}${at * (column + 1)}</span>`);
      return `<div style="display: grid; grid-template-columns: repeat(9, 110px); height: 26px">${cells.join('')}</div>`;
    });
    document.body.innerHTML = rows.join('');
    document.body.lastElementChild?.getBoundingClientRect();
    return performance.now() - begun;
  });
  await page.mouse.move(400, 400);
  const wheel = await framesWhile(page, async () => {
    for (let turn = 0; turn < 150; turn += 1) await page.mouse.wheel(0, turn % 50 < 40 ? 400 : -600);
  });
  const filterMs = await page.evaluate(async () => {
    const begun = performance.now();
    for (const row of document.body.children as HTMLCollectionOf<HTMLElement>) row.hidden = !row.textContent.includes('77');
    for (const row of document.body.children as HTMLCollectionOf<HTMLElement>) row.style.display = row.hidden ? 'none' : 'grid';
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    return performance.now() - begun;
  });
  return [
    { load, what: 'built and laid out', value: builtMs, unit: 'ms', target: null },
    ...motionFigures(load, 'scroll by wheel', wheel, 33),
    { load, what: 'filter, one key', value: filterMs, unit: 'ms', target: null },
  ];
}

/** Every resource a path and every node a circle, moved by one transform: what a graph library's elements come to, without the library. */
async function plainMap(page: Page): Promise<readonly Figure[]> {
  const load = 'peer: 10,000 nodes, 15,000 resources, all of them SVG elements';
  await page.goto('about:blank');
  await page.evaluate(() => {
    document.body.style.margin = '0';
    const at = (index: number, across: number): number => ((index * 7_919) % across) + 20;
    const paths = Array.from({ length: 15_000 }, (_, index) => {
      const [x, y] = [at(index, 1_380), at(index * 3, 840)];
      return `<path d="M${x} ${y}l${(index % 61) - 30} ${(index % 47) - 23}" stroke="#567" fill="none"/>`;
    });
    const circles = Array.from({ length: 10_000 }, (_, index) => `<circle cx="${at(index, 1_380)}" cy="${at(index * 3, 840)}" r="2"/>`);
    document.body.innerHTML = `<svg width="1440" height="900"><g id="moved">${paths.join('')}${circles.join('')}</g></svg>`;
    let [x, from, zoom] = [0, 0, 1];
    const show = (): void => document.getElementById('moved')?.setAttribute('transform', `translate(${x} 0) scale(${zoom})`);
    addEventListener('mousemove', ({ clientX, buttons }) => {
      if (buttons !== 0) x += clientX - from;
      from = clientX;
      show();
    });
    addEventListener('wheel', ({ deltaY }) => {
      zoom *= deltaY < 0 ? 1.03 : 1 / 1.03;
      show();
    });
  });
  const pan = await framesWhile(page, async () => {
    await page.mouse.move(500, 400);
    await page.mouse.down();
    for (let step = 0; step < 60; step += 1) await page.mouse.move(500 + (step % 20) * 8, 400);
    await page.mouse.up();
  });
  const zoom = await framesWhile(page, async () => {
    for (let step = 0; step < 40; step += 1) await page.mouse.wheel(0, step % 12 < 6 ? -40 : 40);
  });
  return [...motionFigures(load, 'pan', pan, 33), ...motionFigures(load, 'zoom', zoom, 33)];
}
