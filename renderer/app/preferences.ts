import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const themes = ['dark', 'light', 'contrast'] as const;
export type Theme = (typeof themes)[number];

interface Chosen {
  readonly theme: Theme;
  /** Who acts, for the history; empty: whom the host takes him to be. */
  readonly operator: string;
  /** What screens remember: columns, filters, widths; by `screen.what`. */
  readonly kept: Readonly<Record<string, unknown>>;
}

interface Preferences extends Chosen {
  /** What screens of other windows had kept since this one opened: not shown here, and not overwritten either. Null: nothing was read yet. */
  readonly elsewhere: Chosen['kept'] | null;
  readonly setTheme: (theme: Theme) => void;
  readonly setOperator: (operator: string) => void;
  readonly keep: (key: string, value: unknown) => void;
}

const storeName = 'longlines.preferences';

/** What the operator chose, kept in this browser or on this desktop. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      theme: 'dark',
      operator: '',
      kept: {},
      elsewhere: null,
      setTheme: (theme) => {
        set({ theme });
      },
      setOperator: (operator) => {
        set({ operator });
      },
      keep: (key, value) => {
        set(({ kept, elsewhere }) => ({ kept: { ...kept, [key]: value }, elsewhere: { ...elsewhere, [key]: value } }));
      },
    }),
    {
      name: storeName,
      version: 1,
      partialize: ({ theme, operator, kept, elsewhere }): Chosen => ({ theme, operator, kept: { ...kept, ...elsewhere } }),
      merge: (stored, now) => {
        const chosen = stored as Chosen | undefined;
        if (!chosen) return { ...now, elsewhere: {} };
        // Who acts and how it looks is the same everywhere; how a window is laid out is its own for as long as it is open.
        return { ...now, ...chosen, kept: now.elsewhere === null ? chosen.kept : now.kept, elsewhere: chosen.kept };
      },
    },
  ),
);

/** Takes over what is chosen in other windows of this browser or desktop. The result ends it. */
export function followOtherWindows(): () => void {
  const follow = ({ key }: StorageEvent): void => {
    if (key === storeName) void usePreferences.persist.rehydrate();
  };
  window.addEventListener('storage', follow);
  return () => {
    window.removeEventListener('storage', follow);
  };
}

/**
 * One thing that a screen remembers. `isValid` tells whether what was kept, perhaps by another version, is still of use; otherwise `initial` counts.
 */
export function useKept<Value>(key: string, initial: Value, isValid: (value: unknown) => value is Value): [Value, (value: Value) => void] {
  const kept = usePreferences((preferences) => preferences.kept[key]);
  const keep = usePreferences((preferences) => preferences.keep);
  return [
    isValid(kept) ? kept : initial,
    (value) => {
      keep(key, value);
    },
  ];
}
