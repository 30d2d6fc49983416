import { useState } from 'react';
import { addressOf } from '../app/address';
import { useAnswer } from '../client/use-answer';
import { formatUtc } from '../ui/numbers';
import { HandedReport } from '../recovery/handed-report';
import classes from './print-page.module.css';
import { NoSheetYet } from './no-sheet-yet';
import { Sheet } from './sheet';

const shiftMs = 8 * 3_600_000;

/** What a shift hands to the next, on paper; null: up to now, and eight hours before its end. */
export function HandOverSheet({ fromMs, toMs }: { readonly fromMs: number | null; readonly toMs: number | null }) {
  const [nowMs] = useState(() => Date.now());
  const endMs = toMs ?? nowMs;
  const asked = useAnswer('hand-over', { fromMs: fromMs ?? Math.max(0, endMs - shiftMs), toMs: endMs });
  const report = asked.output;
  if (!report) return <NoSheetYet what="The report" asked={asked} />;
  return (
    <Sheet
      what="Hand-over"
      of={`of the shift up to ${formatUtc(report.toMs)}`}
      about={`from ${formatUtc(report.fromMs)}; as things stood ${formatUtc(report.atMs)}`}
      file={`hand-over-${formatUtc(endMs).slice(0, 16).replace(' ', '-').replace(':', '')}`}
      back={addressOf('recovery', [], { tab: 'hand-over' })}
      onAgain={asked.askAgain}
    >
      <div className={classes['handed']}>
        <HandedReport shown={report} />
      </div>
    </Sheet>
  );
}
