import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { stoppable } from './app';
import type { Browser } from './browser';
import { createClone } from './clone';
import { createBridge, names, runPreload, type Delivered, type PageInfo, type Posted } from './page-side';
import { missing } from './strict';

interface WindowOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly fullscreen?: boolean;
  readonly webPreferences: {
    readonly preload: string;
    readonly sandbox: boolean;
    readonly contextIsolation: boolean;
    readonly nodeIntegration: boolean;
    readonly webSecurity: boolean;
  };
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Paused {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: { readonly url: string; readonly method: string; readonly headers: Record<string, string> };
}

const { encode, decode } = createClone();

/** The page in a window, as the main process knows it. */
export class WebContents extends EventEmitter {
  readonly id: number;
  readonly window: BrowserWindow;
  private openHandler: (details: { readonly url: string }) => { readonly action: string } = () => ({ action: 'allow' });
  private readonly browser: Browser;
  /** The preload's world in the document that is loaded now. */
  world: number | null = null;
  frame = '';
  address = 'about:blank';
  /** What the app itself loads is no page's going elsewhere. */
  isExpected = false;

  constructor(window: BrowserWindow, browser: Browser) {
    super();
    this.window = window;
    this.browser = browser;
    this.id = window.id;
  }

  isDestroyed = (): boolean => this.window.isDestroyed();
  getURL = (): string => this.browser.schemes.fromPage(this.address);
  setWindowOpenHandler(handler: typeof this.openHandler): void {
    this.openHandler = handler;
  }
  mayOpen = (url: string): boolean => this.openHandler({ url }).action !== 'deny';

  send(wire: string, ...values: unknown[]): void {
    this.deliver({ wire, values });
  }

  deliver(delivered: Delivered): void {
    if (this.world === null || this.isDestroyed()) return;
    const say = {
      functionDeclaration: 'text => globalThis.__standin_deliver(text)',
      arguments: [{ value: encode(delivered) }],
      executionContextId: this.world,
      silent: true,
    };
    // A page that goes meanwhile hears nothing, as with Electron.
    void this.window.tell('Runtime.callFunctionOn', say).catch(() => undefined);
  }

  async loadURL(url: string): Promise<void> {
    await this.window.isUp;
    this.isExpected = true;
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve));
    const { errorText } = await this.window.tell<{ errorText?: string }>('Page.navigate', { url: this.browser.schemes.toPage(url) });
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
    await loaded;
  }

  reload(): void {
    this.isExpected = true;
    void this.window.tell('Page.reload');
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const { result } = await this.window.tell<{ result: { value: unknown } }>('Runtime.evaluate', {
      expression: code,
      returnByValue: true,
    });
    return result.value;
  }

  async printToPDF(options: { readonly printBackground: boolean; readonly preferCSSPageSize: boolean }): Promise<Buffer> {
    const { data } = await this.window.tell<{ data: string }>('Page.printToPDF', options);
    return Buffer.from(data, 'base64');
  }

  close(): void {
    this.window.close();
  }
}

/** A window, and its page in Chromium. */
export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  readonly isUp: Promise<void>;
  target = '';
  private readonly browser: Browser;
  private readonly options: WindowOptions;
  private session = '';
  private bounds: Rectangle;
  private isGone = false;
  private isLarge = false;
  private readonly isFull: boolean;

  constructor(browser: Browser, options: WindowOptions) {
    super();
    this.browser = browser;
    this.options = options;
    this.id = browser.add(this);
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width, height: options.height };
    this.isFull = options.fullscreen ?? false;
    this.webContents = new WebContents(this, browser);
    this.isUp = this.start();
    this.isUp.catch((error: unknown) => {
      if (!this.isGone) browser.fail(error);
    });
  }

  /** To its page in Chromium. */
  tell<Answer = unknown>(method: string, params: object = {}): Promise<Answer> {
    return this.browser.chromium().send<Answer>(method, params, this.session);
  }

  private async start(): Promise<void> {
    await this.browser.isUp;
    const chromium = this.browser.chromium();
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, preload } = this.options.webPreferences;
    if (!sandbox || !contextIsolation || nodeIntegration || !webSecurity) missing('a page that is not sandboxed');
    const { width, height } = this.bounds;
    const { targetId } = await chromium.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    this.target = targetId;
    const { sessionId } = await chromium.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    this.session = sessionId;
    this.listen();
    const { frameTree } = await this.tell<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree');
    this.webContents.frame = frameTree.frame.id;
    await Promise.all([
      this.tell('Page.enable'),
      this.tell('Runtime.enable'),
      this.tell('Runtime.addBinding', { name: names.call, executionContextName: names.world }),
      this.tell('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    ]);
    const info: PageInfo = { platform: process.platform, source: readFileSync(preload, 'utf8') };
    const inTop = (source: string): string => `if (window.top === window) { ${source} }`;
    await this.tell('Page.addScriptToEvaluateOnNewDocument', {
      source: inTop(`(${createBridge.toString()})('${names.main}', '${names.preload}');`),
    });
    await this.tell('Page.addScriptToEvaluateOnNewDocument', {
      worldName: names.world,
      source: inTop(
        `(${runPreload.toString()})((${createClone.toString()})(), (${createBridge.toString()})('${names.preload}', '${names.main}'), ${JSON.stringify(info)});`,
      ),
    });
  }

  private listen(): void {
    const contents = this.webContents;
    const on = (method: string, listener: (params: never) => void): void => {
      this.browser.chromium().on(this.session, method, listener);
    };
    on('Runtime.executionContextCreated', ({ context }: { context: { id: number; name: string; auxData?: { frameId?: string } } }) => {
      if (context.name === names.world && context.auxData?.frameId === contents.frame) contents.world = context.id;
    });
    on('Page.frameNavigated', ({ frame }: { frame: { parentId?: string; url: string; urlFragment?: string } }) => {
      if (frame.parentId !== undefined) return;
      contents.address = frame.url + (frame.urlFragment ?? '');
      contents.emit('did-navigate', {}, contents.getURL());
    });
    on('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
      if (frameId === contents.frame) contents.address = url;
    });
    on('Page.loadEventFired', () => {
      if (contents.address === 'about:blank') return;
      contents.emit('did-finish-load', {});
      this.emit('ready-to-show', {});
    });
    on('Inspector.targetCrashed', () => contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    on('Runtime.bindingCalled', ({ name, payload }: { name: string; payload: string }) => {
      if (name === names.call) void this.hear(decode(payload) as Posted);
    });
    on('Page.windowOpen', ({ url }: { url: string }) => {
      // Chromium is started so that it opens none.
      if (contents.mayOpen(this.browser.schemes.fromPage(url))) missing('a window that a page opens');
    });
    on('Fetch.requestPaused', (paused: Paused) => void this.answer(paused));
  }

  /** A message of the page, to whoever listens in the main process. */
  private async hear({ id, wire, values }: Posted): Promise<void> {
    const contents = this.webContents;
    const event = { sender: contents, senderFrame: { url: contents.getURL(), parent: null } };
    if (id === undefined) {
      this.browser.ipc.emit(wire, event, ...values);
      return;
    }
    try {
      contents.deliver({ id, ok: true, value: await this.browser.ipc.invoke(wire, event, values) });
    } catch (error) {
      const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      contents.deliver({ id, ok: false, message: `Error invoking remote method '${wire}': ${words}` });
    }
  }

  /** What the page is about to load: ours is served, elsewhere is gone to only where the app does not mind. */
  private async answer({ requestId, frameId, resourceType, request }: Paused): Promise<void> {
    const { schemes } = this.browser;
    const url = schemes.fromPage(request.url);
    const reply = (method: string, params: object): Promise<unknown> => this.tell(method, { requestId, ...params }).catch(() => undefined);
    if (resourceType === 'Document' && frameId === this.webContents.frame) {
      const isExpected = this.webContents.isExpected;
      this.webContents.isExpected = false;
      const going = stoppable({ url });
      if (!isExpected) this.webContents.emit('will-navigate', going, url);
      if (going.isStopped()) {
        await reply('Fetch.failRequest', { errorReason: 'Aborted' });
        return;
      }
    }
    const handler = schemes.handlerOf(url);
    if (!handler) {
      const isCancelled = await this.browser.isCancelled(url);
      await (isCancelled ? reply('Fetch.failRequest', { errorReason: 'BlockedByClient' }) : reply('Fetch.continueRequest', {}));
      return;
    }
    const response = await handler(new Request(url, { method: request.method, headers: request.headers }));
    await reply('Fetch.fulfillRequest', {
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }

  /** Its page has gone, or goes now. */
  gone(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.browser.remove(this);
    this.emit('closed');
    this.webContents.emit('destroyed');
    this.browser.closed();
  }

  close(): void {
    const closing = stoppable({});
    this.emit('close', closing);
    if (!closing.isStopped()) this.destroy();
  }

  destroy(): void {
    const { target } = this;
    this.gone();
    if (target !== '')
      void this.browser
        .chromium()
        .send('Target.closeTarget', { targetId: target })
        .catch(() => undefined);
  }

  isDestroyed = (): boolean => this.isGone;
  getNormalBounds = (): Rectangle => this.bounds;
  setBounds(bounds: Rectangle): void {
    this.bounds = bounds;
  }
  maximize(): void {
    this.isLarge = true;
  }
  isMaximized = (): boolean => this.isLarge;
  isFullScreen = (): boolean => this.isFull;
  isMinimized = (): boolean => false;
  show = (): void => {
    this.browser.focus(this);
  };
  focus = (): void => {
    this.browser.focus(this);
  };
  blur = (): void => {
    this.browser.focus(null);
  };
  isFocused = (): boolean => this.browser.focused() === this;
}
