import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { wordsOfError } from '../../core/model/words-of-error';
import type { BeginOutcome, SaveOutcome } from '../../renderer/client/native';
import { beginReplacing, type Replacing } from '../../shell/configuration/replace-file';
import type { Ask } from '../bridge';
import { plainName } from './files';

type Asked<Kind extends Ask['kind']> = Extract<Ask, { kind: Kind }>;

interface FileInPieces {
  readonly window: BrowserWindow;
  readonly path: string;
  readonly replacing: Replacing;
}

/** Files that pages write in pieces; a page that goes gives its own up. */
const files = new Map<string, FileInPieces>();
/** Of one window: more at once is no operator's doing. */
const mostFiles = 4;

export async function beginFile(window: BrowserWindow, { name }: Asked<'begin-file'>): Promise<BeginOutcome> {
  if ([...files.values()].filter((file) => file.window === window).length >= mostFiles)
    return { kind: 'failed', message: `${mostFiles} files are being written: wait for one of them, or cancel it` };
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: join(app.getPath('documents'), plainName(name)) });
  if (canceled || filePath === '') return { kind: 'cancelled' };
  try {
    const file = randomUUID();
    const replacing = beginReplacing(filePath);
    files.set(file, { window, path: filePath, replacing });
    window.once('closed', () => {
      giveUp(file);
    });
    return { kind: 'begun', file };
  } catch (error) {
    return { kind: 'failed', message: unwritten(filePath, error) };
  }
}

/** Throws, in words, where it cannot be written; then the file is given up. */
export function addToFile(window: BrowserWindow, { file, content }: Asked<'add-to-file'>): void {
  const { path, replacing } = known(window, file);
  try {
    replacing.add(content);
  } catch (error) {
    files.delete(file);
    throw new Error(unwritten(path, error), { cause: error });
  }
}

export function endFile(window: BrowserWindow, { file, isKept }: Asked<'end-file'>): SaveOutcome {
  const { path, replacing } = known(window, file);
  files.delete(file);
  if (!isKept) {
    replacing.giveUp();
    return { kind: 'cancelled' };
  }
  try {
    replacing.finish();
    return { kind: 'saved', path };
  } catch (error) {
    return { kind: 'failed', message: unwritten(path, error) };
  }
}

function known(window: BrowserWindow, file: string): FileInPieces {
  const found = files.get(file);
  if (found?.window !== window) throw new Error('this file is not being written any more: begin again');
  return found;
}

function giveUp(file: string): void {
  files.get(file)?.replacing.giveUp();
  files.delete(file);
}

const unwritten = (path: string, error: unknown): string =>
  `${path} cannot be written (${wordsOfError(error)}): choose another folder, or make room there`;
