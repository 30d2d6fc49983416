import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const themes = ['dark', 'light', 'contrast'] as const;
export type Theme = (typeof themes)[number];

interface Preferences {
  readonly theme: Theme;
  /** Who acts, for the history; empty: whom the host takes him to be. */
  readonly operator: string;
  /** What screens remember: columns, filters, widths; by `screen.what`. */
  readonly kept: Readonly<Record<string, unknown>>;
  readonly setTheme: (theme: Theme) => void;
  readonly setOperator: (operator: string) => void;
  readonly keep: (key: string, value: unknown) => void;
}

/** What the operator chose, kept in this browser or on this desktop. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      theme: 'dark',
      operator: '',
      kept: {},
      setTheme: (theme) => {
        set({ theme });
      },
      setOperator: (operator) => {
        set({ operator });
      },
      keep: (key, value) => {
        set(({ kept }) => ({ kept: { ...kept, [key]: value } }));
      },
    }),
    { name: 'longlines.preferences', version: 1, partialize: ({ theme, operator, kept }) => ({ theme, operator, kept }) },
  ),
);

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
