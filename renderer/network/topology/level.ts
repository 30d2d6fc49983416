import type { Topology } from './topology';

/** How much is shown: carriers' regions, sites, or nodes with their single resources. */
export const levels = ['regions', 'sites', 'nodes'] as const;
export type Level = (typeof levels)[number];

/** Pixels from site to site, as half of them have. */
const fewestForSites = 13;
const fewestForNodes = 260;
/** So few sites are shown as such however small the map is. */
const alwaysSites = 40;

/** What the zoom shows by itself. */
export function levelAt({ sites, medianSpacing }: Pick<Topology, 'sites' | 'medianSpacing'>, zoom: number): Level {
  const spacing = medianSpacing * zoom;
  if (spacing >= fewestForNodes) return 'nodes';
  return spacing >= fewestForSites || sites.length <= alwaysSites ? 'sites' : 'regions';
}

/** A level that was chosen holds until the zoom goes on to another one by itself. */
export interface ChosenLevel {
  readonly level: Level;
  readonly whileAt: Level;
}

export const shownLevel = (byZoom: Level, chosen: ChosenLevel | null): Level => (chosen?.whileAt === byZoom ? chosen.level : byZoom);
