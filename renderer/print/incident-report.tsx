import type { IncidentHitShown, IncidentShown } from '../../core/contract/watch';
import type { HitOutcome } from '../../core/model/impairment';
import { addressOf } from '../app/address';
import { useAnswer } from '../client/use-answer';
import { counted, formatDuration, formatMsNumber, formatUtc } from '../ui/numbers';
import { NoSheetYet } from './no-sheet-yet';
import { Part, Sheet, SheetFacts, SheetTable } from './sheet';

/** What broke, whom it hit, and what was done about it, on paper. */
export function IncidentReport({ impairmentIds }: { readonly impairmentIds: readonly string[] }) {
  const asked = useAnswer('impairments.report', { impairmentIds: [...impairmentIds] });
  if (asked.output === null) return <NoSheetYet what="The report" asked={asked} />;
  return <Report shown={asked.output} onAgain={asked.askAgain} />;
}

const outcomeWords: Readonly<Record<HitOutcome, string>> = {
  pending: 'being worked on',
  restored: 'restored',
  unrestorable: 'not restored',
  cleared: 'came back by itself',
  released: 'released',
};

const ms = (ns: number | null): string => (ns === null ? 'none' : formatMsNumber(ns, 3));
const time = (atMs: number): string => formatUtc(atMs).replace(' UTC', '');

function Report({ shown, onAgain }: { readonly shown: IncidentShown; readonly onAgain: () => void }) {
  const { impairments, hits, records, isCut, atMs } = shown;
  const [first] = impairments;
  if (!first) return null;
  const sinceMs = Math.min(...impairments.map(({ raisedAtMs }) => raisedAtMs));
  const isOpen = impairments.some(({ clearedAtMs }) => clearedAtMs === null);
  const untilMs = isOpen ? atMs : Math.max(...impairments.map(({ clearedAtMs }) => clearedAtMs ?? 0));
  const names = impairments.map(({ subjectName }) => subjectName);
  const nameOf = new Map(impairments.map(({ id, subjectName }) => [id, subjectName]));
  const title = impairments.length === 1 ? first.subjectName : `${first.subjectName} and ${impairments.length - 1} more`;
  return (
    <Sheet
      what="Incident report"
      of={title}
      about={
        isOpen ? `open for ${formatDuration(untilMs - sinceMs)} when this was drawn up` : `over, after ${formatDuration(untilMs - sinceMs)}`
      }
      file={`incident-${first.id}`}
      onAgain={onAgain}
      back={addressOf('recovery', [first.id])}
    >
      <Part title="What happened">
        <SheetFacts
          facts={[
            ['Raised', formatUtc(sinceMs)],
            ['Cleared', isOpen ? 'not yet' : formatUtc(untilMs)],
            ['What', [...new Set(names)].slice(0, 4).join(', ') + (names.length > 4 ? ` and ${names.length - 4} more` : '')],
            ['Cause', [...new Set(impairments.map(({ cause }) => cause))].join(', ')],
            ['Orders hit', counted(hits.length, 'order')],
            ['Longest outage', longest(hits)],
            [
              'Acknowledged',
              said(shown, ({ acknowledgedBy, acknowledgedAtMs }) => acknowledged(acknowledgedBy, acknowledgedAtMs), 'by nobody yet'),
            ],
            ['Owner', said(shown, ({ owner }) => owner, 'nobody')],
            ['Ticket', said(shown, ({ ticket }) => ticket, 'none')],
          ]}
        />
      </Part>
      <Part title={counted(impairments.length, 'impairment')}>
        <SheetTable
          label="Impairments"
          rows={impairments}
          keyOf={({ id }) => id}
          columns={[
            { head: 'What', cell: ({ subjectName }) => <bdi>{subjectName}</bdi> },
            { head: 'Cause', isKept: true, cell: ({ cause }) => cause },
            { head: 'In words', cell: ({ text }) => <bdi>{text}</bdi> },
            { head: 'Raised, UTC', isKept: true, cell: ({ raisedAtMs }) => time(raisedAtMs) },
            { head: 'Cleared, UTC', isKept: true, cell: ({ clearedAtMs }) => (clearedAtMs === null ? 'open' : time(clearedAtMs)) },
            { head: 'Id', isId: true, cell: ({ id }) => <span className="mono">{id}</span> },
          ]}
        />
      </Part>
      <Part title="Whom it hit">
        {hits.length === 0 ? (
          <p>No connection used it when it was raised, and none was hit since.</p>
        ) : (
          <SheetTable
            label="Orders hit"
            rows={hits}
            keyOf={({ orderId }) => orderId}
            columns={[
              { head: 'Order', isKept: true, cell: ({ orderId }) => orderId },
              { head: 'Customer', cell: ({ customer }) => <bdi>{customer}</bdi> },
              { head: 'Priority', align: 'right', cell: ({ priority }) => priority },
              { head: 'Hit, UTC', isKept: true, cell: ({ hitAtMs }) => time(hitAtMs).slice(11) },
              {
                head: 'Settled, UTC',
                isKept: true,
                cell: ({ settledAtMs }) => (settledAtMs === null ? 'open' : time(settledAtMs).slice(11)),
              },
              { head: 'Outage', align: 'right', cell: outageWords },
              { head: 'Before, ms', align: 'right', cell: ({ beforeNs }) => ms(beforeNs) },
              { head: 'After, ms', align: 'right', cell: ({ afterNs }) => ms(afterNs) },
              { head: 'Limit, ms', align: 'right', cell: ({ limitNs }) => ms(limitNs) },
              {
                head: 'What became of it',
                cell: ({ outcome, text }) => <bdi>{text === '' ? outcomeWords[outcome] : `${outcomeWords[outcome]}: ${text}`}</bdi>,
              },
            ]}
          />
        )}
      </Part>
      <Part title="What was done">
        <SheetTable
          label="What was done"
          rows={records}
          keyOf={({ seq }) => String(seq)}
          columns={[
            { head: 'When, UTC', isKept: true, cell: ({ atMs: at }) => time(at) },
            { head: 'By', cell: ({ actor }) => actor },
            { head: 'Event', isKept: true, cell: ({ event }) => <span className="mono">{event}</span> },
            { head: 'Of', isId: true, cell: ({ subject }) => <bdi>{nameOf.get(subject) ?? subject}</bdi> },
            { head: 'What', cell: ({ text }) => <bdi>{text}</bdi> },
          ]}
        />
        {isCut && <p>There was more: the history has all of it.</p>}
      </Part>
    </Sheet>
  );
}

const acknowledged = (by: string | null, atMs: number | null): string | null =>
  by === null ? null : `by ${by}${atMs === null ? '' : `, ${formatUtc(atMs)}`}`;

function said(
  { impairments }: IncidentShown,
  of: (handling: IncidentShown['impairments'][number]['handling']) => string | null,
  none: string,
): string {
  const values = [...new Set(impairments.flatMap(({ handling }) => of(handling) ?? []))];
  return values.length === 0 ? none : values.join('; ');
}

function longest(hits: readonly IncidentHitShown[]): string {
  const known = hits.flatMap(({ outageMs }) => outageMs ?? []);
  return known.length === 0 ? 'unknown' : exact(Math.max(...known));
}

const outageWords = ({ outageMs, isStillDown }: IncidentHitShown): string =>
  outageMs === null ? 'unknown' : `${exact(outageMs)}${isStillDown ? ', still down' : ''}`;

/** Outages are short: to the millisecond below ten seconds. */
const exact = (durationMs: number): string =>
  durationMs === 0 ? 'none' : durationMs < 10_000 ? `${(durationMs / 1000).toFixed(3)} s` : formatDuration(durationMs);
