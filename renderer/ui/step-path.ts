/** A value that holds from `atMs` until the next point; null: unknown, a gap in the line. */
export interface StepPoint {
  readonly atMs: number;
  readonly ns: number | null;
}

export interface StepScale {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lowNs: number;
  readonly highNs: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export const xOf = (atMs: number, { fromMs, toMs, width }: StepScale): number =>
  toMs <= fromMs ? 0 : Math.min(width, Math.max(0, ((atMs - fromMs) / (toMs - fromMs)) * width));

/** The lowest at the bottom. */
export const yOf = (ns: number, { lowNs, highNs, height }: StepScale): number =>
  highNs <= lowNs ? height / 2 : height - Math.min(1, Math.max(0, (ns - lowNs) / (highNs - lowNs))) * height;

/** Steps as the `d` of an SVG path. A point lasts until the next one, the last until the end of the scale. */
export function stepPath(points: readonly StepPoint[], scale: StepScale): string {
  const parts: string[] = [];
  let isDown = false;
  points.forEach((point, index) => {
    if (point.ns === null) {
      isDown = false;
      return;
    }
    const y = yOf(point.ns, scale).toFixed(1);
    const end = xOf(points[index + 1]?.atMs ?? scale.toMs, scale).toFixed(1);
    parts.push(isDown ? `V${y}H${end}` : `M${xOf(point.atMs, scale).toFixed(1)} ${y}H${end}`);
    isDown = true;
  });
  return parts.join('');
}

/** From the least to the most of them with some room; the limit counts where it is near enough that the steps are still seen. */
export function boundsOf(points: readonly StepPoint[], limitNs: number | null): Pick<StepScale, 'lowNs' | 'highNs'> {
  const known = points.flatMap(({ ns }) => ns ?? []);
  const values = limitNs === null ? known : [...known, limitNs];
  if (values.length === 0) return { lowNs: 0, highNs: 1 };
  const low = values.reduce((least, ns) => Math.min(least, ns));
  const high = values.reduce((most, ns) => Math.max(most, ns));
  const room = Math.max((high - low) * 0.12, high * 0.005, 1);
  return { lowNs: Math.max(0, low - room), highNs: high + room };
}
