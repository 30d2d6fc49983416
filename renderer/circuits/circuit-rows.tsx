import type { CircuitCheckShown, CircuitOutcomeShown } from '../../core/contract/circuit-shapes';
import type { RowColumn } from '../ui/row-table';
import { StateMark } from '../ui/state-mark';
import classes from './order-circuits.module.css';
import type { pastedColumns, PastedRow } from './pasted-circuits';

export const circuitFieldLabels: Readonly<Record<(typeof pastedColumns)[number], { readonly label: string; readonly hint: string }>> = {
  order: { label: 'Order', hint: 'C-1' },
  'end-user': { label: 'End user', hint: 'Elm Street 5' },
  line: { label: 'Line: rack-shelf-slot-circuit', hint: '1-1-8-17' },
  'line-vpi': { label: 'VPI on the line', hint: '0' },
  'line-vci': { label: 'VCI on the line', hint: '35' },
};

/** One order that is being typed or was pasted, with what is or became of it. */
export type CircuitRow = PastedRow & { readonly verdict: CircuitCheckShown | null; readonly outcome: CircuitOutcomeShown | null };

/** What the list itself rules out needs no host. */
export const verdictOf = ({ amiss, fields }: PastedRow, checked: CircuitCheckShown | undefined): CircuitCheckShown | null =>
  amiss === undefined ? (checked ?? null) : { kind: 'refused', orderId: fields['order'] ?? '', message: amiss };

export const fieldError = (verdict: CircuitCheckShown | undefined, name: string): string | undefined =>
  verdict?.kind === 'malformed' ? verdict.problems.find(({ field }) => field === name)?.message : undefined;

export const circuitRowColumns: readonly RowColumn<CircuitRow>[] = [
  { id: 'line', head: 'Line', width: '52px', align: 'right', cell: ({ line }) => line },
  {
    id: 'order',
    head: 'Order',
    width: '120px',
    cell: ({ fields }) => <bdi>{fields['order'] ?? '–'}</bdi>,
    title: ({ fields }) => fields['order'] ?? '',
  },
  {
    id: 'user',
    head: 'End user',
    width: '150px',
    cell: ({ fields }) => <bdi>{fields['end-user'] ?? '–'}</bdi>,
    title: ({ fields }) => fields['end-user'] ?? '',
  },
  { id: 'place', head: 'Line', width: '96px', cell: ({ fields }) => <span className="mono">{fields['line'] ?? '–'}</span> },
  { id: 'outcome', head: 'Outcome', width: 'minmax(0, 1fr)', cell: (row) => <Verdict row={row} />, title: (row) => verdictText(row) },
];

function verdictText({ verdict, outcome }: CircuitRow): string {
  const said = outcome ?? verdict;
  switch (said?.kind) {
    case undefined:
      return 'being checked';
    case 'given':
      return 'has a circuit at once';
    case 'waits':
      return 'waits until more are created';
    case 'received':
      return said.vci === null ? 'entered; it waits until more are created' : `entered; VCI ${said.vci}`;
    case 'refused':
      return said.message;
    case 'malformed':
      return said.problems.map(({ message }) => message).join('; ');
  }
}

function Verdict({ row }: { readonly row: CircuitRow }) {
  const kind = (row.outcome ?? row.verdict)?.kind;
  const isBad = kind === 'refused' || kind === 'malformed';
  const mark = isBad
    ? ({ severity: 'major' } as const)
    : kind === 'waits'
      ? ({ severity: 'minor' } as const)
      : ({ shape: kind === undefined ? 'dotted' : 'dot' } as const);
  return (
    <StateMark mark={mark}>
      <span className={classes['verdict']}>{verdictText(row)}</span>
    </StateMark>
  );
}
