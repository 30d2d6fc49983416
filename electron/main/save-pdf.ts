import type { BrowserWindow } from 'electron';
import { wordsOfError } from '../../core/model/words-of-error';
import type { SaveOutcome } from '../../renderer/client/native';
import type { Ask } from '../bridge';
import { saveFile } from './files';

/** The window's page as it would be printed: its size, its margins and what stands in them are the page's own. */
export async function savePdf(window: BrowserWindow, { name }: Extract<Ask, { kind: 'save-pdf' }>): Promise<SaveOutcome> {
  let content: Uint8Array;
  try {
    content = await window.webContents.printToPDF({ printBackground: true, preferCSSPageSize: true });
  } catch (error) {
    return { kind: 'failed', message: `the page cannot be made a PDF (${wordsOfError(error)}): print it instead` };
  }
  return saveFile(window, { kind: 'save-file', name, content });
}
