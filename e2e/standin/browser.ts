import { EventEmitter } from 'node:events';
import { Schemes } from './addresses';
import type { Chromium } from './chromium';

type Handler = (event: unknown, ...values: unknown[]) => unknown;

/** `ipcMain`. */
export class Ipc extends EventEmitter {
  private readonly handlers = new Map<string, Handler>();

  handle(wire: string, handler: Handler): void {
    if (this.handlers.has(wire)) throw new Error(`Attempted to register a second handler for '${wire}'`);
    this.handlers.set(wire, handler);
  }

  async invoke(wire: string, event: unknown, values: readonly unknown[]): Promise<unknown> {
    const handler = this.handlers.get(wire);
    if (!handler) throw new Error(`No handler registered for '${wire}'`);
    return handler(event, ...values);
  }
}

export type RequestRule = (details: { readonly url: string }, answer: (outcome: { readonly cancel?: boolean }) => void) => void;

/** A window, as far as its browser knows it. */
export interface PageWindow {
  /** Of Chromium; empty until its page is there. */
  readonly target: string;
  readonly webContents: object;
  gone(): void;
}

/** All that the windows share. */
export class Browser {
  readonly ipc = new Ipc();
  readonly schemes = new Schemes();
  readonly isUp: Promise<void>;
  private up: () => void = () => undefined;
  private running: Chromium | null = null;
  private readonly windows: PageWindow[] = [];
  private inFront: PageWindow | null = null;
  private lastId = 0;
  private rule: RequestRule = (_details, answer) => {
    answer({});
  };
  private readonly lastWindowClosed: () => void;
  readonly fail: (error: unknown) => void;

  constructor(lastWindowClosed: () => void, fail: (error: unknown) => void) {
    this.lastWindowClosed = lastWindowClosed;
    this.fail = fail;
    this.isUp = new Promise((resolve) => {
      this.up = resolve;
    });
  }

  async connect(chromium: Chromium): Promise<void> {
    this.running = chromium;
    chromium.on(null, 'Target.targetDestroyed', ({ targetId }: { targetId: string }) => {
      this.windows.find(({ target }) => target === targetId)?.gone();
    });
    await chromium.send('Target.setDiscoverTargets', { discover: true });
    this.up();
  }

  chromium(): Chromium {
    if (!this.running) throw new Error('Chromium is not up yet');
    return this.running;
  }

  setRule(rule: RequestRule): void {
    this.rule = rule;
  }
  isCancelled = (url: string): Promise<boolean> =>
    new Promise((resolve) => {
      this.rule({ url }, ({ cancel = false }) => {
        resolve(cancel);
      });
    });

  add(window: PageWindow): number {
    this.windows.push(window);
    this.lastId += 1;
    return this.lastId;
  }
  remove(window: PageWindow): void {
    this.windows.splice(this.windows.indexOf(window), 1);
    if (this.inFront === window) this.inFront = this.windows.at(-1) ?? null;
  }
  closed(): void {
    if (this.windows.length === 0) this.lastWindowClosed();
  }
  all = (): readonly PageWindow[] => [...this.windows];
  focus(window: PageWindow | null): void {
    this.inFront = window;
  }
  focused = (): PageWindow | null => this.inFront;
}
