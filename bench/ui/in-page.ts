/** What is measured inside the page; put there before the console is loaded, and asked through `window.bench`. */
export interface PageBench {
  /** Milliseconds from each frame to the next, and of tasks that held the page up, since it was last asked. */
  take(): { readonly frames: readonly number[]; readonly longTasks: readonly number[] };
  /** Of the page, milliseconds after it was opened: when the map was painted for the first time, and when it had sites to point at. */
  readonly seen: { map: number | null; sites: number | null };
  readonly terminal: TerminalTap;
  /** Of each key in the filter, milliseconds until the rows that it leaves were drawn. */
  readonly filterTimes: number[];
}

/** What a terminal's channel brought, and what the console said to have shown. */
export interface TerminalTap {
  bytes: number;
  shown: number;
  /** Most that had come and was not shown yet. */
  mostUnshown: number;
  /** Lines of the flood that came in their order, each after the one before. */
  linesInOrder: number;
  linesOutOfOrder: number;
}

declare global {
  interface Window {
    bench: PageBench;
  }
}

/** Runs in the page: it has nothing but what is in it. */
export function measureInPage(): void {
  let frames: number[] = [];
  let longTasks: number[] = [];
  let lastMs = performance.now();
  const frame = (): void => {
    const now = performance.now();
    frames.push(now - lastMs);
    lastMs = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });

  const seen: PageBench['seen'] = { map: null, sites: null };
  const look = (): void => {
    // The last two canvases of the map are the network's; the one that is painted is shown.
    const canvases = [...document.querySelectorAll<HTMLCanvasElement>('[aria-hidden="true"] > canvas')].slice(-2);
    if (seen.map === null && canvases.some(({ style }) => style.visibility === 'visible')) seen.map = performance.now();
    if (seen.sites === null && document.querySelector('.react-flow__node-site')) seen.sites = performance.now();
    if (seen.map === null || seen.sites === null) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  const terminal: TerminalTap = { bytes: 0, shown: 0, mostUnshown: 0, linesInOrder: 0, linesOutOfOrder: 0 };
  let next = 1;
  let number = 0;
  /** In the line: digits so far; -1: it is no line of the flood. */
  let digits = 0;
  const readLines = (bytes: Uint8Array): void => {
    for (const byte of bytes) {
      if (byte === 10) {
        number = 0;
        digits = 0;
      } else if (digits >= 0 && digits < 10) {
        if (byte >= 48 && byte <= 57) {
          number = number * 10 + byte - 48;
          digits += 1;
        } else digits = -1;
      } else if (digits === 10) {
        digits = -1;
        if (byte !== 32) continue;
        if (number === next) terminal.linesInOrder += 1;
        else terminal.linesOutOfOrder += 1;
        next = number + 1;
      }
    }
  };
  const Original = window.WebSocket;
  window.WebSocket = class extends Original {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      if (!String(url).includes('/terminal')) return;
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (!(data instanceof ArrayBuffer)) return;
        terminal.bytes += data.byteLength;
        terminal.mostUnshown = Math.max(terminal.mostUnshown, terminal.bytes - terminal.shown);
        readLines(new Uint8Array(data));
      });
    }
    override send(data: string | Blob | BufferSource): void {
      if (typeof data === 'string' && data.startsWith('{"shown":'))
        terminal.shown += (JSON.parse(data) as { readonly shown: number }).shown;
      super.send(data);
    }
  };
  window.bench = {
    seen,
    filterTimes: [],
    terminal,
    take() {
      const taken = { frames, longTasks };
      frames = [];
      longTasks = [];
      return taken;
    },
  };
}

/** Runs in the page: the rows of a topic as the console's own client has them, by way of what React keeps of its components. */
export function rowsInPage(topic: string): readonly unknown[] {
  interface Fiber {
    readonly child: Fiber | null;
    readonly sibling: Fiber | null;
    readonly memoizedProps: { readonly value?: unknown } | null;
  }
  const root = document.getElementById('root');
  const key = Object.keys(root ?? {}).find((name) => name.startsWith('__reactContainer$'));
  const first = (root as unknown as Record<string, Fiber> | null)?.[key ?? ''];
  interface Client {
    snapshot(topic: string): { readonly rows: ReadonlyMap<string, unknown> };
  }
  const isClient = (value: unknown): value is Client =>
    typeof value === 'object' && value !== null && 'snapshot' in value && 'changedSince' in value;
  const waiting: (Fiber | null | undefined)[] = [first];
  while (waiting.length > 0) {
    const fiber = waiting.pop();
    if (!fiber) continue;
    const value = fiber.memoizedProps?.value;
    if (isClient(value)) return [...value.snapshot(topic).rows.values()];
    waiting.push(fiber.sibling, fiber.child);
  }
  throw new Error('the console has no client');
}
