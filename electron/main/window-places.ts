import { z } from 'zod';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a window was, by the screen that it showed. */
const placeSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
  isMaximized: z.boolean(),
  isFullScreen: z.boolean(),
});
export type Place = z.infer<typeof placeSchema>;

const addressSchema = z
  .string()
  .max(1_000)
  .regex(/^#\/[^#\s]*$/);

const memorySchema = z.object({
  version: z.literal(1),
  places: z.record(z.string().max(40), placeSchema),
  /** Addresses of the windows beside the first, to be opened again. */
  open: z.array(addressSchema).max(20),
});
export type WindowMemory = z.infer<typeof memorySchema>;

export const noMemory: WindowMemory = { version: 1, places: {}, open: [] };

/** What was kept of windows; null: it cannot be used (damaged, or of another version). */
export function parseWindowMemory(text: string): WindowMemory | null {
  try {
    return memorySchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Of the console's own: `#/orders/ORD-7?tab=history`. */
export const isAddress = (text: unknown): text is string => addressSchema.safeParse(text).success;

/** `main` for the first window; the others by the screen that they were opened for. */
export const screenOf = (address: string): string => /^#\/([a-z-]{1,30})/.exec(address)?.[1] ?? 'main';

export const smallest = { width: 960, height: 600 } as const;
const usual = { width: 1440, height: 900 } as const;
const cascadePx = 32;
/** As much of a title bar has to be within reach of the pointer. */
const reachPx = { width: 120, height: 32 } as const;

/**
 * Where to put a window: where it was, if a display is still there, and no larger than that display; else on the first one, as usual. `beside`: so many
 * windows of that screen are open, and each is moved on a little.
 */
export function placeFor(kept: Place | undefined, displays: readonly [Bounds, ...Bounds[]], beside: number): Place {
  const home = kept && displays.find((area) => isReachable(kept, area));
  if (!home) return { ...centred(displays[0], usual, beside), isMaximized: false, isFullScreen: false };
  const width = within(kept.width, smallest.width, home.width);
  const height = within(kept.height, smallest.height, home.height);
  const shift = beside * cascadePx;
  return {
    x: within(kept.x + shift, home.x, home.x + home.width - width),
    y: within(kept.y + shift, home.y, home.y + home.height - height),
    width,
    height,
    isMaximized: kept.isMaximized,
    isFullScreen: kept.isFullScreen,
  };
}

function isReachable(window: Bounds, area: Bounds): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return across >= reachPx.width && window.y >= area.y - reachPx.height && window.y <= area.y + area.height - reachPx.height;
}

function centred(area: Bounds, size: { readonly width: number; readonly height: number }, beside: number): Bounds {
  const [width, height] = [Math.min(size.width, area.width), Math.min(size.height, area.height)];
  const shift = beside * cascadePx;
  return {
    x: within(Math.round(area.x + (area.width - width) / 2) + shift, area.x, area.x + area.width - width),
    y: within(Math.round(area.y + (area.height - height) / 2) + shift, area.y, area.y + area.height - height),
    width,
    height,
  };
}

/** `most` counts where the two contradict each other: a display may be smaller than the smallest window. */
const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
