import type { View } from '../scene/geometry';

/** What one picture is painted by: it yields whenever others may have their turn. */
export type Painting = (context: CanvasRenderingContext2D) => Generator<void>;

/** Milliseconds of one frame that painting takes at most. */
const budgetMs = 7;

/**
 * One layer of the map: a picture of a view and of what is around it, that is moved and scaled as a whole while the view changes, and painted anew
 * behind it, over several frames where it is large. So a frame costs the same however much there is to see.
 */
export class PaintedLayer {
  private front: HTMLCanvasElement;
  private back: HTMLCanvasElement;
  private frontView: View | null = null;
  private current: View | null = null;
  private painting: {
    readonly view: View;
    readonly context: CanvasRenderingContext2D;
    readonly work: Generator<void>;
    readonly onDone: () => void;
  } | null = null;
  private readonly overdraw: number;

  constructor(parent: HTMLElement, overdraw: number) {
    this.overdraw = overdraw;
    this.front = canvasIn(parent);
    this.back = canvasIn(parent);
    this.back.style.visibility = 'hidden';
  }

  /** The view that the picture was painted for; null: there is none yet. */
  get paintedView(): View | null {
    return this.frontView;
  }
  get isPainting(): boolean {
    return this.painting !== null;
  }

  /** Begins a picture; one that is in making is given up. */
  begin(view: View, paint: Painting, onDone: () => void): void {
    const ratio = window.devicePixelRatio;
    const [beyondX, beyondY] = [view.width * this.overdraw, view.height * this.overdraw];
    const [width, height] = [Math.ceil((view.width + 2 * beyondX) * ratio), Math.ceil((view.height + 2 * beyondY) * ratio)];
    if (this.back.width !== width || this.back.height !== height) {
      this.back.width = width;
      this.back.height = height;
      this.back.style.width = `${width / ratio}px`;
      this.back.style.height = `${height / ratio}px`;
    }
    const context = contextOf(this.back);
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.globalAlpha = 1;
    context.setTransform(ratio, 0, 0, ratio, beyondX * ratio, beyondY * ratio);
    this.painting = { view, context, work: paint(context), onDone };
  }

  /** Paints on, for as long as a frame bears; true: there is more to do. */
  work(): boolean {
    if (!this.painting) return false;
    const until = performance.now() + budgetMs;
    while (performance.now() < until) {
      const { done } = this.painting.work.next();
      // What is drawn is only noted until somebody looks: without this, all of it would be done at once, when the picture is shown.
      this.painting.context.getImageData(0, 0, 1, 1);
      if (!done) continue;
      const { view, onDone } = this.painting;
      this.painting = null;
      [this.front, this.back] = [this.back, this.front];
      this.front.style.visibility = 'visible';
      this.back.style.visibility = 'hidden';
      this.frontView = view;
      if (this.current) this.show(this.current);
      onDone();
      return false;
    }
    return true;
  }

  /** Puts the picture where the view is now. */
  show(view: View): void {
    this.current = view;
    if (!this.frontView) return;
    const scale = view.zoom / this.frontView.zoom;
    const x = view.x - (this.frontView.x + this.frontView.width * this.overdraw) * scale;
    const y = view.y - (this.frontView.y + this.frontView.height * this.overdraw) * scale;
    this.front.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  /** There is nothing to show: what was painted, and what is in making, goes. */
  clear(): void {
    this.painting = null;
    this.frontView = null;
    this.front.style.visibility = 'hidden';
  }

  /** Whether the view has left what was painted, or is shown so much larger or smaller that it looks coarse. */
  isOutgrown(view: View): boolean {
    if (!this.frontView || this.frontView.width !== view.width || this.frontView.height !== view.height) return true;
    const scale = view.zoom / this.frontView.zoom;
    if (scale > 1.5 || scale < 0.75) return true;
    const [dx, dy] = [view.x - this.frontView.x * scale, view.y - this.frontView.y * scale];
    const [slackX, slackY] = [view.width * this.overdraw * scale, view.height * this.overdraw * scale];
    return dx > slackX * 0.9 || dy > slackY * 0.9 || dx < -slackX * 0.9 || dy < -slackY * 0.9;
  }

  remove(): void {
    this.painting = null;
    this.front.remove();
    this.back.remove();
  }
}

/** In memory, not on a graphics card: lines are drawn in steps there, whose cost is known. */
const contextOf = (canvas: HTMLCanvasElement): CanvasRenderingContext2D | null => canvas.getContext('2d', { willReadFrequently: true });

function canvasIn(parent: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.style.position = 'absolute';
  canvas.style.transformOrigin = '0 0';
  canvas.style.willChange = 'transform';
  parent.append(canvas);
  return canvas;
}
