import { ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import type { SecretKeeper, SecretKeeping } from '../../core/host/procedures/serving';
import { wires, type Ask } from '../bridge';
import { openFiles, saveFile } from './files';
import { addToFile, beginFile, endFile } from './files-in-pieces';
import { savePdf } from './save-pdf';
import { readAsk, readChannelRequest } from './messages';
import { note } from './notes';
import { faultOfSender } from './sender';
import type { Windows } from './windows';

/** Everything that a page can ask for; from nobody but the pages of our windows. */
export function answerPages(windows: Windows, openSecrets: () => Promise<SecretKeeping>): void {
  const secrets = async (): Promise<SecretKeeper> => {
    const outcome = await openSecrets();
    if (outcome.kind === 'open') return outcome.secrets;
    throw new Error(outcome.message);
  };
  const senderOf = (event: IpcMainEvent | IpcMainInvokeEvent) => {
    const sender = windows.of(event.sender);
    return { sender, fault: faultOfSender(event, sender !== null) };
  };
  ipcMain.on(wires.channel, (event, said: unknown) => {
    const { sender, fault } = senderOf(event);
    if (fault !== null || !sender) {
      note(`a message is not listened to: ${fault ?? ''}`);
      return;
    }
    const request = readChannelRequest(said);
    if (request) sender.channels.take(request);
    else note('a message of a page is none of ours, and was left');
  });
  ipcMain.handle(wires.ask, async (event, said: unknown) => {
    const { sender, fault } = senderOf(event);
    if (fault !== null || !sender) {
      note(`a question is not answered: ${fault ?? ''}`);
      throw new Error(`it is not answered: ${fault ?? ''}`);
    }
    const ask = readAsk(said);
    if (!ask) throw new Error('what the page asks for is nothing that it can have');
    return answerTo(ask, sender.window, { windows, secrets });
  });
}

interface AnswerPorts {
  readonly windows: Windows;
  readonly secrets: () => Promise<SecretKeeper>;
}

async function answerTo(ask: Ask, window: BrowserWindow, { windows, secrets }: AnswerPorts): Promise<unknown> {
  switch (ask.kind) {
    case 'save-file':
      return saveFile(window, ask);
    case 'begin-file':
      return beginFile(window, ask);
    case 'add-to-file':
      addToFile(window, ask);
      return undefined;
    case 'end-file':
      return endFile(window, ask);
    case 'save-pdf':
      return savePdf(window, ask);
    case 'open-files':
      return openFiles(window, ask);
    case 'keep-secret':
      return ask.secret === null ? (await secrets()).remove(ask.name) : (await secrets()).put(ask.name, ask.secret);
    case 'open-window':
      windows.open(ask.to, ask.network);
      return undefined;
  }
}
