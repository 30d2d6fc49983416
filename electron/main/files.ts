import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { wordsOfError } from '../../core/model/words-of-error';
import type { OpenOutcome, SaveOutcome } from '../../renderer/client/native';
import { replaceFile } from '../../shell/configuration/replace-file';
import type { Ask } from '../bridge';
import { maxOpenedBytes } from './messages';

type Asked<Kind extends Ask['kind']> = Extract<Ask, { kind: Kind }>;

/** Asks the operator where, and writes the file whole or not at all. */
export async function saveFile(window: BrowserWindow, { name, content }: Asked<'save-file'>): Promise<SaveOutcome> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: join(app.getPath('documents'), plainName(name)) });
  if (canceled || filePath === '') return { kind: 'cancelled' };
  try {
    replaceFile(filePath, content);
    return { kind: 'saved', path: filePath };
  } catch (error) {
    return { kind: 'failed', message: `${filePath} cannot be written (${wordsOfError(error)}): choose another folder, or make room there` };
  }
}

export async function openFiles(window: BrowserWindow, { filters, isMany }: Asked<'open-files'>): Promise<OpenOutcome> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    filters: filters.map(({ name, extensions }) => ({ name, extensions: [...extensions] })),
    properties: isMany ? ['openFile', 'multiSelections'] : ['openFile'],
  });
  if (canceled || filePaths.length === 0) return { kind: 'cancelled' };
  const files = [];
  let left = maxOpenedBytes;
  for (const path of filePaths) {
    try {
      const { size } = await stat(path);
      left -= size;
      if (left < 0) return { kind: 'failed', message: `${path}: more than ${maxOpenedBytes / 2 ** 20} MB at once: choose fewer files` };
      files.push({ name: basename(path), bytes: await readPlainFile(path) });
    } catch (error) {
      return { kind: 'failed', message: `${path} cannot be read (${wordsOfError(error)}): choose another file, or correct its rights` };
    }
  }
  return { kind: 'opened', files };
}

/** Not a pipe or a device, which would never end. */
async function readPlainFile(path: string): Promise<Uint8Array> {
  const file = await open(path, constants.O_RDONLY);
  try {
    if (!(await file.stat()).isFile()) throw new Error('it is no file');
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}

/** A suggestion: a name without folders, and without what some system does not take. */
export function plainName(name: string): string {
  const plain = name
    .replaceAll(/[\p{C}<>:"/\\|?*]/gu, '-')
    .replace(/^[. ]+/, '')
    .slice(0, 120);
  return plain === '' ? 'longlines' : plain;
}
