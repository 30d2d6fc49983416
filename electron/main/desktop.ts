import { dirname, join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, session, shell as desktop } from 'electron';
import type { Channel, NetworkKind, Purpose } from '../../core/contract/channel';
import { ownUser } from '../../core/contract/roles';
import { systemClock } from '../../core/host/system-clock';
import { wordsOfError } from '../../core/model/words-of-error';
import { readConfiguration, type Configuration } from '../../shell/configuration/configuration';
import { openChannel } from '../../shell/open-channel';
import { operatorName } from '../../shell/surroundings';
import { startNetworks, type ConsoleNetworks } from '../../shell/start-networks';
import { answerPages } from './answer-pages';
import { servePages } from './app-protocol';
import { deepLinkAmong, deepLinkScheme, readDeepLink } from './deep-links';
import { desktopSecrets } from './desktop-secrets';
import { askToWait, tellAbout, warn } from './dialogs';
import { endInOrder } from './end-in-order';
import { launchLabAsUtility } from './lab-processes';
import { menuTemplate, type MenuPorts } from './menu';
import { keepNotes, note } from './notes';
import { notifyOfImpairments } from './notify-of-impairments';
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
  keepNotes(join(app.getPath('userData'), 'notes.log'));
  const ending = new AbortController();
  let networks: ConsoleNetworks | null = null;
  let starting: Promise<void> = Promise.resolve();
  let windows: Windows | null = null;
  let early = link;
  let isEnded = false;
  const practises = app.commandLine.hasSwitch('practice');

  const secrets = desktopSecrets(join(app.getPath('userData'), 'secrets.json'), process.env);

  const follow = (address: string): void => {
    const outcome = readDeepLink(address);
    if (outcome.kind === 'address') windows?.act({ kind: 'go', to: outcome.to }, 'live');
    else warn(outcome.message);
  };

  const serve = (channel: Channel, purpose: Purpose, kind: NetworkKind): void => {
    // A window is sooner there than the host.
    starting
      .then(() =>
        openChannel(
          { get: (which) => networks?.get(which) ?? null },
          { purpose, kind },
          channel,
          ownUser(operatorName(process.env)),
          ending.signal,
        ),
      )
      .catch((error: unknown) => {
        note(`a channel ended: ${wordsOfError(error)}`);
        channel.close(wordsOfError(error));
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
        () => networks?.close(),
      ],
      patienceMs,
      after: (delayMs, work) => systemClock.after(delayMs, work),
      ask: () => askToWait(patienceMs),
      failed: (error) => {
        note(`not everything ended in order: ${wordsOfError(error)}`);
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
    networks = await startNetworks({
      configuration,
      environment: process.env,
      note,
      secrets,
      launchLab: launchLabAsUtility(join(programs, 'main')),
    });
    const { live, practice } = networks;
    live.resumed.catch((error: unknown) => {
      note(`what was under way could not be taken up: ${wordsOfError(error)}`);
    });
    if (!practises) return;
    // Its window is there meanwhile, and says how far it is.
    void practice.start(false, ({ text }) => {
      note(`practice: ${text}`);
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
    answerPages(opened, secrets);
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(menuPorts(opened, () => networks?.live.configuration ?? null))));
    starting = startHost();
    starting.then(
      () => {
        const leave = notifyOfImpairments({ windows: opened, serve });
        ending.signal.addEventListener('abort', leave, { once: true });
      },
      (error: unknown) => {
        note(`Longlines cannot start: ${wordsOfError(error)}`);
        dialog.showErrorBox('Longlines cannot start', wordsOfError(error));
        isEnded = true;
        app.exit(1);
      },
    );
    const first = early === undefined ? null : readDeepLink(early);
    const isLink = first?.kind === 'address';
    opened.openRemembered(isLink && !practises ? first.to : '#/', practises ? 'practice' : 'live');
    // A link is of the live network, whatever the first window shows.
    if (isLink && practises) opened.act({ kind: 'go', to: first.to }, 'live');
    if (first?.kind === 'refused') warn(first.message);
  });
}

const menuPorts = (windows: Windows, configuration: () => Configuration | null): MenuPorts => ({
  platform: process.platform,
  isPackaged: app.isPackaged,
  act: (action) => {
    windows.act(action);
  },
  openWindow: (address) => void windows.open(address, windows.networkInFront()),
  openFolder: (what) => {
    const known = configuration();
    if (!known) return;
    const folder = dirname(what === 'data' ? known.store : known.file);
    void desktop.openPath(folder).then((fault) => {
      if (fault !== '') warn(`${folder} cannot be shown: ${fault}`);
    });
  },
  about: () => {
    tellAbout(configuration()?.store ?? 'not open');
  },
});
