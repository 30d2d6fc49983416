import type { ColourToken } from '../scene/scene';

/** What a canvas paints with: the theme's tokens as colours. */
export interface Palette {
  readonly colour: (token: ColourToken | MapToken) => string;
  readonly font: string;
  /** How much of what recedes is left. */
  readonly recede: number;
}

type MapToken =
  'map-sea' | 'map-land' | 'map-coast' | 'map-border' | 'map-grid' | 'surface-1' | 'surface-2' | 'border-2' | 'critical-on' | 'accent-text';

/** Of the theme that stands at the root now; colours are looked up once each. */
export function readPalette(root: HTMLElement): Palette {
  const style = getComputedStyle(root);
  const known = new Map<string, string>();
  const read = (name: string): string => {
    let value = known.get(name);
    if (value === undefined) known.set(name, (value = style.getPropertyValue(`--ll-${name}`).trim()));
    return value;
  };
  const theme = root.dataset['theme'];
  return { colour: read, font: read('font'), recede: theme === 'contrast' ? 0.75 : theme === 'light' ? 0.5 : 0.42 };
}

/** Tells when the theme changes, until the answer is called. */
export function watchTheme(root: HTMLElement, listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(root, { attributes: true, attributeFilter: ['data-theme', 'data-mantine-color-scheme'] });
  return () => {
    observer.disconnect();
  };
}
