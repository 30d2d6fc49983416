import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { GeoProjection } from 'd3-geo';
import { counted } from '../ui/numbers';
import { useLand } from './geography/use-land';
import type { MapHandle } from './network-map';
import { paintLandNow, type Land } from './painting/paint-land';
import { readPalette, watchTheme } from './painting/palette';
import { traceSeverity } from './painting/severity-shape';
import { buildRegions } from './topology/regions';
import type { Topology } from './topology/topology';
import { worseSeverity, type Severity, type Troubles } from './topology/troubles';
import classes from './whole-network.module.css';

interface WholeNetworkProps {
  readonly topology: Topology;
  /** null: there is no land under a schematic. */
  readonly projection: GeoProjection | null;
  readonly troubles: Troubles;
  readonly map: RefObject<MapHandle | null>;
}

const width = 232;
const height = 118;
const padding = 16;
/** Of this many pixels is a region of the small map. */
const regionPx = 15;

/** The whole network, small: where the screen is in it, and where something is wrong. A click goes there. */
export function WholeNetwork({ topology, projection, troubles, map }: WholeNetworkProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLElement>(null);
  const land = useLand(projection, 'coarse');
  const [themes, setThemes] = useState(0);
  const drawn = useMemo(() => layOut(topology), [topology]);
  useEffect(
    () =>
      watchTheme(document.documentElement, () => {
        setThemes((count) => count + 1);
      }),
    [],
  );
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) paint(context, drawn, topology, troubles, land);
  }, [drawn, topology, troubles, land, themes]);
  useEffect(() => {
    const place = (): void => {
      const view = map.current?.view();
      if (!view || !frame.current) return;
      const { style } = frame.current;
      style.transform = `translate(${(-view.x / view.zoom) * drawn.scale + drawn.x}px, ${(-view.y / view.zoom) * drawn.scale + drawn.y}px)`;
      style.width = `${(view.width / view.zoom) * drawn.scale}px`;
      style.height = `${(view.height / view.zoom) * drawn.scale}px`;
    };
    place();
    return map.current?.onMove(place);
  }, [drawn, map]);
  const nodes = topology.siteOfNode.size;
  return (
    <section className={classes['inset']} data-float aria-label="Whole network">
      <div className={classes['head']}>
        <span>Whole network</span>
        <span className={classes['counts']}>
          {counted(topology.sites.length, 'site')} · {counted(nodes, 'node')}
        </span>
      </div>
      <div className={classes['picture']}>
        <canvas
          ref={canvas}
          width={width * 2}
          height={height * 2}
          className={classes['canvas']}
          aria-hidden="true"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            map.current?.show({
              x: (event.clientX - box.left - drawn.x) / drawn.scale,
              y: (event.clientY - box.top - drawn.y) / drawn.scale,
            });
          }}
        />
        <i ref={frame} className={classes['frame']} aria-hidden="true" />
      </div>
    </section>
  );
}

interface Small {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  readonly regions: ReturnType<typeof buildRegions>;
}

function layOut(topology: Topology): Small {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of topology.sites) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  if (topology.sites.length === 0) [left, top, right, bottom] = [0, 0, 1, 1];
  const scale = Math.min((width - 2 * padding) / Math.max(1, right - left), (height - 2 * padding) / Math.max(1, bottom - top));
  return {
    scale,
    x: width / 2 - ((left + right) / 2) * scale,
    y: height / 2 - ((top + bottom) / 2) * scale,
    regions: buildRegions(topology, regionPx / scale),
  };
}

function paint(
  context: CanvasRenderingContext2D,
  { scale, x, y, regions }: Small,
  topology: Topology,
  troubles: Troubles,
  land: Land | null,
): void {
  const palette = readPalette(document.documentElement);
  const { colour, font } = palette;
  context.setTransform(2, 0, 0, 2, 0, 0);
  context.clearRect(0, 0, width, height);
  if (land) {
    context.setTransform(2 * scale, 0, 0, 2 * scale, 2 * x, 2 * y);
    paintLandNow(context, land, { x, y, zoom: scale, width, height }, palette, false);
    context.setTransform(2, 0, 0, 2, 0, 0);
  }
  const at = (point: { readonly x: number; readonly y: number }) => ({ x: point.x * scale + x, y: point.y * scale + y });
  context.strokeStyle = colour('neutral-fill');
  for (const link of regions.links) {
    const [a, z] = [regions.regions[link.a], regions.regions[link.z]];
    if (!a || !z) continue;
    context.lineWidth = Math.min(2.4, 0.5 + link.resourceCount * 0.12);
    context.beginPath();
    context.moveTo(at(a).x, at(a).y);
    context.lineTo(at(z).x, at(z).y);
    context.stroke();
  }
  const worst = worstOf(regions, topology, troubles);
  for (const [place, region] of regions.regions.entries()) {
    const severity = worst.get(place) ?? null;
    const centre = at(region);
    context.beginPath();
    context.arc(centre.x, centre.y, 7.5, 0, 2 * Math.PI);
    context.fillStyle = colour('surface-2');
    context.fill();
    context.strokeStyle = severity === null ? colour('neutral') : colour(`${severity}-fg`);
    context.lineWidth = severity === null ? 1 : 1.6;
    context.stroke();
    context.fillStyle = colour('text-1');
    context.font = `520 9px ${font}`;
    context.textAlign = 'center';
    context.fillText(String(region.sites.length), centre.x, centre.y + 3.2);
    if (severity === null) continue;
    traceSeverity(context, severity, centre.x + 6.5, centre.y + 5.5, 3);
    context.fillStyle = colour(`${severity}-fg`);
    context.fill();
  }
}

function worstOf({ regionOf }: Small['regions'], topology: Topology, troubles: Troubles): Map<number, Severity> {
  const worst = new Map<number, Severity>();
  const raise = (site: number | undefined, severity: Severity): void => {
    const region = regionOf[site ?? -1];
    if (region !== undefined) worst.set(region, worseSeverity(worst.get(region) ?? null, severity) ?? severity);
  };
  for (const [id, { severity }] of troubles.nodes) raise(topology.siteOfNode.get(id), severity);
  for (const [id, { severity }] of troubles.resources) {
    const bundle = topology.bundles[topology.bundleOf.get(id) ?? -1];
    raise(bundle?.a, severity);
  }
  return worst;
}
