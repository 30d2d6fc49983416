import type { GeoProjection } from 'd3-geo';
import { useEffect, useState } from 'react';
import { landFrom, type Land } from '../painting/paint-land';
import { loadLand } from './land';

/** First the coarse outlines, then the fine ones; null while there is none, and where there is no projection. */
export function useLand(projection: GeoProjection | null): Land | null {
  const [land, setLand] = useState<{ readonly of: GeoProjection; readonly shapes: Land } | null>(null);
  useEffect(() => {
    if (!projection) return;
    const ending = new AbortController();
    const load = async (): Promise<void> => {
      for (const detail of ['coarse', 'fine'] as const) {
        const paths = await loadLand(detail, projection, pause, ending.signal);
        if (!paths || ending.signal.aborted) return;
        setLand({ of: projection, shapes: landFrom(paths) });
      }
    };
    // Without land the map is poorer, and works.
    load().catch(() => undefined);
    return () => {
      ending.abort();
    };
  }, [projection]);
  return land && land.of === projection ? land.shapes : null;
}

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
