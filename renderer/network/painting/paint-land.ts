import type { LandPaths } from '../geography/land';
import type { View } from '../scene/geometry';
import type { Palette } from './palette';

export interface Land {
  readonly land: readonly Path2D[];
  readonly borders: Path2D;
  readonly graticule: Path2D;
}

export const landFrom = ({ land, borders, graticule }: LandPaths): Land => ({
  land: land.map((path) => new Path2D(path)),
  borders: new Path2D(borders),
  graticule: new Path2D(graticule),
});

/** All at once, for what is small or painted alone. */
export function paintLandNow(context: CanvasRenderingContext2D, land: Land, view: View, palette: Palette, hasGrid = true): void {
  const steps = paintLand(context, land, view, palette, hasGrid);
  while (!steps.next().done);
}

/** Sea, land, coasts and borders; the context is already set to map units. Yields between pieces. */
export function* paintLand(
  context: CanvasRenderingContext2D,
  { land, borders, graticule }: Land,
  { zoom }: View,
  palette: Palette,
  hasGrid = true,
): Generator<void> {
  const hair = 1 / zoom;
  context.lineJoin = 'round';
  context.lineWidth = hair;
  context.strokeStyle = palette.colour('map-grid');
  if (hasGrid) context.stroke(graticule);
  context.lineWidth = 0.8 * hair;
  context.fillStyle = palette.colour('map-land');
  context.strokeStyle = palette.colour('map-coast');
  for (const path of land) {
    context.fill(path, 'evenodd');
    context.stroke(path);
    yield;
  }
  context.strokeStyle = palette.colour('map-border');
  context.stroke(borders);
}
