import type { BrowserWindow } from 'electron';
import { wordsOfError } from '../../core/model/words-of-error';
import type { SaveOutcome } from '../../renderer/client/native';
import type { Ask } from '../bridge';
import { saveFile } from './files';

/** The window's page as it would be printed, on A4, with a line at the foot of each page. */
export async function savePdf(window: BrowserWindow, { name, footer }: Extract<Ask, { kind: 'save-pdf' }>): Promise<SaveOutcome> {
  let content: Uint8Array;
  try {
    content = await window.webContents.printToPDF({
      pageSize: 'A4',
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: `<div style="font: 7px sans-serif; width: 100%; margin: 0 12mm; display: flex; justify-content: space-between"><span>${escaped(footer)}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`,
      // Inches.
      margins: { top: 0.5, bottom: 0.6, left: 0.5, right: 0.5 },
    });
  } catch (error) {
    return { kind: 'failed', message: `the page cannot be made a PDF (${wordsOfError(error)}): print it instead` };
  }
  return saveFile(window, { kind: 'save-file', name, content });
}

/** What the page says is text there, whatever it looks like. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
