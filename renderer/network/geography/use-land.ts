import type { GeoProjection } from 'd3-geo';
import { useEffect, useState } from 'react';
import { landFrom, type Land } from '../painting/paint-land';
import { loadLand, type LandDetail } from './land';

const both: readonly LandDetail[] = ['coarse', 'fine'];
const coarse: readonly LandDetail[] = ['coarse'];

/** First the coarse outlines, then the fine ones, unless the coarse are enough; null while there is none, and where there is no projection. */
export function useLand(projection: GeoProjection | null, enough: LandDetail = 'fine'): Land | null {
  const [land, setLand] = useState<{ readonly of: GeoProjection; readonly shapes: Land } | null>(null);
  useEffect(() => {
    if (!projection) return;
    const ending = new AbortController();
    const load = async (): Promise<void> => {
      for (const detail of enough === 'fine' ? both : coarse) {
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
  }, [projection, enough]);
  return land && land.of === projection ? land.shapes : null;
}

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
