import { EventEmitter } from 'node:events';
import type { App } from './app';
import type { Browser, RequestRule } from './browser';
import { createMenus } from './menu';
import { strict } from './strict';
import { createUtilityProcesses } from './utility-process';
import { BrowserWindow, type WebContents } from './window';

/** What `require('electron')` gives in the main process: as much as our shell uses. */
export function electronModule(app: App, browser: Browser): object {
  class Window extends BrowserWindow {
    constructor(options: ConstructorParameters<typeof BrowserWindow>[1]) {
      super(browser, options);
    }
    static getAllWindows = browser.all;
    static getFocusedWindow = browser.focused;
    static fromWebContents = (contents: WebContents | null) => contents?.window ?? null;
  }
  return strict('electron', {
    app: strict('app', app),
    BrowserWindow: strict('BrowserWindow', Window),
    ipcMain: strict('ipcMain', browser.ipc),
    Menu: createMenus(() => {
      app.quit();
    }),
    Notification: class extends EventEmitter {
      readonly title: string;
      readonly body: string;
      constructor({ title, body }: { readonly title: string; readonly body: string }) {
        super();
        this.title = title;
        this.body = body;
      }
      show(): void {
        process.stderr.write(`notification: ${this.title}: ${this.body}\n`);
      }
    },
    dialog: strict('dialog', {
      // Nobody is there who could choose: as if the operator gave up. A test puts its own in their place.
      showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
      showSaveDialog: async () => ({ canceled: true, filePath: '' }),
      showMessageBox: async (...given: readonly { readonly cancelId?: number; readonly message?: string; readonly detail?: string }[]) => {
        const options = given.at(-1);
        process.stderr.write(`dialog: ${options?.message ?? ''}: ${options?.detail ?? ''}\n`);
        return { response: options?.cancelId ?? 0, checkboxChecked: false };
      },
      showErrorBox: (title: string, content: string) => process.stderr.write(`error box: ${title}: ${content}\n`),
    }),
    protocol: strict('protocol', {
      registerSchemesAsPrivileged: () => undefined,
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
        browser.schemes.handle(scheme, handler);
      },
    }),
    // As on a Linux without a key store: a key that everybody knows.
    safeStorage: strict('safeStorage', { getSelectedStorageBackend: () => 'basic_text' }),
    screen: strict('screen', { getPrimaryDisplay: () => display, getAllDisplays: () => [display] }),
    session: strict('session', {
      defaultSession: Object.assign(new EventEmitter(), {
        // Chromium's own rules hold here: headless, it grants nothing.
        setPermissionRequestHandler: () => undefined,
        setPermissionCheckHandler: () => undefined,
        setDevicePermissionHandler: () => undefined,
        setSpellCheckerEnabled: () => undefined,
        webRequest: {
          onBeforeRequest: (rule: RequestRule) => {
            browser.setRule(rule);
          },
        },
      }),
    }),
    shell: strict('shell', { openPath: async () => '' }),
    utilityProcess: strict('utilityProcess', createUtilityProcesses()),
    webContents: strict('webContents', {
      fromDevToolsTargetId: (id: string) => browser.all().find(({ target }) => target === id)?.webContents,
    }),
  });
}

const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
