import { useElementSize } from '@mantine/hooks';
import { useId, useMemo } from 'react';
import type { PathDossierShown, PathShown } from '../../core/contract/circuit-shapes';
import classes from './identifier-bar.module.css';
import { fittedSpans, identifierSpans, marksOf, placeMarks, type Span } from './identifier-spans';

interface IdentifierBarProps {
  readonly path: PathShown;
  /** null: not heard yet, so only what the path itself tells is drawn. */
  readonly circuits: PathDossierShown['circuits'] | null;
}

/** The identifiers of a path from the first to the last, each where it is. */
export function IdentifierBar({ path, circuits }: IdentifierBarProps) {
  const { ref, width } = useElementSize();
  const hatch = useId();
  const { vcis, currentVci, lastVci, pending } = path;
  const size = vcis.last - vcis.first + 1;
  const spans = useMemo(
    () =>
      fittedSpans(
        identifierSpans({ vcis, currentVci, lastVci, pending, circuits: circuits ?? [] }),
        vcis,
        Math.max(300, Math.round(width)),
      ),
    [vcis, currentVci, lastVci, pending, circuits, width],
  );
  const marks = useMemo(
    () => placeMarks(marksOf({ vcis, currentVci, lastVci, pending }), width),
    [vcis, currentVci, lastVci, pending, width],
  );
  const at = (vci: number): number => ((vci - vcis.first) / size) * width;
  const { pool } = path;
  const label = `VCI ${vcis.first} to ${vcis.last}: ${pool.used} used, ${pool.quarantined} quarantined, ${pool.free} free, ${pool.pending} pending, ${pool.foreign} used by the switch for something else; next is ${currentVci}, created up to ${lastVci}`;
  return (
    <div className={classes['bar']} ref={ref}>
      <svg width={width} height={18} role="img" aria-label={label} className={classes['track']}>
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="2" height="5" className={classes['hatch']} />
          </pattern>
        </defs>
        {spans.map((span) => (
          <SpanRect key={span.first} span={span} x={at(span.first)} width={at(span.last + 1) - at(span.first)} hatch={hatch} />
        ))}
        {lastVci >= vcis.first && <line x1={at(currentVci)} x2={at(currentVci)} y1={0} y2={18} className={classes['current']} />}
      </svg>
      <div className={classes['axis']} aria-hidden="true">
        {marks.map(({ text, leftPx, rightPx, isStrong }) => (
          <span key={text} style={{ left: leftPx, right: rightPx }} data-strong={isStrong || undefined}>
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}

interface SpanRectProps {
  readonly span: Span;
  readonly x: number;
  readonly width: number;
  readonly hatch: string;
}

/** One identifier among a thousand is still to be seen. */
const leastPx = 1;

function SpanRect({ span, x, width, hatch }: SpanRectProps) {
  const shown = Math.max(leastPx, width);
  const title = (
    <title>
      {span.first === span.last ? span.first : `${span.first}–${span.last}`}: {kindWords[span.kind]}
    </title>
  );
  if (span.kind === 'quarantined')
    return (
      <g>
        {title}
        <rect x={x} y={0} width={shown} height={18} className={classes['free']} />
        <rect x={x} y={5} width={shown} height={8} className={classes['quarantined']} />
      </g>
    );
  return (
    <rect
      x={x}
      y={0}
      width={shown}
      height={18}
      {...(span.kind === 'pending' ? { fill: `url(#${hatch})` } : { className: classes[span.kind] })}
    >
      {title}
    </rect>
  );
}

const kindWords = {
  used: 'given to orders',
  quarantined: 'in quarantine',
  free: 'free',
  pending: 'asked for',
  foreign: 'used by the switch for something that is not ours',
} as const;

/** What the bar's kinds look like. */
export function IdentifierLegend({ hasForeign }: { readonly hasForeign: boolean }) {
  const kinds = ['used', 'quarantined', 'free', 'pending', ...(hasForeign ? ['foreign'] : [])];
  return (
    <span className={classes['legend']} aria-hidden="true">
      {kinds.map((kind) => (
        <span key={kind}>
          <i data-kind={kind} />
          {kind}
        </span>
      ))}
    </span>
  );
}
