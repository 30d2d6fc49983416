import { useImperativeHandle, useState, type Ref, type RefObject } from 'react';
import type { BestShown } from '../../core/contract/network-shapes';
import { counted, formatMs } from '../ui/numbers';
import { MarkShape } from '../ui/state-mark';
import { CarrierName } from '../ui/carrier-name';
import marks from '../ui/state-mark.module.css';
import classes from './map-tip.module.css';
import { latencyWords, siteWords } from './map-words';
import type { MapHandle } from './network-map';
import type { NetworkKnown } from './network-model';
import type { Selection } from './scene/emphasis';
import type { Point } from './scene/geometry';
import type { Scene, Target } from './scene/scene';
import { useBest } from './use-best';
import type { Topology } from './topology/topology';

export interface TipHandle {
  show(target: Target | null, at: Point): void;
}

interface MapTipProps {
  readonly handle: Ref<TipHandle>;
  readonly known: NetworkKnown;
  readonly topology: Topology;
  readonly map: RefObject<MapHandle | null>;
  readonly selection: Selection | null;
}

/** A few words beside the pointer; only these are drawn again as it moves. */
export function MapTip({ handle, known, topology, map, selection }: MapTipProps) {
  const [hovered, setHovered] = useState<{ readonly target: Target; readonly at: Point } | null>(null);
  const siteId = hovered?.target.kind === 'site' ? hovered.target.id : null;
  const fromId = selection?.kind === 'site' ? selection.id : null;
  const best = useBest(fromId, siteId);
  useImperativeHandle(
    handle,
    (): TipHandle => ({
      show: (target, at) => {
        setHovered(target && { target, at });
      },
    }),
    [],
  );
  if (!hovered) return null;
  const { target, at } = hovered;
  const words = wordsOf(target, known, topology, map.current?.scene() ?? null);
  if (!words) return null;
  const { width, height } = map.current?.view() ?? { width: 0, height: 0 };
  const place = {
    ...(at.x > width - 280 ? { right: width - at.x + 14 } : { left: at.x + 14 }),
    ...(at.y > height - 90 ? { bottom: height - at.y + 14 } : { top: at.y + 14 }),
  };
  return (
    <div className={classes['tip']} style={place} aria-hidden="true">
      {words}
      {best && <Best best={best} from={known.tables.sites.get(fromId ?? '')?.name ?? fromId ?? ''} />}
    </div>
  );
}

function Best({ best, from }: { readonly best: BestShown; readonly from: string }) {
  if (best.kind === 'none')
    return (
      <span className={classes['best']}>
        No way from {from} now: {best.text}
      </span>
    );
  const resources = best.hops.filter(({ kind }) => kind === 'resource').length;
  return (
    <span className={classes['best']}>
      Best from {from} now: <b>{formatMs(best.oneWayNs)}</b> one way, over {counted(resources, 'resource')}
      {best.accessingCarrierName !== null && `, for orders of ${best.accessingCarrierName}`}
    </span>
  );
}

function wordsOf(target: Target, known: NetworkKnown, topology: Topology, scene: Scene | null): React.ReactNode {
  switch (target.kind) {
    case 'site': {
      const site = topology.sites[topology.siteAt.get(target.id) ?? -1];
      return site && <span>{siteWords(site, known)}</span>;
    }
    case 'node': {
      const row = known.tables.nodes.get(target.id);
      return (
        row && (
          <>
            <b>{row.name}</b>
            <CarrierName carrierId={row.carrierId} />
            <span>transit {latencyWords(row)}</span>
          </>
        )
      );
    }
    case 'resource': {
      const row = known.tables.resources.get(target.id);
      const trouble = known.troubles.resources.get(target.id);
      return (
        row && (
          <>
            <b>{row.name}</b>
            <CarrierName carrierId={row.carrierId} />
            <span>
              {latencyWords(row)} · {row.freeSlots} of {row.slots} slots free
            </span>
            {trouble && (
              <span className={marks[trouble.severity]}>
                <MarkShape mark={{ severity: trouble.severity }} /> {row.condition}
                {row.conditionText && `: ${row.conditionText}`}
              </span>
            )}
          </>
        )
      );
    }
    case 'impairment': {
      const row = known.impairments.get(target.id);
      return (
        row && (
          <>
            <b>{row.subjectName}</b>
            <span>{row.text}</span>
          </>
        )
      );
    }
    case 'region': {
      const region = scene?.regions.find(({ id }) => id === target.id);
      const site = topology.sites[topology.siteAt.get(target.id) ?? -1];
      return region && <span>{`${site?.name ?? ''} and around: ${region.count} sites. Click to come nearer.`}</span>;
    }
  }
}
