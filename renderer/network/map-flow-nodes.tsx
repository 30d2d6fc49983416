import type { Node, NodeProps } from '@xyflow/react';
import { Age } from '../ui/times';
import { counted } from '../ui/numbers';
import { MarkShape } from '../ui/state-mark';
import classes from './map-flow-nodes.module.css';
import type { Picture } from './painting/map-painter';
import { onMap } from './scene/geometry';
import type { Scene } from './scene/scene';
import type { Severity } from './topology/troubles';

type PulseNode = Node<{ readonly severity: Severity }, 'pulse'>;
type CalloutNode = Node<
  {
    readonly severity: Severity;
    readonly words: string;
    readonly sinceMs: number;
    readonly hitCount: number;
    readonly left: number;
    readonly top: number;
    readonly width: number;
  },
  'callout'
>;
type SiteNode = Node<{ readonly name: string; readonly width: number; readonly height: number }, 'site'>;
/** What on the map is an element of its own: what moves, ticks, or is worked with a screen reader. All else is painted. */
export type MapFlowNode = PulseNode | CalloutNode | SiteNode;

/** More than so many are not told one by one; the list has them all. */
const mostSites = 150;

const still = { draggable: false, selectable: false, focusable: false, width: 1, height: 1 } as const;

export function flowNodes({ view, sites, callouts, troubles }: Scene, { groups, topology }: Picture): MapFlowNode[] {
  const pulses = troubles.flatMap(({ at, severity, impairmentId }): PulseNode[] =>
    impairmentId === null ? [] : [{ ...still, id: `pulse ${impairmentId}`, type: 'pulse', position: onMap(view, at), data: { severity } }],
  );
  const words = callouts.flatMap(({ impairmentId, box, from, severity }): CalloutNode[] => {
    const group = groups.find(({ id }) => id === impairmentId);
    if (!group) return [];
    const { words, sinceMs, hitCount } = group;
    const data = { severity, words, sinceMs, hitCount, left: box.left - from.x, top: box.top - from.y, width: box.right - box.left };
    return [{ ...still, id: `callout ${impairmentId}`, type: 'callout', position: onMap(view, from), data, zIndex: 3 }];
  });
  const places = sites
    .filter(({ at }) => at.x >= 0 && at.y >= 0 && at.x <= view.width && at.y <= view.height)
    .slice(0, mostSites)
    .map(({ id, at, box }): SiteNode => {
      const name = topology.sites[topology.siteAt.get(id) ?? -1]?.name ?? id;
      const data = { name, width: box.right - box.left, height: box.bottom - box.top };
      return { ...still, id: `site ${id}`, type: 'site', position: onMap(view, at), data };
    });
  return [...places, ...pulses, ...words];
}

/** Once, when it appears; then its mark stays. */
const pulsed = new Set<string>();

function Pulse({ id, data }: NodeProps<PulseNode>) {
  const isNew = !pulsed.has(id);
  return (
    <div className={classes['upright']} aria-hidden="true">
      {isNew && (
        <i
          className={`${classes['pulse'] ?? ''} ${classes[data.severity] ?? ''}`}
          onAnimationEnd={() => {
            pulsed.add(id);
          }}
        />
      )}
    </div>
  );
}

function Callout({ data: { severity, words, sinceMs, hitCount, left, top, width } }: NodeProps<CalloutNode>) {
  const to = { x: Math.max(left, Math.min(0, left + width)), y: Math.max(top, Math.min(0, top + 36)) };
  return (
    <div className={`${classes['upright'] ?? ''} ${classes[severity] ?? ''}`}>
      <svg className={classes['leader']} width="1" height="1" aria-hidden="true">
        <line x1={to.x * 0.12} y1={to.y * 0.12} x2={to.x} y2={to.y} stroke="currentColor" />
      </svg>
      <div className={classes['callout']} style={{ left, top, width }}>
        <b className="ellipsis" title={words}>
          <MarkShape mark={{ severity }} /> <bdi>{words}</bdi>
        </b>
        <span>
          <Age sinceMs={sinceMs} isRelative /> · {counted(hitCount, 'connection')}
        </span>
      </div>
    </div>
  );
}

/** Painted below; here it is what a screen reader and a test can point at. Keys go to the map as a whole. */
function SitePlace({ data: { name, width, height } }: NodeProps<SiteNode>) {
  return (
    <div className={classes['upright']}>
      <button
        type="button"
        tabIndex={-1}
        className={classes['site']}
        style={{ width, height, left: -width / 2, top: -height / 2 }}
        aria-label={name}
      />
    </div>
  );
}

export const flowNodeTypes = { pulse: Pulse, callout: Callout, site: SitePlace };
