import type { GeoProjection } from 'd3-geo';
import type { ImpairmentRow, Topic } from '../../core/contract/live';
import type { CarrierShown } from '../../core/contract/shapes';
import { placeOf } from '../../core/model/distance';
import type { ConsoleClient } from '../client/console-client';
import { extentOf, projectionFor, type Extent } from './geography/projection';
import { groupImpairments, type ImpairmentGroup } from '../recovery/impairment-groups';
import { createStructureWatch } from './topology/structure-watch';
import { buildTopology, type NetworkTables, type Topology } from './topology/topology';
import { findTroubles, type Troubles } from './topology/troubles';

/** What the map stands on, as of one moment. */
export interface NetworkKnown {
  readonly tables: NetworkTables;
  readonly carriers: ReadonlyMap<string, CarrierShown>;
  readonly impairments: ReadonlyMap<string, ImpairmentRow>;
  readonly projection: GeoProjection;
  readonly topology: Topology;
  readonly troubles: Troubles;
  readonly groups: readonly ImpairmentGroup[];
  /** Counts up with every change of anything above. */
  readonly version: number;
  /** Why something of it cannot be read; empty: all can. */
  readonly fault: string;
}

/** Follows the host; null until all tables were heard once. */
export interface NetworkModel {
  readonly known: () => NetworkKnown | null;
  readonly listen: (listener: () => void) => () => void;
}

const watched = ['sites', 'nodes', 'resources', 'interconnects', 'impairments', 'carriers'] as const satisfies readonly Topic[];

/** Changes are gathered for so long, and longer where there is so much that looking at it takes its time. */
const leastGapMs = 80;
const gapPerRow = 1 / 60;

export function createNetworkModel(client: ConsoleClient): NetworkModel {
  const listeners = new Set<() => void>();
  let known: NetworkKnown | null = null;
  let hasNewStructure = createStructureWatch();
  let extent: Extent | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastMs = -Infinity;

  const look = (): void => {
    timer = null;
    lastMs = performance.now();
    const [sites, nodes, resources, interconnects] = [
      client.snapshot('sites'),
      client.snapshot('nodes'),
      client.snapshot('resources'),
      client.snapshot('interconnects'),
    ];
    const [impairments, carriers] = [client.snapshot('impairments'), client.snapshot('carriers')];
    const all = [sites, nodes, resources, interconnects, impairments, carriers];
    if (!all.every(({ isWhole }) => isWhole) && known === null) return;
    const tables: NetworkTables = { sites: sites.rows, nodes: nodes.rows, resources: resources.rows, interconnects: interconnects.rows };
    const isNew = hasNewStructure(tables) || known === null;
    const projection = isNew || known === null ? projectionOf(tables) : known.projection;
    known = {
      tables,
      carriers: carriers.rows,
      impairments: impairments.rows,
      projection,
      topology: isNew || known === null ? topologyOf(tables, projection) : known.topology,
      troubles: findTroubles(tables, impairments.rows.values()),
      groups: groupImpairments(tables, impairments.rows.values()),
      version: (known?.version ?? 0) + 1,
      fault: all.find(({ fault }) => fault !== '')?.fault ?? '',
    };
    for (const listener of listeners) listener();
  };

  /** The one in use, unless the network has grown beyond it, or fills little of it. */
  function projectionOf({ sites }: NetworkTables): GeoProjection {
    const places = [...sites.values()].flatMap((site) => placeOf(site) ?? []);
    const next = extentOf(places);
    if (known !== null && extent !== null && isWithin(next, extent)) return known.projection;
    extent = next;
    return projectionFor(next);
  }

  const schedule = (): void => {
    if (timer !== null) return;
    const rows = client.snapshot('nodes').rows.size + client.snapshot('resources').rows.size;
    const gapMs = Math.max(leastGapMs, Math.min(1_000, rows * gapPerRow));
    timer = setTimeout(look, Math.max(0, lastMs + gapMs - performance.now()));
  };

  let leave: (() => void)[] = [];
  return {
    known: () => known,
    listen(listener) {
      if (listeners.size === 0) {
        hasNewStructure = createStructureWatch();
        leave = watched.map((topic) => client.listen(topic, schedule));
        schedule();
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        for (const each of leave) each();
        leave = [];
        if (timer !== null) clearTimeout(timer);
        timer = null;
      };
    },
  };
}

function topologyOf(tables: NetworkTables, projection: GeoProjection): Topology {
  return buildTopology(tables, (longitudeDeg, latitudeDeg) => {
    const [x, y] = projection([longitudeDeg, latitudeDeg]) ?? [NaN, NaN];
    return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
  });
}

function isWithin(inner: Extent, outer: Extent): boolean {
  const isInside =
    inner.west >= outer.west - 0.5 &&
    inner.east <= outer.east + 0.5 &&
    inner.south >= outer.south - 0.5 &&
    inner.north <= outer.north + 0.5;
  return (
    isInside && inner.east - inner.west > (outer.east - outer.west) * 0.5 && inner.north - inner.south > (outer.north - outer.south) * 0.5
  );
}
