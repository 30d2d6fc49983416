import type { ElectronApplication, Page, WebSocketRoute } from '@playwright/test';
import type { RunningConsole } from './run-console';

/** Between a window and its host, in the hands of a story. */
export interface Link {
  /** It breaks off, and none can be had, until `mend`. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** The next message of the host comes as something that no host says. */
  garbleOne(): Promise<void>;
}

/** No version of the contract has it. */
const garbage = '{"watch":"many","seq":-1,"rows":"?"}';

/** Puts itself between them; the window's page is loaded anew for it where that is needed. */
export const takeLink = ({ page, electron }: RunningConsole): Promise<Link> => (electron === null ? proxyOf(page) : tapOf(electron));

/** A proxy in the place of the browser's WebSocket. */
async function proxyOf(page: Page): Promise<Link> {
  const open = new Set<WebSocketRoute>();
  let [isCut, isGarbling] = [false, false];
  await page.routeWebSocket(/\/console\?/, (route) => {
    if (isCut) {
      void route.close({ code: 1001, reason: 'the line is cut' });
      return;
    }
    open.add(route);
    const host = route.connectToServer();
    host.onMessage((message) => {
      route.send(isGarbling ? garbage : message);
      isGarbling = false;
    });
  });
  await page.reload();
  return {
    async cut() {
      isCut = true;
      await Promise.all([...open].map((route) => route.close({ code: 1001, reason: 'the line is cut' })));
      open.clear();
    },
    async mend() {
      isCut = false;
    },
    async garbleOne() {
      isGarbling = true;
    },
  };
}

interface Tap {
  isCut: boolean;
  isGarbling: boolean;
  cut: () => void;
}

/** On the wire between the window and the main process. */
async function tapOf(electron: ElectronApplication): Promise<Link> {
  await electron.evaluate(({ BrowserWindow, ipcMain }, said) => {
    interface Notice {
      readonly kind: string;
      readonly channel: string;
      readonly message?: unknown;
    }
    const wire = 'longlines:channel';
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) throw new Error('there is no window');
    const send = contents.send.bind(contents);
    const reason = 'the line is cut';
    const open = new Set<string>();
    const tap: Tap = {
      isCut: false,
      isGarbling: false,
      cut() {
        tap.isCut = true;
        for (const channel of open) send(wire, { kind: 'close', channel, reason });
        open.clear();
      },
    };
    contents.send = (to: string, notice: Notice) => {
      if (to !== wire || notice.kind !== 'message') {
        send(to, notice);
        return;
      }
      if (tap.isCut) return;
      open.add(notice.channel);
      send(to, tap.isGarbling ? { ...notice, message: said } : notice);
      tap.isGarbling = false;
    };
    const listeners = ipcMain.listeners(wire) as ((event: unknown, request: Notice) => void)[];
    ipcMain.removeAllListeners(wire);
    ipcMain.on(wire, (event, request: Notice) => {
      if (!tap.isCut) for (const listener of listeners) listener(event, request);
      else if (request.kind === 'open') send(wire, { kind: 'close', channel: request.channel, reason });
    });
    (globalThis as unknown as { storyTap: Tap }).storyTap = tap;
  }, garbage);
  const change = (what: 'cut' | 'mend' | 'garble'): Promise<void> =>
    electron.evaluate((_electron, how) => {
      const { storyTap } = globalThis as unknown as { storyTap: Tap };
      if (how === 'cut') storyTap.cut();
      else if (how === 'mend') storyTap.isCut = false;
      else storyTap.isGarbling = true;
    }, what);
  return { cut: () => change('cut'), mend: () => change('mend'), garbleOne: () => change('garble') };
}
