import { dirname, join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, session, shell as desktop, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import type { Channel, NetworkKind, Purpose } from '../../core/contract/channel';
import { systemClock } from '../../core/host/system-clock';
import { readConfiguration } from '../../shell/configuration/configuration';
import { openChannel } from '../../shell/open-channel';
import { startNetwork, type RunningNetwork } from '../../shell/start-network';
import { version } from '../../shell/version';
import { wires, type Ask } from '../bridge';
import { servePages } from './app-protocol';
import { deepLinkAmong, deepLinkScheme, readDeepLink } from './deep-links';
import { endInOrder } from './end-in-order';
import { openFiles, saveFile } from './files';
import { menuTemplate } from './menu';
import { readAsk, readChannelRequest } from './messages';
import { notifyOfImpairments } from './notify-of-impairments';
import { faultOfSender } from './sender';
import { ruleSession } from './session-rules';
import { createWindows, type Windows } from './windows';

export interface DesktopStart {
  /** Where the built programs are: `desktop/`, `renderer/` and `main/`. */
  readonly programs: string;
  /** A deep link that it was started with. */
  readonly link: string | undefined;
}

const patienceMs = 10_000;

/** Runs the console on this desktop: the host in this process, and its windows. To be called before the app is ready, by the first instance. */
export function runDesktop({ programs, link }: DesktopStart): void {
  const ending = new AbortController();
  const started = new Map<NetworkKind, RunningNetwork>();
  let starting: Promise<void> = Promise.resolve();
  let windows: Windows | null = null;
  let early = link;
  let isEnded = false;

  const follow = (address: string): void => {
    const outcome = readDeepLink(address);
    if (outcome.kind === 'address') windows?.act({ kind: 'go', to: outcome.to });
    else warn(outcome.message);
  };

  const serve = (channel: Channel, purpose: Purpose, kind: NetworkKind): void => {
    // A window is sooner there than the host.
    starting
      .then(() => openChannel({ get: (which) => started.get(which) ?? null }, { purpose, kind }, channel, ending.signal))
      .catch((error: unknown) => {
        note(`a channel ended: ${wordsOf(error)}`);
        channel.close(wordsOf(error));
      });
  };

  const end = (): Promise<void> =>
    endInOrder({
      steps: [
        () => windows?.remember(),
        () => {
          ending.abort(new Error('the console is ending'));
        },
        () => starting.catch(() => undefined),
        ...(['practice', 'live'] as const).map((kind) => () => started.get(kind)?.close()),
      ],
      patienceMs,
      after: (delayMs, work) => systemClock.after(delayMs, work),
      ask: askToWait,
      failed: (error) => {
        note(`not everything ended in order: ${wordsOf(error)}`);
      },
    }).then((outcome) => {
      if (outcome === 'left') note('ended at once; what was under way is taken up at the next start');
      isEnded = true;
      app.quit();
    });

  let isEnding = false;
  app.on('before-quit', (event) => {
    if (isEnded) return;
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    void end();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) windows?.open('#/', 'live');
  });
  app.on('second-instance', (_event, words) => {
    windows?.bringForward();
    const given = deepLinkAmong(words);
    if (given !== undefined) follow(given);
  });
  // macOS gives links so, perhaps before the app is ready.
  app.on('open-url', (event, address) => {
    event.preventDefault();
    if (windows) follow(address);
    else early = address;
  });

  const startHost = async (): Promise<void> => {
    const configuration = readConfiguration({
      environment: process.env,
      ...(app.commandLine.hasSwitch('config') && { config: app.commandLine.getSwitchValue('config') }),
    });
    const network = await startNetwork({ kind: 'live', configuration, note });
    started.set('live', network);
    network.resumed.catch((error: unknown) => {
      note(`what was under way could not be taken up: ${wordsOf(error)}`);
    });
  };

  void app.whenReady().then(() => {
    ruleSession(session.defaultSession);
    servePages(join(programs, 'renderer'));
    if (app.isPackaged) app.setAsDefaultProtocolClient(deepLinkScheme);
    const opened = createWindows({
      preload: join(programs, 'desktop', 'preload.cjs'),
      memoryFile: join(app.getPath('userData'), 'windows.json'),
      icon: join(programs, '..', 'resources', 'icons', 'longlines.png'),
      ...{ serve, note },
    });
    windows = opened;
    listenToPages(opened);
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(menuPorts(opened, started))));
    starting = startHost();
    starting.then(
      () => {
        const leave = notifyOfImpairments({ windows: opened, serve });
        ending.signal.addEventListener('abort', leave, { once: true });
      },
      (error: unknown) => {
        dialog.showErrorBox('Longlines cannot start', wordsOf(error));
        isEnded = true;
        app.exit(1);
      },
    );
    const first = early === undefined ? null : readDeepLink(early);
    opened.openRemembered(first?.kind === 'address' ? first.to : '#/', app.commandLine.hasSwitch('practice') ? 'practice' : 'live');
    if (first?.kind === 'refused') warn(first.message);
  });
}

/** Everything that a page can ask for; from nobody but the pages of our windows. */
function listenToPages(windows: Windows): void {
  const senderOf = (event: IpcMainEvent | IpcMainInvokeEvent) => {
    const channels = windows.channelsOf(event.sender);
    return { channels, fault: faultOfSender(event, channels !== null) };
  };
  ipcMain.on(wires.channel, (event, said: unknown) => {
    const { channels, fault } = senderOf(event);
    if (fault !== null || !channels) {
      note(`a message is not listened to: ${fault ?? ''}`);
      return;
    }
    const request = readChannelRequest(said);
    if (request) channels.take(request);
    else note('a message of a page is none of ours, and was left');
  });
  ipcMain.handle(wires.ask, async (event, said: unknown) => {
    const { fault } = senderOf(event);
    if (fault !== null) {
      note(`a question is not answered: ${fault}`);
      throw new Error(`it is not answered: ${fault}`);
    }
    const ask = readAsk(said);
    const window = BrowserWindow.fromWebContents(event.sender);
    if (!ask || !window) throw new Error('what the page asks for is nothing that it can have');
    return answerTo(ask, window, windows);
  });
}

async function answerTo(ask: Ask, window: BrowserWindow, windows: Windows): Promise<unknown> {
  switch (ask.kind) {
    case 'save-file':
      return saveFile(window, ask);
    case 'open-files':
      return openFiles(window, ask);
    case 'open-window':
      windows.open(ask.to, ask.network);
      return undefined;
  }
}

const menuPorts = (windows: Windows, started: ReadonlyMap<NetworkKind, RunningNetwork>) => ({
  platform: process.platform,
  isPackaged: app.isPackaged,
  act: windows.act,
  openWindow: (address: string) => void windows.open(address, windows.networkInFront()),
  openFolder: (what: 'configuration' | 'data') => {
    const configuration = started.get('live')?.configuration;
    if (!configuration) return;
    void desktop.openPath(dirname(what === 'data' ? configuration.store : configuration.file)).then((fault) => {
      if (fault !== '') warn(`${dirname(configuration.file)} cannot be shown: ${fault}`);
    });
  },
  about: () => {
    const store = started.get('live')?.configuration.store ?? 'not open';
    void dialog.showMessageBox({
      message: `Longlines ${version}`,
      detail: `Store ${store}\nElectron ${process.versions.electron}, Chromium ${process.versions['chrome'] ?? 'unknown'}, Node ${process.versions.node}\nApache License 2.0`,
      buttons: ['OK'],
    });
  },
});

async function askToWait(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Longlines has not ended yet',
    detail: `After ${patienceMs / 1000} s the host still waits for a carrier or a switch to answer. What is under way is kept and taken up at the next start, whichever you choose.`,
    buttons: ['Wait', 'End now'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 0;
}

function warn(message: string): void {
  note(message);
  void dialog.showMessageBox({ type: 'warning', message: 'Longlines', detail: message, buttons: ['OK'] });
}

function note(text: string): void {
  process.stderr.write(`longlines: ${text}\n`);
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
