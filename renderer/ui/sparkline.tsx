import classes from './sparkline.module.css';
import { boundsOf, stepPath, yOf, type StepPoint } from './step-path';

interface SparklineProps {
  readonly points: readonly StepPoint[];
  readonly fromMs: number;
  readonly toMs: number;
  /** A dashed line; over it the steps are critical. */
  readonly limitNs?: number | null;
  readonly height?: number;
  /** What it shows, for who does not see it. */
  readonly label: string;
}

const width = 100;

/** Steps over time, as wide as there is room. */
export function Sparkline({ points, fromMs, toMs, limitNs = null, height = 18, label }: SparklineProps) {
  const isOver = limitNs !== null && points.some(({ ns }) => ns !== null && ns > limitNs);
  // A limit that is far away would press the steps flat.
  const isNear = isOver || (limitNs !== null && points.some(({ ns }) => ns !== null && ns > limitNs * 0.95));
  const scale = { fromMs, toMs, width, height: height - 2, ...boundsOf(points, isNear ? limitNs : null) };
  const limitY = limitNs !== null && isNear ? yOf(limitNs, scale) : null;
  return (
    <svg
      className={classes['spark']}
      height={height}
      viewBox={`0 -1 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {limitY !== null && <line className={classes['limit']} x1={0} x2={width} y1={limitY} y2={limitY} />}
      <path className={`${classes['line'] ?? ''} ${isOver ? (classes['over'] ?? '') : ''}`} d={stepPath(points, scale)} />
    </svg>
  );
}
