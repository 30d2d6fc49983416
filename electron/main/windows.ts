import { existsSync, readFileSync } from 'node:fs';
import { BrowserWindow, dialog, screen, type WebContents } from 'electron';
import type { NetworkKind } from '../../core/contract/channel';
import type { NativeAction } from '../../renderer/client/native';
import { replaceFile } from '../../shell/configuration/replace-file';
import { wires, type ChannelNotice } from '../bridge';
import { isConsolePage, pageOrigin } from './sender';
import { windowChannels, type WindowChannelPorts, type WindowChannels } from './window-channels';
import { toOpenAgain, windowFor } from './which-window';
import { isAddress, noMemory, parseWindowMemory, placeFor, screenOf, smallest, type Bounds, type Place } from './window-places';

export interface WindowsPorts {
  readonly preload: string;
  /** Where windows are remembered. */
  readonly memoryFile: string;
  readonly icon: string;
  readonly serve: WindowChannelPorts['serve'];
  readonly note: (text: string) => void;
}

interface OpenWindow {
  readonly window: BrowserWindow;
  readonly screen: string;
  readonly network: NetworkKind;
  /** The first one: it opens at every start. */
  readonly isMain: boolean;
  readonly channels: WindowChannels;
  /** Until its page has loaded, what it is told waits. */
  isLoaded: boolean;
  readonly early: NativeAction[];
}

/** The windows of the console: many at once, each with channels of its own, each where it was. */
export interface Windows {
  open(address: string, network: NetworkKind): BrowserWindow;
  /** Those of the last time; at least one. `address`: where the first one goes. */
  openRemembered(address: string, network: NetworkKind): void;
  /** Of the window in front. */
  networkInFront(): NetworkKind;
  /** Tells the window in front, or the first one, of `network` where that is given; opens one where there is none. */
  act(action: NativeAction, network?: NetworkKind): void;
  /** The first instance shows itself to who started another. */
  bringForward(): void;
  /** The window whose page this is; null: none of ours. */
  of(contents: WebContents): { readonly window: BrowserWindow; readonly channels: WindowChannels } | null;
  isAnyInFront(): boolean;
  /** Writes down where windows are and which are open: they end now, and open again at the next start. */
  remember(): void;
}

export function createWindows({ preload, memoryFile, icon, serve, note }: WindowsPorts): Windows {
  const windows = new Set<OpenWindow>();
  let memory = readMemory(memoryFile, note);
  let isLeaving = false;

  const keep = (): void => {
    try {
      replaceFile(memoryFile, `${JSON.stringify(memory, null, 2)}\n`);
    } catch (error) {
      note(
        `where windows are is not remembered: ${memoryFile} cannot be written (${error instanceof Error ? error.message : String(error)})`,
      );
    }
  };
  const notePlace = ({ window, screen: name }: OpenWindow): void => {
    memory = { ...memory, places: { ...memory.places, [name]: placeOf(window) } };
  };
  const noteOpen = (): void => {
    const others = toOpenAgain([...windows].filter(({ window }) => !window.isDestroyed()));
    memory = { ...memory, open: others.map(({ window }) => addressIn(window)).filter(isAddress) };
  };

  const open = (address: string, network: NetworkKind): BrowserWindow => {
    const isMain = windows.size === 0;
    const name = isMain ? 'main' : screenOf(address);
    const beside = [...windows].filter(({ screen: other }) => other === name).length;
    const place = placeFor(memory.places[name], displayAreas(), beside);
    const window = new BrowserWindow({
      ...{ x: place.x, y: place.y, width: place.width, height: place.height },
      ...{ minWidth: smallest.width, minHeight: smallest.height },
      ...{ title: 'Longlines', icon, show: false, backgroundColor, fullscreen: place.isFullScreen },
      webPreferences: {
        ...{ preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true },
        ...{ nodeIntegrationInSubFrames: false, webviewTag: false, navigateOnDragDrop: false, spellcheck: false },
        // A wall display is watched while another window has the focus.
        backgroundThrottling: false,
      },
    });
    if (place.isMaximized) window.maximize();
    const { webContents } = window;
    const post = (notice: ChannelNotice): void => {
      if (!webContents.isDestroyed()) webContents.send(wires.channel, notice);
    };
    const channels = windowChannels({ post, serve });
    const opened: OpenWindow = { window, screen: name, network, isMain, channels, isLoaded: false, early: [] };
    windows.add(opened);
    guard(webContents, note);
    window.once('ready-to-show', () => {
      window.show();
    });
    webContents.on('did-finish-load', () => {
      opened.isLoaded = true;
      for (const action of opened.early.splice(0)) webContents.send(wires.action, action);
    });
    webContents.on('did-navigate', () => {
      opened.isLoaded = false;
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      channels.closeAll('the page has ended');
      if (reason !== 'clean-exit') void offerReload(window, `The page of this window ended unexpectedly (${reason}).`);
    });
    window.on('unresponsive', () => {
      void offerReload(window, 'The page of this window does not answer.');
    });
    window.on('close', () => {
      notePlace(opened);
    });
    window.on('closed', () => {
      windows.delete(opened);
      channels.closeAll('the window was closed');
      if (!isLeaving) noteOpen();
      keep();
    });
    void webContents
      .loadURL(`${pageOrigin}/index.html${network === 'live' ? '' : `?network=${network}`}${address}`)
      .catch((error: unknown) => {
        note(`a window could not load its page: ${String(error)}`);
      });
    return window;
  };

  const inFront = (network: NetworkKind | null = null): OpenWindow | null => {
    const focused = BrowserWindow.getFocusedWindow();
    return windowFor([...windows], ({ window }) => window === focused, network);
  };

  return {
    open,
    openRemembered(address, network) {
      const others = memory.open;
      open(address, network);
      for (const other of others) open(other, 'live');
    },
    networkInFront: () => inFront()?.network ?? 'live',
    act(action, network) {
      const front = inFront(network);
      if (!front) {
        open(action.kind === 'go' ? action.to : '#/', network ?? 'live').focus();
        return;
      }
      raise(front.window);
      if (front.isLoaded) front.window.webContents.send(wires.action, action);
      else front.early.push(action);
    },
    bringForward() {
      const front = inFront();
      if (front) raise(front.window);
      else open('#/', 'live').focus();
    },
    of: (contents) => [...windows].find(({ window }) => !window.isDestroyed() && window.webContents === contents) ?? null,
    isAnyInFront: () => BrowserWindow.getFocusedWindow() !== null,
    remember() {
      isLeaving = true;
      for (const opened of windows) if (!opened.window.isDestroyed()) notePlace(opened);
      noteOpen();
      keep();
    },
  };
}

function raise(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** A page goes nowhere but to itself, opens nothing, and takes in no other page. */
function guard(contents: WebContents, note: (text: string) => void): void {
  const refuse = (event: { preventDefault(): void; readonly url: string }): void => {
    // Loading itself again is no going elsewhere.
    if (isConsolePage(event.url)) return;
    event.preventDefault();
    note(`a page was kept from going to ${event.url.slice(0, 200)}`);
  };
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    note(`a page was kept from opening ${url.slice(0, 200)}`);
    return { action: 'deny' };
  });
}

async function offerReload(window: BrowserWindow, what: string): Promise<void> {
  if (window.isDestroyed()) return;
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: what,
    detail: 'The host goes on: nothing that was asked of it is lost. Load the page again to see it.',
    buttons: ['Load again', 'Wait', 'Close the window'],
    defaultId: 0,
    cancelId: 1,
  });
  if (window.isDestroyed() || response === 1) return;
  if (response === 0) window.webContents.reload();
  else window.destroy();
}

/** `--ll-surface-0` of the dark theme, so that nothing flashes white before the page is there. */
const backgroundColor = '#0d1013';

function placeOf(window: BrowserWindow): Place {
  const { x, y, width, height } = window.getNormalBounds();
  return { x, y, width, height, isMaximized: window.isMaximized(), isFullScreen: window.isFullScreen() };
}

function addressIn(window: BrowserWindow): string {
  const url = window.webContents.getURL();
  const hash = url.indexOf('#');
  return hash === -1 ? '#/' : url.slice(hash);
}

function displayAreas(): [Bounds, ...Bounds[]] {
  const first = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== first.id);
  return [first.workArea, ...others.map(({ workArea }) => workArea)];
}

function readMemory(file: string, note: (text: string) => void) {
  if (!existsSync(file)) return noMemory;
  try {
    const memory = parseWindowMemory(readFileSync(file, 'utf8'));
    if (memory) return memory;
    note(`${file} is not what this version keeps of windows: they open as usual`);
  } catch (error) {
    note(`${file} cannot be read (${error instanceof Error ? error.message : String(error)}): windows open as usual`);
  }
  return noMemory;
}
