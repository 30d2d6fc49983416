import { Button, FileButton, Modal, Progress } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { orderFields } from '../../core/model/order-fields';
import { useOperator } from '../app/operator';
import { useShell } from '../app/shell-context';
import { useClient } from '../client/use-client';
import { counted, formatCount } from '../ui/numbers';
import { csvOf } from '../ui/csv';
import { RowTable, type RowColumn } from '../ui/row-table';
import { Segments } from '../ui/segments';
import type { Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { checkRows, isGood, rowOutcomes, submitRows, type CheckedRow, type RowOutcome } from './check-rows';
import classes from './import-orders.module.css';
import type { CsvOrder } from './read-order-csv';

type Step =
  | { readonly kind: 'choose'; readonly problem: string }
  | { readonly kind: 'checking' | 'checked' | 'submitting' | 'submitted'; readonly file: string; readonly total: number };

const outcomes: Readonly<Record<RowOutcome, { readonly mark: Mark; readonly word: string }>> = {
  malformed: { mark: { shape: 'cross' }, word: 'cannot be read' },
  refused: { mark: { shape: 'cross' }, word: 'refused' },
  rejected: { mark: { severity: 'minor' }, word: 'no route' },
  undecided: { mark: { severity: 'indeterminate' }, word: 'undecided' },
  'in-doubt': { mark: { severity: 'indeterminate' }, word: 'in doubt' },
  'not-asked': { mark: { shape: 'dash' }, word: 'not asked' },
  waits: { mark: { shape: 'circle' }, word: 'would wait' },
  served: { mark: { shape: 'dot' }, word: 'would be served' },
  submitted: { mark: { shape: 'dot' }, word: 'submitted' },
};

const columns: readonly RowColumn<CheckedRow>[] = [
  { id: 'line', head: 'Line', width: '52px', align: 'right', cell: ({ row }) => formatCount(row.line), sortBy: ({ row }) => row.line },
  {
    ...{ id: 'order', head: 'Order', width: '116px' },
    cell: ({ row }) => <bdi className="mono">{row.fields.order ?? ''}</bdi>,
    sortBy: ({ row }) => row.fields.order ?? '',
    title: ({ row }) => row.fields.order ?? '',
  },
  {
    ...{ id: 'outcome', head: 'Outcome', width: '132px' },
    cell: ({ outcome }) => <StateMark mark={outcomes[outcome].mark}>{outcomes[outcome].word}</StateMark>,
    sortBy: ({ outcome }) => rowOutcomes.indexOf(outcome),
  },
  { id: 'why', head: 'Why', width: 'minmax(0, 1fr)', cell: ({ why }) => <bdi>{why}</bdi>, title: ({ why }) => why },
];

/** Orders from a CSV file: a dry run that names each bad row and its reason, then the good ones are submitted. */
export function ImportOrders({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();
  const by = useOperator();
  const shell = useShell();
  const [step, setStep] = useState<Step>({ kind: 'choose', problem: '' });
  const [rows, setRows] = useState<readonly CheckedRow[]>([]);
  const [isBadOnly, setBadOnly] = useState('all');
  const running = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      running.current?.abort();
    },
    [],
  );

  const work = async (
    kind: 'checking' | 'submitting',
    file: string,
    given: readonly CsvOrder[],
    before: readonly CheckedRow[],
  ): Promise<void> => {
    const stop = new AbortController();
    running.current = stop;
    const told = new Map(before.map((checked) => [checked.row, checked]));
    let shownAtMs = 0;
    const tell = (checked: CheckedRow): void => {
      told.set(checked.row, checked);
      if (Date.now() - shownAtMs < 150) return;
      shownAtMs = Date.now();
      setRows([...told.values()]);
    };
    setStep({ kind, file, total: given.length });
    const run = { signal: stop.signal, tell };
    await (kind === 'checking' ? checkRows(client, given, run) : submitRows(client, given, by, run));
    if (running.current !== stop) return;
    running.current = null;
    setRows([...told.values()].sort((one, other) => one.row.line - other.row.line));
    setStep({ kind: kind === 'checking' ? 'checked' : 'submitted', file, total: given.length });
  };
  const choose = async (file: File | null): Promise<void> => {
    if (!file) return;
    // The parser is loaded when it is first needed.
    const { readOrderCsv } = await import('./read-order-csv');
    const read = readOrderCsv(new Uint8Array(await file.arrayBuffer()), file.name);
    if (read.kind === 'unreadable') setStep({ kind: 'choose', problem: read.message });
    else if (read.orders.length === 0) setStep({ kind: 'choose', problem: `${file.name} has a header and no rows: choose another` });
    else {
      setRows([]);
      await work('checking', file.name, read.orders, []);
    }
  };
  const good = useMemo(() => rows.filter(isGood), [rows]);
  const shown = useMemo(
    () => (isBadOnly === 'bad' ? rows.filter((row) => !isGood(row) && row.outcome !== 'submitted') : rows),
    [rows, isBadOnly],
  );
  const isRunning = step.kind === 'checking' || step.kind === 'submitting';
  const bad = rows.length - good.length - rows.filter(({ outcome }) => outcome === 'submitted').length;
  const answered = step.kind === 'submitting' ? rows.filter(({ outcome }) => !isGood({ outcome } as CheckedRow)).length : rows.length;

  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      title="Import orders"
      closeOnClickOutside={false}
      closeOnEscape={!isRunning}
      withCloseButton={!isRunning}
    >
      {step.kind === 'choose' ? (
        <div className={classes['choose']}>
          <IconFileSpreadsheet size={28} stroke={1.5} aria-hidden="true" />
          <p>
            A CSV file with a header. It needs the columns <span className="mono">order, customer, accessing, a, z, signal, limit</span>;
            the others have their usual values where they are left out. First each row is tried; nothing is submitted before you say so.
          </p>
          {step.problem !== '' && (
            <p role="alert" className={classes['problem']}>
              {step.problem}
            </p>
          )}
          <div className={classes['buttons']}>
            <Button onClick={() => void shell.saveFile('orders-template.csv', csvOf(orderFields, []))}>
              Save an empty file with all columns
            </Button>
            <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void choose(file)}>
              {(props) => (
                <Button {...props} variant="filled" data-autofocus>
                  Choose a file
                </Button>
              )}
            </FileButton>
          </div>
        </div>
      ) : (
        <div className={classes['run']}>
          {isRunning && <Progress value={(100 * Math.min(answered, step.total)) / step.total} aria-label="How far it is" />}
          <div className={classes['words']}>
            <p role="status">{wordsOf(step, rows, good.length)}</p>
            <Segments
              label="Which rows"
              value={isBadOnly === 'bad' ? 'bad' : 'all'}
              options={[
                { value: 'all', label: `All ${formatCount(rows.length)}` },
                { value: 'bad', label: `Not good ${formatCount(bad)}` },
              ]}
              onChange={setBadOnly}
            />
          </div>
          <div className={classes['rows']}>
            <RowTable
              label={`Rows of ${step.file}`}
              rows={shown}
              columns={columns}
              keyOf={({ row }) => String(row.line)}
              empty={isRunning ? 'The first rows are being tried.' : 'Every row is good.'}
            />
          </div>
          <div className={classes['buttons']}>
            {isRunning ? (
              <Button
                onClick={() => {
                  running.current?.abort();
                }}
              >
                Stop
              </Button>
            ) : (
              <>
                {bad > 0 && (
                  <Button className={classes['first'] ?? ''} onClick={() => void shell.saveFile('orders-not-good.csv', problemsCsv(rows))}>
                    Save the rows that are not good
                  </Button>
                )}
                <Button onClick={onClose}>{step.kind === 'submitted' ? 'Close' : 'Submit nothing'}</Button>
                {step.kind === 'checked' && (
                  <Button
                    variant="filled"
                    disabled={good.length === 0}
                    onClick={() =>
                      void work(
                        'submitting',
                        step.file,
                        good.map(({ row }) => row),
                        rows,
                      )
                    }
                  >
                    Submit {counted(good.length, 'order')}
                  </Button>
                )}
              </>
            )}
          </div>
        </div>
      )}
    </Modal>
  );
}

function wordsOf(step: Exclude<Step, { kind: 'choose' }>, rows: readonly CheckedRow[], good: number): string {
  const submitted = rows.filter(({ outcome }) => outcome === 'submitted').length;
  switch (step.kind) {
    case 'checking':
      return `${step.file}: ${formatCount(rows.length)} of ${counted(step.total, 'row')} tried`;
    case 'checked':
      return `${step.file}: ${formatCount(good)} of ${counted(step.total, 'row')} would be served or wait. Each was tried as if it were alone.`;
    case 'submitting':
      return `${formatCount(submitted)} of ${counted(step.total, 'order')} submitted`;
    case 'submitted':
      return `${formatCount(submitted)} of ${counted(step.total, 'order')} submitted; what becomes of them is in the queue.`;
  }
}

/** As they stood in the file, with their line and what is wrong, so that they can be corrected. */
const problemsCsv = (rows: readonly CheckedRow[]): string =>
  csvOf(
    [...orderFields, 'cause'],
    rows
      .filter((row) => !isGood(row) && row.outcome !== 'submitted')
      .map(({ row, why }) => [...orderFields.map((field) => row.fields[field] ?? ''), `line ${row.line}: ${why}`]),
  );
