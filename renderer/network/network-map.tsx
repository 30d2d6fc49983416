import '@xyflow/react/dist/base.css';
import { ReactFlow, ReactFlowProvider, useReactFlow, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type Ref } from 'react';
import { flowNodes, flowNodeTypes, type MapFlowNode } from './map-flow-nodes';
import { useLand } from './geography/use-land';
import { worldSize } from './geography/projection';
import classes from './network-map.module.css';
import { MapPainter, type Picture } from './painting/map-painter';
import { watchTheme } from './painting/palette';
import type { Box, Point, View } from './scene/geometry';
import type { Scene, Target } from './scene/scene';
import type { Level } from './topology/level';
import type { GeoProjection } from 'd3-geo';

/** What others do with the map: buttons, keys, the small map. */
export interface MapHandle {
  zoomBy(factor: number): void;
  fit(): void;
  /** Moves the place to the middle; `zoom`: at least so near. */
  show(at: Point, zoom?: number): void;
  /** Moves and zooms so that all of it is seen. */
  showAll(points: readonly Point[]): void;
  view(): View;
  scene(): Scene | null;
  /** Tells of every movement, until the answer is called. */
  onMove(listener: () => void): () => void;
}

export interface NetworkMapProps {
  readonly handle: Ref<MapHandle>;
  readonly picture: Picture;
  /** null: there is no land under a schematic. */
  readonly projection: GeoProjection | null;
  /** By what places are laid out; another one: all of it is shown. */
  readonly layout: object;
  readonly onTarget: (target: Target | null, at: Point) => void;
  readonly onPick: (target: Target | null, at: Point) => void;
  readonly onLevel: (shown: Level, byZoom: Level) => void;
  /** A picture is on the screen and at rest. */
  readonly onScene: (scene: Scene) => void;
  readonly onFloats: (boxes: readonly Box[]) => void;
  readonly children?: React.ReactNode;
}

/** From the edges of the screen, pixels. */
interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
const wholeInsets: Insets = { left: 40, right: 40, top: 64, bottom: 40 };
/** What is shown for itself keeps clear of the legend and the small map. */
const partInsets: Insets = { left: 80, right: 80, top: 84, bottom: 210 };

const nowhere: Point = { x: 0, y: 0 };

const leastZoom = 0.12;
const mostZoom = 160;

/** The map itself: panned, zoomed and picked through React Flow, painted on canvases below it, because there may be thousands of everything. */
export function NetworkMap(props: NetworkMapProps) {
  return (
    <ReactFlowProvider>
      <MapInside {...props} />
    </ReactFlowProvider>
  );
}

function MapInside({ handle, picture, projection, layout, onTarget, onPick, onLevel, onScene, onFloats, children }: NetworkMapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const layers = useRef<HTMLDivElement>(null);
  const painter = useRef<MapPainter | null>(null);
  const moveListeners = useRef(new Set<() => void>());
  const view = useRef<View>({ x: 0, y: 0, zoom: 1, width: 0, height: 0 });
  const [nodes, setNodes] = useState<readonly MapFlowNode[]>([]);
  const [isMeasured, setMeasured] = useState(false);
  const flow = useReactFlow();
  const land = useLand(projection);
  const latest = useRef({ onLevel, onScene, onFloats, onTarget, picture });
  useLayoutEffect(() => {
    latest.current = { onLevel, onScene, onFloats, onTarget, picture };
  });

  useLayoutEffect(() => {
    const [parent, around] = [layers.current, frame.current];
    if (!parent || !around) return;
    const made = new MapPainter(parent, document.documentElement, {
      onScene: (scene, isAtRest) => {
        if (!isAtRest) return;
        latest.current.onScene(scene);
        setNodes(flowNodes(scene, latest.current.picture));
      },
      onLevel: (shown, byZoom) => {
        latest.current.onLevel(shown, byZoom);
      },
    });
    painter.current = made;
    const leaveTheme = watchTheme(document.documentElement, () => {
      made.renewPalette();
    });
    // Names are measured anew once the fonts are there.
    void document.fonts.ready.then(() => {
      if (painter.current === made) made.renewPalette();
    });
    const sizes = new ResizeObserver(() => {
      view.current = { ...view.current, width: around.clientWidth, height: around.clientHeight };
      setMeasured(around.clientWidth > 0);
      made.setView(view.current);
      for (const listener of moveListeners.current) listener();
      latest.current.onFloats(floatsIn(around));
    });
    sizes.observe(around);
    return () => {
      leaveTheme();
      sizes.disconnect();
      made.remove();
      painter.current = null;
    };
  }, []);

  const move = useCallback((_: unknown, { x, y, zoom }: Viewport) => {
    view.current = { ...view.current, x, y, zoom };
    frame.current?.style.setProperty('--map-zoom', String(zoom));
    painter.current?.setView(view.current);
    // What was pointed at is not there any more.
    latest.current.onTarget(null, nowhere);
    for (const listener of moveListeners.current) listener();
  }, []);

  const go = useCallback(
    (viewport: Viewport, isSmooth: boolean) => {
      const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      void flow.setViewport(viewport, { duration: isSmooth && !calm ? 200 : 0 });
    },
    [flow],
  );
  const showAll = useCallback(
    (points: readonly Point[], insetsNow: Insets, isSmooth = true) => {
      const viewport = viewportFor(points, view.current, insetsNow);
      if (viewport) go(viewport, isSmooth);
    },
    [go],
  );
  const fit = useCallback(
    (isSmooth = true) => {
      showAll(latest.current.picture.topology.sites, wholeInsets, isSmooth);
    },
    [showAll],
  );

  useImperativeHandle(
    handle,
    (): MapHandle => ({
      zoomBy: (factor) => {
        const { x, y, zoom, width, height } = view.current;
        const next = Math.max(leastZoom, Math.min(mostZoom, zoom * factor));
        const [cx, cy] = [width / 2, height / 2];
        go({ zoom: next, x: cx - ((cx - x) * next) / zoom, y: cy - ((cy - y) * next) / zoom }, true);
      },
      fit: () => {
        fit();
      },
      show: (at, zoom = 0) => {
        const next = Math.max(view.current.zoom, zoom);
        go({ zoom: next, x: view.current.width / 2 - at.x * next, y: view.current.height / 2 - at.y * next }, true);
      },
      showAll: (points) => {
        showAll(points, partInsets);
      },
      view: () => view.current,
      scene: () => painter.current?.currentScene() ?? null,
      onMove: (listener) => {
        const listeners = moveListeners.current;
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    }),
    [fit, go, showAll],
  );

  useEffect(() => {
    painter.current?.setPicture(picture);
  }, [picture]);
  useEffect(() => {
    painter.current?.setLand(land);
  }, [land]);
  useEffect(() => {
    if (isMeasured) fit(false);
  }, [layout, isMeasured, fit]);
  useEffect(() => {
    if (frame.current) latest.current.onFloats(floatsIn(frame.current));
  }, [children]);

  const pointIn = (event: React.MouseEvent): Point => {
    const box = frame.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const isOnMap = (event: React.MouseEvent): boolean => event.target instanceof Element && event.target.closest('[data-float]') === null;
  const types = useMemo(() => flowNodeTypes, []);
  return (
    <div
      ref={frame}
      className={classes['frame']}
      onPointerMove={(event) => {
        if (event.buttons !== 0) return;
        const at = pointIn(event);
        onTarget(isOnMap(event) ? (painter.current?.targetAt(at) ?? null) : null, at);
      }}
      onPointerLeave={() => {
        onTarget(null, nowhere);
      }}
      onClick={(event) => {
        if (!isOnMap(event)) return;
        const at = pointIn(event);
        onTarget(null, nowhere);
        onPick(painter.current?.targetAt(at) ?? null, at);
      }}
    >
      <div ref={layers} className={classes['layers']} aria-hidden="true" />
      <ReactFlow
        nodes={nodes as MapFlowNode[]}
        nodeTypes={types}
        onMove={move}
        minZoom={leastZoom}
        maxZoom={mostZoom}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        deleteKeyCode={null}
        zoomOnDoubleClick
        disableKeyboardA11y
        proOptions={{ hideAttribution: true }}
      />
      {children}
    </div>
  );
}

/** What floats over the map. */
function floatsIn(frame: HTMLElement): Box[] {
  const around = frame.getBoundingClientRect();
  return [...frame.querySelectorAll('[data-float]')].map((float) => {
    const { left, top, right, bottom } = float.getBoundingClientRect();
    return { left: left - around.left - 4, top: top - around.top - 4, right: right - around.left + 4, bottom: bottom - around.top + 4 };
  });
}

function viewportFor(points: readonly Point[], { width, height }: View, insets: Insets): Viewport | null {
  if (width === 0 || height === 0) return null;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  // Spread into arguments, a hundred thousand of them would not fit.
  const least = (values: readonly number[], fallback: number): number => values.reduce((found, value) => Math.min(found, value), fallback);
  const box =
    points.length === 0
      ? { left: 0, top: 0, right: worldSize, bottom: worldSize }
      : {
          left: least(xs, Infinity),
          top: least(ys, Infinity),
          right: -least(
            xs.map((x) => -x),
            Infinity,
          ),
          bottom: -least(
            ys.map((y) => -y),
            Infinity,
          ),
        };
  const [freeWidth, freeHeight] = [Math.max(120, width - insets.left - insets.right), Math.max(120, height - insets.top - insets.bottom)];
  const zoom = Math.max(
    leastZoom,
    Math.min(8, freeWidth / Math.max(1, box.right - box.left), freeHeight / Math.max(1, box.bottom - box.top)),
  );
  return {
    zoom,
    x: insets.left + freeWidth / 2 - ((box.left + box.right) / 2) * zoom,
    y: insets.top + freeHeight / 2 - ((box.top + box.bottom) / 2) * zoom,
  };
}
