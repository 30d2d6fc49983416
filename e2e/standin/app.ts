import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { missing } from './strict';

/** An event that whoever hears it can hold up. */
export function stoppable<Details extends object>(
  details: Details,
): Details & { preventDefault(): void; readonly isStopped: () => boolean } {
  let isStopped = false;
  return {
    ...details,
    preventDefault: () => {
      isStopped = true;
    },
    isStopped: () => isStopped,
  };
}

export interface AppPorts {
  readonly words: readonly string[];
  /** Closes every window without asking. */
  readonly destroyWindows: () => void;
  /** Ends the process and its browser. */
  readonly exit: (code: number) => void;
}

/** Electron's `app`, as far as our shell uses it. */
export class App extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine;
  private readonly ports: AppPorts;
  private readonly paths = new Map<string, string>();
  private ready: (event: unknown) => void = () => undefined;
  private readonly isReadyNow: Promise<unknown>;
  private isQuitting = false;
  private lock: FSWatcher | null = null;

  constructor(ports: AppPorts) {
    super();
    this.ports = ports;
    this.isReadyNow = new Promise((resolve) => {
      this.ready = resolve;
    });
    const switches = new Map<string, string>();
    const given = (name: string): string | undefined => ports.words.find((word) => word === `--${name}` || word.startsWith(`--${name}=`));
    this.commandLine = {
      appendSwitch: (name: string, value = '') => void switches.set(name, value),
      hasSwitch: (name: string) => switches.has(name) || given(name) !== undefined,
      getSwitchValue: (name: string) => given(name)?.slice(name.length + 3) ?? switches.get(name) ?? '',
    };
  }

  whenReady = (): Promise<unknown> => this.isReadyNow;
  isReady = (): boolean => missing('app.isReady before a test asks for it');
  setName = (): void => undefined;
  enableSandbox = (): void => undefined;

  becomeReady(): void {
    this.ready({});
    this.emit('ready', {});
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  getPath(name: string): string {
    const path = this.paths.get(name);
    if (path !== undefined) return path;
    return name === 'documents' ? homedir() : missing(`app.getPath('${name}')`);
  }

  /** The first one keeps its process' number in a file of its folder; a later one leaves its words there for it. */
  requestSingleInstanceLock(): boolean {
    const folder = join(this.getPath('userData'), 'instances');
    mkdirSync(folder, { recursive: true });
    const first = join(folder, 'first');
    if (existsSync(first) && isAlive(Number(readFileSync(first, 'utf8')))) {
      writeFileSync(join(folder, `${process.pid}.partial.json`), JSON.stringify(this.ports.words));
      return false;
    }
    writeFileSync(first, String(process.pid));
    this.lock = watch(folder, (_kind, name) => {
      const file = join(folder, name ?? '');
      if (!name?.endsWith('.json') || !existsSync(file)) return;
      const text = readFileSync(file, 'utf8');
      // Not written to its end yet: it is told of again.
      if (text === '') return;
      rmSync(file);
      this.emit('second-instance', {}, ['electron', ...(JSON.parse(text) as string[])], process.cwd(), undefined);
    });
    return true;
  }

  quit(): void {
    if (this.isQuitting) return;
    const before = stoppable({});
    this.emit('before-quit', before);
    if (before.isStopped()) return;
    this.isQuitting = true;
    this.ports.destroyWindows();
    this.emit('will-quit', stoppable({}));
    this.emit('quit', {}, 0);
    this.exit(0);
  }

  exit(code = 0): void {
    this.lock?.close();
    this.ports.exit(code);
  }

  /** A window has gone. */
  lastWindowClosed(): void {
    if (this.isQuitting) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
