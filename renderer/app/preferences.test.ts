import { afterEach, expect, test, vi } from 'vitest';

/** Windows of one browser: each hears what the others write, and not what it writes itself. */
function browser() {
  const stored = new Map<string, string>();
  const windows: EventTarget[] = [];
  return {
    stored: () => JSON.parse(stored.get('longlines.preferences') ?? 'null') as { readonly state: unknown },
    open: async () => {
      const window = new EventTarget();
      windows.push(window);
      const localStorage = {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => {
          if (stored.get(key) === value) return;
          stored.set(key, value);
          for (const other of windows) if (other !== window) other.dispatchEvent(Object.assign(new Event('storage'), { key }));
        },
        removeItem: (key: string) => void stored.delete(key),
      };
      vi.stubGlobal('window', Object.assign(window, { localStorage }));
      vi.resetModules();
      const { usePreferences, followOtherWindows } = await import('./preferences');
      followOtherWindows();
      return usePreferences;
    },
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test('who acts is the same in every window, whichever was told, and outlives what another keeps', async () => {
  const { open, stored } = browser();
  const [one, other] = [await open(), await open()];
  one.getState().setOperator('okafor');
  one.getState().setTheme('light');
  expect(other.getState()).toMatchObject({ operator: 'okafor', theme: 'light' });
  other.getState().keep('network.legend', false);
  expect(stored().state).toEqual({ theme: 'light', operator: 'okafor', kept: { 'network.legend': false } });
});

test('each window keeps its own layout while it is open, and none is overwritten', async () => {
  const { open, stored } = browser();
  const [one, other] = [await open(), await open()];
  one.getState().keep('network.layout', 'schematic');
  other.getState().keep('terminal.height', 300);
  expect(stored().state).toMatchObject({ kept: { 'network.layout': 'schematic', 'terminal.height': 300 } });
  expect([one.getState().kept, other.getState().kept]).toEqual([{ 'network.layout': 'schematic' }, { 'terminal.height': 300 }]);
  other.getState().keep('network.layout', 'map');
  one.getState().setOperator('okafor');
  expect((await open()).getState()).toMatchObject({
    operator: 'okafor',
    kept: { 'network.layout': 'map', 'terminal.height': 300 },
  });
});
