import { useId, useEffect, useRef, useState, type RefObject } from 'react';
import classes from './map-keys.module.css';
import { siteWords } from './map-words';
import type { MapHandle } from './network-map';
import type { NetworkKnown } from './network-model';
import type { Selection } from './scene/emphasis';
import { nearestInDirection, type Direction } from './scene/nearest-site';
import type { PlacedSite, Topology } from './topology/topology';

const directions: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

interface MapKeysProps {
  readonly map: RefObject<MapHandle | null>;
  readonly topology: Topology;
  readonly known: NetworkKnown;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection | null) => void;
  readonly onList: () => void;
  readonly children: React.ReactNode;
}

/** The map by keys: arrows go from site to site, Enter selects, Escape leaves, + − 0 zoom. What one is on is said to a screen reader. */
export function MapKeys({ map, topology, known, selection, onSelect, onList, children }: MapKeysProps) {
  const [cursor, setCursor] = useState<string | null>(null);
  const hint = useId();
  const site = topology.sites[topology.siteAt.get(cursor ?? '') ?? -1];

  const goToSite = (next: PlacedSite): void => {
    setCursor(next.id);
    const view = map.current?.view();
    if (!view) return;
    const [x, y] = [next.x * view.zoom + view.x, next.y * view.zoom + view.y];
    if (x < 60 || y < 60 || x > view.width - 60 || y > view.height - 60) map.current?.show(next);
  };
  /** Where arrows start: what is selected, or else what is nearest to the middle. */
  const start = (): PlacedSite | null => {
    const selected = selection?.kind === 'site' ? topology.sites[topology.siteAt.get(selection.id) ?? -1] : undefined;
    if (selected) return selected;
    const view = map.current?.view();
    if (!view) return null;
    const [x, y] = [(view.width / 2 - view.x) / view.zoom, (view.height / 2 - view.y) / view.zoom];
    let found: PlacedSite | null = null;
    let least = Infinity;
    for (const each of topology.sites) {
      const distance = (each.x - x) ** 2 + (each.y - y) ** 2;
      if (distance < least) [found, least] = [each, distance];
    }
    return found;
  };

  const press = (event: React.KeyboardEvent): void => {
    // The buttons over the map have keys of their own.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions[event.key];
    if (direction) {
      const next = site ? nearestInDirection(site, direction, topology.sites) : start();
      if (next) goToSite(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (site) onSelect({ kind: 'site', id: site.id });
    } else if (event.key === 'Escape') {
      onSelect(null);
      setCursor(null);
    } else if (event.key === '+' || event.key === '=') map.current?.zoomBy(1.6);
    else if (event.key === '-') map.current?.zoomBy(1 / 1.6);
    else if (event.key === '0') map.current?.fit();
    else if (event.key === 'l' || event.key === 'L') onList();
    else return;
    event.preventDefault();
  };

  return (
    // The keys of a map are its own: a screen reader hands them through.
    <div
      className={classes['keys']}
      role="application"
      aria-label="Map of the network"
      aria-describedby={hint}
      tabIndex={0}
      onKeyDown={press}
    >
      {children}
      <p id={hint} className="visually-hidden">
        Arrow keys go from site to site, Enter selects, Escape leaves, plus, minus and 0 zoom. The list of what is in view has everything
        that the map has.
      </p>
      <p className="visually-hidden" role="status">
        {site ? siteWords(site, known) : ''}
      </p>
      {site && <Cursor site={site} map={map} />}
    </div>
  );
}

/** A ring around what the keys are on. */
function Cursor({ site, map }: { readonly site: PlacedSite; readonly map: RefObject<MapHandle | null> }) {
  const ring = useRef<HTMLElement>(null);
  useEffect(() => {
    const place = (): void => {
      const view = map.current?.view();
      if (ring.current && view)
        ring.current.style.transform = `translate(${site.x * view.zoom + view.x}px, ${site.y * view.zoom + view.y}px)`;
    };
    place();
    return map.current?.onMove(place);
  }, [site, map]);
  return <i ref={ring} className={classes['cursor']} aria-hidden="true" />;
}
