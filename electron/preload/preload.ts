import { contextBridge, ipcRenderer } from 'electron';
import type { BeginOutcome, Native, NativeAction, OpenOutcome, SaveOutcome } from '../../renderer/client/native';
import { wires, type Ask, type ChannelNotice, type ChannelRequest } from '../bridge';

/** The only way out of a window: nothing of Electron itself is handed on. */
const page = crypto.randomUUID();
let lastChannel = 0;
const request = (said: ChannelRequest): void => {
  ipcRenderer.send(wires.channel, said);
};
const ask = <Answer>(asked: Ask): Promise<Answer> => ipcRenderer.invoke(wires.ask, asked) as Promise<Answer>;

let heard: (channel: string, message: string | Uint8Array) => void = () => undefined;
let closed: (channel: string, reason: string) => void = () => undefined;
ipcRenderer.on(wires.channel, (_event, notice: ChannelNotice) => {
  if (notice.kind === 'message') heard(notice.channel, notice.message);
  else closed(notice.channel, notice.reason);
});

const early: NativeAction[] = [];
let act = (action: NativeAction): void => void early.push(action);
ipcRenderer.on(wires.action, (_event, action: NativeAction) => {
  act(action);
});

const native: Native = {
  platform: process.platform,
  openChannel(purpose, network) {
    const channel = `${page} ${++lastChannel}`;
    request({ kind: 'open', channel, purpose, network });
    return channel;
  },
  sendOn: (channel, message) => {
    request({ kind: 'message', channel, message });
  },
  closeChannel: (channel, reason) => {
    request({ kind: 'close', channel, reason });
  },
  onChannelMessage: (listener) => {
    heard = listener;
  },
  onChannelClose: (listener) => {
    closed = listener;
  },
  saveFile: ({ name, content }) => ask<SaveOutcome>({ kind: 'save-file', name, content }),
  beginFile: (name) => ask<BeginOutcome>({ kind: 'begin-file', name }),
  addToFile: (file, content) => ask<undefined>({ kind: 'add-to-file', file, content }),
  endFile: (file, isKept) => ask<SaveOutcome>({ kind: 'end-file', file, isKept }),
  savePdf: (name) => ask<SaveOutcome>({ kind: 'save-pdf', name }),
  openFiles: ({ filters, isMany }) => ask<OpenOutcome>({ kind: 'open-files', filters, isMany }),
  keepSecret: (name, secret) => ask<undefined>({ kind: 'keep-secret', name, secret }),
  openWindow: ({ to, network }) => ask<undefined>({ kind: 'open-window', to, network }),
  onAction: (listener) => {
    act = listener;
    for (const action of early.splice(0)) listener(action);
  },
};

contextBridge.exposeInMainWorld('longlines', native);
