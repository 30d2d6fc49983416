import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from './story';
import type { Place } from './place';
import type { RunningConsole } from './run-console';

/** The text of the file that is saved because of what is done: downloaded, or where the system's dialog says. */
export const savedBy = async (console: RunningConsole, place: Place, act: () => Promise<void>): Promise<string> =>
  (await savedBytesBy(console, place, act)).toString('utf8');

/** The same for what is no text. */
export async function savedBytesBy({ page, electron }: RunningConsole, { folder }: Place, act: () => Promise<void>): Promise<Buffer> {
  if (electron === null) {
    const downloading = page.waitForEvent('download');
    await act();
    return readFileSync(await (await downloading).path());
  }
  const path = join(folder, `saved-${process.hrtime.bigint()}`);
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await act();
  const read = (): Buffer => {
    try {
      return readFileSync(path);
    } catch {
      return Buffer.alloc(0);
    }
  };
  await expect.poll(() => read().length).toBeGreaterThan(0);
  return read();
}
