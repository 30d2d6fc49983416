// Draws longlines.png (512×512, what electron-builder makes every other icon from) out of longlines.svg: node resources/icons/render.cjs
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { chromium } = require('@playwright/test');

async function render() {
  const { default: browser } = await import('@sparticuz/chromium');
  const executablePath = process.env.LONGLINES_CHROMIUM ?? (await browser.executablePath());
  const opened = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await opened.newPage({ viewport: { width: 512, height: 512 } });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${readFileSync(join(__dirname, 'longlines.svg'), 'utf8')}`);
    await page.screenshot({ path: join(__dirname, 'longlines.png'), omitBackground: true });
  } finally {
    await opened.close();
  }
}

render().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
