import { MarkShape } from '../ui/state-mark';
import { CarrierName } from '../ui/carrier-name';
import classes from './map-tip.module.css';
import { latencyWords, siteWords } from './map-words';
import type { NetworkKnown } from './network-model';
import type { Selection } from './scene/emphasis';
import type { Point } from './scene/geometry';
import type { Scene, Target } from './scene/scene';
import type { Topology } from './topology/topology';

interface MapTipProps {
  readonly target: Target;
  readonly at: Point;
  readonly known: NetworkKnown;
  readonly topology: Topology;
  readonly selection: Selection | null;
  readonly scene: Scene | null;
}

/** A few words beside the pointer. */
export function MapTip({ target, at, known, topology, scene }: MapTipProps) {
  const words = wordsOf(target, known, topology, scene);
  if (!words) return null;
  const isRight = at.x > (scene?.view.width ?? 0) - 280;
  const isLow = at.y > (scene?.view.height ?? 0) - 90;
  const place = {
    ...(isRight ? { right: (scene?.view.width ?? 0) - at.x + 14 } : { left: at.x + 14 }),
    ...(isLow ? { bottom: (scene?.view.height ?? 0) - at.y + 14 } : { top: at.y + 14 }),
  };
  return (
    <div className={classes['tip']} style={place} aria-hidden="true">
      {words}
    </div>
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
              <span className={classes[trouble.severity]}>
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
