import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from './story';
import type { Place } from './place';
import type { RunningConsole } from './run-console';

/** The text of the file that is saved because of what is done: downloaded, or where the system's dialog says. */
export async function savedBy({ page, electron }: RunningConsole, { folder }: Place, act: () => Promise<void>): Promise<string> {
  if (electron === null) {
    const downloading = page.waitForEvent('download');
    await act();
    return readFileSync(await (await downloading).path(), 'utf8');
  }
  const path = join(folder, `saved-${process.hrtime.bigint()}`);
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await act();
  const read = (): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  await expect.poll(read).not.toBe('');
  return read();
}
