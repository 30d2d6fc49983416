import type { Point } from '../scene/geometry';
import type { ChipMark, DotMark, LabelMark, LineStyle, RegionMark, Scene, SiteMark, TroubleMark } from '../scene/scene';
import type { Palette } from './palette';
import { traceSeverity } from './severity-shape';

const dashes: Readonly<Record<LineStyle['dash'], number[]>> = { solid: [], dotted: [1, 3], dashed: [5, 4] };
/** Lines between two looks at the clock. */
const linesAtOnce = 150;

/** From below to above; the context is set to CSS pixels of the scene's view. Yields so that it can be done over several pictures. */
export function* paintScene(context: CanvasRenderingContext2D, scene: Scene, palette: Palette): Generator<void> {
  for (const { a, z, severity } of scene.halos) {
    context.globalAlpha = 0.16;
    stroke(context, [a, z], palette.colour(`${severity}-fg`), 14, 'round');
  }
  for (const { style, paths } of scene.strokes) {
    prepare(context, style, palette);
    let inHand = 0;
    context.beginPath();
    for (let at = 0; at < paths.length;) {
      const count = paths[at++] ?? 0;
      for (let point = 0; point < count; point += 1) {
        const [x = 0, y = 0] = [paths[at++], paths[at++]];
        if (point === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      inHand += 1;
      if (inHand === linesAtOnce) {
        context.stroke();
        yield;
        context.beginPath();
        inHand = 0;
      }
    }
    context.stroke();
    yield;
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
  for (const points of scene.alternatives) stroke(context, points, palette.colour('map-casing'), 6);
  context.setLineDash([6, 4]);
  for (const points of scene.alternatives) stroke(context, points, palette.colour('text-1'), 1.8);
  context.setLineDash([]);
  for (const { points } of scene.downs) stroke(context, points, palette.colour('map-casing'), 5.4);
  for (const { points, severity } of scene.downs) stroke(context, points, palette.colour(`${severity}-fg`), 2.6);
  yield;
  for (const [width, token] of [
    [13, 'map-casing'],
    [9, 'selection-line'],
    [6.4, 'map-casing'],
  ] as const)
    for (const { points } of scene.route) stroke(context, points, palette.colour(token), width, width > 7 ? 'round' : 'butt');
  for (const { points, token } of scene.route) stroke(context, points, palette.colour(token), 3.8);
  yield;
  for (const region of scene.regions) paintRegion(context, region, palette);
  for (const [at, site] of scene.sites.entries()) {
    paintSite(context, site, palette);
    if (at % 60 === 59) yield;
  }
  yield;
  for (const trouble of scene.troubles) paintTrouble(context, trouble, palette);
  for (const site of scene.sites) if (site.end) paintEnd(context, site.end.letter, site.end.at, palette);
  for (const chip of scene.chips) paintChip(context, chip, palette);
  for (const [at, label] of scene.labels.entries()) {
    paintLabel(context, label, palette);
    if (at % 60 === 59) yield;
  }
  for (const { box, from, severity } of scene.callouts) {
    const to = { x: Math.max(box.left, Math.min(from.x, box.right)), y: Math.max(box.top, Math.min(from.y, box.bottom)) };
    stroke(context, [from, to], palette.colour(`${severity}-fg`), 1);
  }
}

function prepare(context: CanvasRenderingContext2D, style: LineStyle, palette: Palette): void {
  context.strokeStyle = palette.colour(style.token);
  context.lineWidth = style.width;
  context.lineCap = style.dash === 'dotted' ? 'round' : 'butt';
  context.setLineDash(dashes[style.dash]);
  context.globalAlpha = style.isReceding ? palette.recede : style.dash === 'dotted' ? 0.8 : 1;
}

function stroke(
  context: CanvasRenderingContext2D,
  points: readonly Point[],
  colour: string,
  width: number,
  cap: CanvasLineCap = 'butt',
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = cap;
  context.beginPath();
  for (const [at, { x, y }] of points.entries()) {
    if (at === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.stroke();
}

function paintRegion(
  context: CanvasRenderingContext2D,
  { at, radius, count, shares, severity, isReceding }: RegionMark,
  palette: Palette,
): void {
  context.globalAlpha = isReceding ? palette.recede : 1;
  disc(context, at, radius, palette.colour('surface-1'));
  let turn = -Math.PI / 2;
  const gap = shares.length > 1 ? 0.06 : 0;
  for (const { token, share } of shares) {
    context.beginPath();
    context.arc(at.x, at.y, radius, turn + gap, turn + share * 2 * Math.PI - gap);
    context.strokeStyle = palette.colour(token);
    context.lineWidth = 2;
    context.lineCap = 'butt';
    context.stroke();
    turn += share * 2 * Math.PI;
  }
  write(context, String(count), at.x, at.y + 4, palette, { size: 11, weight: 560, colour: palette.colour('text-1'), align: 'center' });
  context.globalAlpha = 1;
  if (severity !== null)
    paintTrouble(context, { at: { x: at.x + radius * 0.8, y: at.y - radius * 0.8 }, severity, impairmentId: null }, palette);
}

function disc(context: CanvasRenderingContext2D, { x, y }: Point, radius: number, colour: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

function paintSite(context: CanvasRenderingContext2D, site: SiteMark, palette: Palette): void {
  const { capsule, dots, ties, isSelected, isOnRoute } = site;
  context.globalAlpha = site.isReceding ? Math.min(1, palette.recede + 0.3) : 1;
  const isStrong = isSelected || isOnRoute;
  if (capsule) {
    const [width, height] = [capsule.right - capsule.left, capsule.bottom - capsule.top];
    context.beginPath();
    context.roundRect(capsule.left, capsule.top, width, height, Math.min(8, height / 2));
    context.fillStyle = palette.colour('surface-1');
    context.fill();
    context.strokeStyle = palette.colour(isStrong ? 'selection-line' : 'border-3');
    context.lineWidth = isStrong ? 1.5 : 1;
    context.setLineDash(site.isGuessed ? [3, 2] : []);
    context.stroke();
    context.setLineDash([]);
  } else if (isSelected) {
    context.beginPath();
    context.arc(site.at.x, site.at.y, 9, 0, 2 * Math.PI);
    context.strokeStyle = palette.colour('selection-line');
    context.lineWidth = 1.5;
    context.stroke();
  }
  for (const tie of ties) paintTie(context, tie, palette);
  for (const dot of dots) paintDot(context, dot, palette);
  context.globalAlpha = 1;
}

function paintTie(context: CanvasRenderingContext2D, { a, z, isOnRoute }: SiteMark['ties'][number], palette: Palette): void {
  if (isOnRoute) {
    stroke(context, [a, z], palette.colour('text-1'), 3);
    return;
  }
  const [dx, dy] = [z.x - a.x, z.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ox, oy] = [(-dy / length) * 1.5, (dx / length) * 1.5];
  for (const side of [1, -1])
    stroke(
      context,
      [
        { x: a.x + ox * side, y: a.y + oy * side },
        { x: z.x + ox * side, y: z.y + oy * side },
      ],
      palette.colour('text-2'),
      1,
    );
}

function paintDot(
  context: CanvasRenderingContext2D,
  { x, y, radius, token, isStale, isOnRoute, severity }: DotMark,
  palette: Palette,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  const colour = palette.colour(severity === null ? token : `${severity}-fg`);
  context.fillStyle = isStale ? palette.colour('map-casing') : colour;
  context.fill();
  context.strokeStyle = isStale ? colour : palette.colour(isOnRoute ? 'selection-line' : 'map-casing');
  context.lineWidth = isOnRoute ? 2 : isStale ? 1.3 : 1.2;
  context.setLineDash(isStale ? [2, 1.6] : []);
  context.stroke();
  context.setLineDash([]);
}

function paintTrouble(context: CanvasRenderingContext2D, { at: { x, y }, severity }: TroubleMark, palette: Palette): void {
  const size = severity === 'critical' ? 7.5 : severity === 'warning' ? 4.5 : 6;
  traceSeverity(context, severity, x, y, size);
  context.fillStyle = palette.colour(`${severity}-fg`);
  context.strokeStyle = palette.colour('map-casing');
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.stroke();
  context.fill();
  if (severity !== 'critical') return;
  context.strokeStyle = palette.colour('critical-on');
  context.lineWidth = 2;
  context.lineCap = 'butt';
  context.beginPath();
  context.moveTo(x - 3.5, y - 3.5);
  context.lineTo(x + 3.5, y + 3.5);
  context.moveTo(x + 3.5, y - 3.5);
  context.lineTo(x - 3.5, y + 3.5);
  context.stroke();
}

function paintEnd(context: CanvasRenderingContext2D, letter: string, at: Point, palette: Palette): void {
  disc(context, at, 9.5, palette.colour('map-casing'));
  disc(context, at, 8.5, palette.colour('selection-line'));
  write(context, letter, at.x, at.y + 4, palette, { size: 11, weight: 680, colour: palette.colour('accent-text'), align: 'center' });
}

function paintChip(context: CanvasRenderingContext2D, { box, text, token }: ChipMark, palette: Palette): void {
  context.beginPath();
  context.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 3);
  context.fillStyle = palette.colour(token === null ? 'surface-1' : 'surface-2');
  context.fill();
  context.strokeStyle = palette.colour(token === null ? 'border-2' : 'border-3');
  context.lineWidth = 1;
  context.setLineDash(token === null ? [3, 2] : []);
  context.stroke();
  context.setLineDash([]);
  if (token !== null) {
    context.fillStyle = palette.colour(token);
    context.fillRect(box.left + 5, box.top + 4, 3, 10);
  }
  const x = (box.left + box.right) / 2 + (token === null ? 0 : 3.5);
  const look = token === null ? { weight: 450, colour: palette.colour('text-2') } : { weight: 560, colour: palette.colour('text-1') };
  write(context, text, x, box.bottom - 5, palette, { size: 11, align: 'center', ...look });
}

function paintLabel(context: CanvasRenderingContext2D, { box, text, look, isReceding }: LabelMark, palette: Palette): void {
  const isHub = look === 'hub';
  context.strokeStyle = palette.colour('map-casing');
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.font = fontOf(palette, isHub ? 12 : 11, isHub ? 560 : 420);
  context.textAlign = 'left';
  context.globalAlpha = 0.85;
  context.strokeText(text, box.left, box.bottom - 3);
  context.globalAlpha = 1;
  context.fillStyle = palette.colour(isHub ? 'text-1' : isReceding || look === 'minor' ? 'text-3' : 'text-2');
  context.fillText(text, box.left, box.bottom - 3);
}

const fontOf = ({ font }: Palette, size: number, weight: number): string => `${weight} ${size}px ${font}`;

function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  palette: Palette,
  {
    size,
    weight,
    colour,
    align,
  }: { readonly size: number; readonly weight: number; readonly colour: string; readonly align: CanvasTextAlign },
): void {
  context.font = fontOf(palette, size, weight);
  context.textAlign = align;
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** Widths of texts as they are painted; each is measured once. */
export function createMeasure(font: string): (text: string, size: 11 | 12, isStrong: boolean) => number {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (text, size, isStrong) => {
    const key = `${size}${String(isStrong)}${text}`;
    let width = known.get(key);
    if (width === undefined) {
      if (known.size > 20_000) known.clear();
      if (context) context.font = `${isStrong ? 560 : 420} ${size}px ${font}`;
      known.set(key, (width = Math.ceil(context?.measureText(text).width ?? text.length * size * 0.6)));
    }
    return width;
  };
}
