import { useId } from 'react';
import type { PathShown } from '../../core/contract/circuit-shapes';
import { ringSeverity } from './path-standing';
import classes from './pool-ring.module.css';
import { arcPath, pointAt, ringOf, type RingArc } from './ring-geometry';

interface PoolRingProps {
  readonly path: PathShown;
  /** Its side, in pixels; small ones have no words inside. */
  readonly size: number;
}

const radius = 48;

/** A path's pool: solid used, thin quarantined, dark free, hatched pending, a tick at the delta threshold, the free count in the middle. */
export function PoolRing({ path, size }: PoolRingProps) {
  const hatch = useId();
  const { pool, deltaThreshold, id } = path;
  const { arcs, tickDeg } = ringOf(pool, deltaThreshold);
  const isSmall = size < 60;
  const width = isSmall ? 20 : 11;
  const label = `${id}: ${pool.used} used, ${pool.free} free, ${pool.pending} pending, ${pool.quarantined} quarantined, delta threshold ${deltaThreshold}`;
  const severity = ringSeverity(path);
  return (
    <svg
      width={size}
      height={size}
      viewBox="-60 -60 120 120"
      role="img"
      aria-label={label}
      className={classes['ring']}
      {...(severity === null ? {} : { 'data-severity': severity })}
    >
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2" height="5" className={classes['hatch']} />
        </pattern>
      </defs>
      <circle r={radius} strokeWidth={width} className={classes['base']} />
      {arcs.map((arc) => arc.kind !== 'free' && <Arc key={arc.kind} arc={arc} width={width} hatch={hatch} />)}
      {tickDeg !== null && <Tick deg={tickDeg} half={isSmall ? 12 : 9.5} />}
      {!isSmall && (
        <>
          <text y="3" textAnchor="middle" className={classes['count']} data-long={pool.free >= 10_000 ? 'yes' : undefined}>
            {pool.free}
          </text>
          <text y="19" textAnchor="middle" className={classes['unit']}>
            free
          </text>
        </>
      )}
    </svg>
  );
}

function Arc({ arc, width, hatch }: { readonly arc: RingArc; readonly width: number; readonly hatch: string }) {
  const d = arcPath(arc, radius);
  if (arc.kind === 'pending') return <path d={d} strokeWidth={width} stroke={`url(#${hatch})`} fill="none" />;
  return <path d={d} strokeWidth={arc.kind === 'quarantined' ? width / 2.75 : width} className={classes[arc.kind]} />;
}

function Tick({ deg, half }: { readonly deg: number; readonly half: number }) {
  const [from, to] = [pointAt(deg, radius - half), pointAt(deg, radius + half)];
  const line = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
  return (
    <>
      <line {...line} strokeWidth="5" className={classes['gap']} />
      <line {...line} strokeWidth="2" className={classes['tick']} />
    </>
  );
}
