import { assertNever } from '../../core/model/assert-never';
import type { CalmShape, Mark, Severity } from './severity';
import classes from './state-mark.module.css';

/** A severity or a state: its shape in its colour, with its word where there is room. The shape alone is never all that tells it. */
export function StateMark({
  mark,
  children,
  title,
}: {
  readonly mark: Mark;
  readonly children?: React.ReactNode;
  readonly title?: string;
}) {
  const tone = 'severity' in mark ? classes[mark.severity] : classes['calm'];
  return (
    <span className={`${classes['mark'] ?? ''} ${tone ?? ''}`} title={title}>
      <MarkShape mark={mark} />
      {children}
    </span>
  );
}

/** The shape alone, in the current colour. */
export function MarkShape({ mark, size = 10 }: { readonly mark: Mark; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" className={classes['shape']}>
      {'severity' in mark ? severityShape(mark.severity) : calmShape(mark.shape)}
    </svg>
  );
}

function severityShape(severity: Severity) {
  switch (severity) {
    case 'critical':
      return <rect x="1" y="1" width="10" height="10" rx="1" fill="currentColor" />;
    case 'major':
      return <path d="M6 1 11.5 11H.5z" fill="currentColor" />;
    case 'minor':
      return <path d="M6 11 .5 1h11z" fill="currentColor" />;
    case 'warning':
      return <circle cx="6" cy="6" r="5" fill="currentColor" />;
    case 'indeterminate':
      return <path d="M6 1l5 5-5 5-5-5z" fill="none" stroke="currentColor" strokeWidth="1.5" />;
    case 'cleared':
      return (
        <>
          <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.3" />
          <path d="M3.6 6.2 5.3 7.9 8.5 4.4" fill="none" stroke="currentColor" strokeWidth="1.3" />
        </>
      );
    default:
      return assertNever(severity);
  }
}

function calmShape(shape: CalmShape) {
  const outline = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.3 } as const;
  switch (shape) {
    case 'dot':
      return <circle cx="6" cy="6" r="3.4" fill="currentColor" />;
    case 'circle':
      return <circle cx="6" cy="6" r="4.6" {...outline} />;
    case 'dotted':
      return <circle cx="6" cy="6" r="4.6" {...outline} strokeDasharray="1.6 1.9" />;
    case 'half':
      return (
        <>
          <circle cx="6" cy="6" r="4.6" {...outline} />
          <path d="M6 1.4a4.6 4.6 0 0 1 0 9.2z" fill="currentColor" />
        </>
      );
    case 'target':
      return (
        <>
          <circle cx="6" cy="6" r="4.6" {...outline} />
          <circle cx="6" cy="6" r="1.7" fill="currentColor" />
        </>
      );
    case 'cross':
      return <path d="M2.5 2.5l7 7m0-7l-7 7" {...outline} />;
    case 'dash':
      return <path d="M2 6h8" {...outline} />;
    default:
      return assertNever(shape);
  }
}
