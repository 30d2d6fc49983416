import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { program, projectFolder } from './machine';

/** Once for all stories: the browser that comes with npm is unpacked, and what they run has to be built. */
export default async function setUp(): Promise<void> {
  // Workers are started with this environment.
  process.env['LONGLINES_CHROMIUM'] ??= await chromium.executablePath();
  const missing = [program('longlines'), program('lab'), program('electron-standin'), `${projectFolder}/out/renderer/index.html`].filter(
    (file) => !existsSync(file),
  );
  if (missing.length > 0) throw new Error(`${missing.join(', ')}: not built; run "npm run build" first`);
}
