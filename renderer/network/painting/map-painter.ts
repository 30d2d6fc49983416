import { buildRegions, type Regions } from '../topology/regions';
import { levelAt, shownLevel, type ChosenLevel, type Level } from '../topology/level';
import type { Topology } from '../topology/topology';
import { buildScene, overdraw, type SceneInput } from '../scene/build-scene';
import { targetAt } from '../scene/hit-target';
import { onMap, onScreen, type Point, type View } from '../scene/geometry';
import type { Scene, Target } from '../scene/scene';
import { paintLand, type Land } from './paint-land';
import { createMeasure, paintScene } from './paint-scene';
import { PaintedLayer } from './painted-layer';
import { readPalette, type Palette } from './palette';

/** What the picture shows, but for where one looks. */
export interface Picture extends Omit<SceneInput, 'view' | 'level' | 'regions' | 'measure'> {
  readonly chosenLevel: ChosenLevel | null;
}

export interface PainterEvents {
  /** A picture is on the screen; `isAtRest`: the view has not moved for a moment. */
  readonly onScene: (scene: Scene, isAtRest: boolean) => void;
  readonly onLevel: (shown: Level, byZoom: Level) => void;
}

/** After the last movement; then everything is painted sharp. */
const restMs = 90;
/** Pictures that take no longer are painted anew in every frame of a movement. */
const cheapMs = 6;
/** Regions are made for zooms this factor apart. */
const zoomStep = Math.SQRT2;
const regionRadiusPx = 58;

/** Paints the map's two layers when there is something new to show, a little in each frame. */
export class MapPainter {
  private readonly land: PaintedLayer;
  private readonly network: PaintedLayer;
  private palette: Palette;
  private measure: SceneInput['measure'];
  private picture: Picture | null = null;
  private landShapes: Land | null = null;
  private view: View | null = null;
  private movedMs = 0;
  private frame: number | null = null;
  private isPictureNew = false;
  private isLandNew = false;
  private lastCostMs = 0;
  private paintedMs = 0;
  private toldScene: Scene | null = null;
  private wasToldAtRest = false;
  private toldLevels = '';
  private scene: Scene | null = null;
  private regionCache: { readonly topology: Topology; readonly radius: number; readonly regions: Regions } | null = null;
  private readonly root: HTMLElement;
  private readonly events: PainterEvents;

  constructor(parent: HTMLElement, root: HTMLElement, events: PainterEvents) {
    this.root = root;
    this.events = events;
    this.land = new PaintedLayer(parent, overdraw);
    this.network = new PaintedLayer(parent, overdraw);
    this.palette = readPalette(root);
    this.measure = createMeasure(this.palette.font);
  }

  setPicture(picture: Picture): void {
    this.picture = picture;
    this.isPictureNew = true;
    this.wake();
  }
  setLand(land: Land | null): void {
    this.landShapes = land;
    this.isLandNew = land !== null;
    if (!land) this.land.clear();
    this.wake();
  }
  setView(view: View): void {
    this.view = view;
    this.movedMs = performance.now();
    this.land.show(view);
    this.network.show(view);
    this.wake();
  }
  /** Colours or fonts changed. */
  renewPalette(): void {
    this.palette = readPalette(this.root);
    this.measure = createMeasure(this.palette.font);
    this.isPictureNew = true;
    this.isLandNew = true;
    this.wake();
  }

  /** What is at a point of the screen, as it is painted now. */
  targetAt(point: Point): Target | null {
    if (!this.scene || !this.view) return null;
    return targetAt(this.scene.hits, onScreen(this.scene.view, onMap(this.view, point)));
  }

  currentScene(): Scene | null {
    return this.scene;
  }

  remove(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.land.remove();
    this.network.remove();
  }

  private wake(): void {
    this.frame ??= requestAnimationFrame(this.tick);
  }

  private readonly tick = (): void => {
    this.frame = null;
    const { view } = this;
    if (!view || view.width === 0 || view.height === 0) return;
    const now = performance.now();
    const isAtRest = now - this.movedMs >= restMs;
    if (!this.network.isPainting && this.mustPaint(view, isAtRest, now)) this.beginNetwork(view);
    this.network.work();
    if (!this.network.isPainting && !this.land.isPainting && this.mustPaintLand(view, isAtRest)) this.beginLand(view);
    if (!this.network.isPainting) this.land.work();
    this.tell(isAtRest);
    const isSettled =
      isAtRest && !this.network.isPainting && !this.land.isPainting && !this.mustPaint(view, true, now) && !this.mustPaintLand(view, true);
    if (!isSettled) this.wake();
  };

  private mustPaint(view: View, isAtRest: boolean, now: number): boolean {
    if (!this.picture) return false;
    const painted = this.network.paintedView;
    // What changes all the time is painted as often as leaves most of the time to others.
    if (this.isPictureNew && (painted === null || now - this.paintedMs > 4 * this.lastCostMs)) return true;
    if (painted === view) return false;
    return isAtRest || (this.lastCostMs < cheapMs && painted?.zoom !== view.zoom) || this.network.isOutgrown(view);
  }

  private mustPaintLand(view: View, isAtRest: boolean): boolean {
    if (!this.landShapes) return false;
    if (this.isLandNew) return true;
    const painted = this.land.paintedView;
    if (painted === view) return false;
    return this.land.isOutgrown(view) || (isAtRest && painted?.zoom !== view.zoom);
  }

  private beginNetwork(view: View): void {
    const { picture } = this;
    if (!picture) return;
    const byZoom = levelAt(picture.topology, view.zoom);
    const level = shownLevel(byZoom, picture.chosenLevel);
    if (this.toldLevels !== `${level}/${byZoom}`) {
      this.toldLevels = `${level}/${byZoom}`;
      this.events.onLevel(level, byZoom);
    }
    this.isPictureNew = false;
    const cost = { ms: 0 };
    let made: Scene | null = null;
    this.network.begin(
      view,
      (context) =>
        timed(
          this.makeAndPaint(context, picture, view, level, (scene) => (made = scene)),
          cost,
        ),
      () => {
        this.scene = made;
        this.lastCostMs = cost.ms;
        this.paintedMs = performance.now();
      },
    );
  }

  private *makeAndPaint(
    context: CanvasRenderingContext2D,
    picture: Picture,
    view: View,
    level: Level,
    onMade: (scene: Scene) => void,
  ): Generator<void> {
    const { measure, palette } = this;
    const regions = level === 'regions' ? this.regionsOf(picture.topology, view.zoom) : null;
    yield;
    const scene = yield* buildScene({ ...picture, view, level, regions, measure });
    onMade(scene);
    yield* paintScene(context, scene, palette);
  }

  private beginLand(view: View): void {
    const { landShapes, palette } = this;
    if (!landShapes) return;
    this.isLandNew = false;
    const ratio = window.devicePixelRatio;
    this.land.begin(
      view,
      (context) => {
        context.setTransform(
          ratio * view.zoom,
          0,
          0,
          ratio * view.zoom,
          (view.x + view.width * overdraw) * ratio,
          (view.y + view.height * overdraw) * ratio,
        );
        return paintLand(context, landShapes, view, palette);
      },
      () => undefined,
    );
  }

  /** The same regions for a range of zooms, so that they do not change with every turn of the wheel. */
  private regionsOf(topology: Topology, zoom: number): Regions {
    const radius = regionRadiusPx / zoomStep ** Math.round(Math.log(zoom) / Math.log(zoomStep));
    if (this.regionCache?.topology === topology && this.regionCache.radius === radius) return this.regionCache.regions;
    const regions = buildRegions(topology, radius);
    this.regionCache = { topology, radius, regions };
    return regions;
  }

  private tell(isAtRest: boolean): void {
    if (!this.scene || (this.scene === this.toldScene && (!isAtRest || this.wasToldAtRest))) return;
    this.toldScene = this.scene;
    this.wasToldAtRest = isAtRest;
    this.events.onScene(this.scene, isAtRest);
  }
}

/** Adds up what the steps take, without what others do in between. */
function* timed(work: Generator<void>, cost: { ms: number }): Generator<void> {
  for (;;) {
    const begun = performance.now();
    const { done } = work.next();
    cost.ms += performance.now() - begun;
    if (done) return;
    yield;
  }
}
