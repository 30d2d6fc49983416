import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type { ImportShown } from '../../core/contract/imports';
import { importNouns, problemOutcomes, rowOutcomes, type ImportRow, type RowOutcome } from '../../core/model/import-job';
import { useOperator } from '../app/operator';
import { useShell } from '../app/shell-context';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useClient, useConnection, useRow } from '../client/use-client';
import { Confirm } from '../ui/confirm';
import { counted, formatCount } from '../ui/numbers';
import { RowTable, type RowColumn } from '../ui/row-table';
import { Segments } from '../ui/segments';
import { StateMark } from '../ui/state-mark';
import { useNow } from '../ui/times';
import { outcomeWords, paceWords, stateWords, sumOf } from './import-words';
import classes from './imports.module.css';
import { saveProblems } from './save-problems';
import { useImportRows } from './use-import-rows';

interface ImportViewProps {
  readonly importId: string;
  readonly onStopReading: () => void;
  readonly onClose: () => void;
  readonly onAnother: () => void;
}

/** One import, as the host has it: what each row would be, how far it is, and what became of it. */
export function ImportView({ importId, onStopReading, onClose, onAnother }: ImportViewProps) {
  const job = useRow('imports', importId);
  if (!job)
    return (
      <div className={classes['stack']}>
        <Progress value={100} animated aria-label="The host is being asked" />
        <p role="status">The host is being given the rows.</p>
        <div className={classes['buttons']}>
          <Button onClick={onAnother}>Choose a file</Button>
        </div>
      </div>
    );
  return <Job job={job} onStopReading={onStopReading} onClose={onClose} onAnother={onAnother} />;
}

type Shown = 'all' | 'problems' | RowOutcome;

function Job({ job, onStopReading, onClose, onAnother }: Omit<ImportViewProps, 'importId'> & { readonly job: ImportShown }) {
  const nowMs = useNow();
  const isUp = useConnection().kind === 'up';
  const [shown, setShown] = useState<Shown>('all');
  const { state, counts, total, read, run } = job;
  const isRunning = state === 'reading' || state === 'entering' || state === 'undoing';
  const outcomes = shown === 'all' ? null : shown === 'problems' ? problemOutcomes : [shown];
  // While it is at work the first rows are asked for again now and then, and at its end all of them.
  const version = `${state} ${isRunning ? Math.floor((state === 'reading' ? read : (run?.done ?? 0)) / 5_000) : ''}`;
  const loaded = useImportRows(job.id, outcomes, version);
  const share = state === 'reading' ? read / total : run ? run.done / Math.max(1, run.toDo) : 1;
  const problems = sumOf(counts, problemOutcomes);
  return (
    <div className={classes['stack']}>
      {isRunning && <Progress value={100 * share} aria-label={`${formatCount(Math.round(100 * share))} percent`} />}
      <div className={classes['words']}>
        <p role="status">{stateWords(job)}</p>
        {isRunning && <span className={classes['quiet']}>{paceWords(job, nowMs)}</span>}
      </div>
      {!isUp && (
        <p className={classes['problem']}>The host is not connected: what you see is from before. What it was told to do, it does.</p>
      )}
      <Segments<Shown>
        label="Which rows"
        value={shown}
        options={[
          { value: 'all', label: `All ${formatCount(read)}` },
          { value: 'problems', label: `To look at ${formatCount(problems)}` },
          ...rowOutcomes
            .filter((outcome) => (counts[outcome] ?? 0) > 0)
            .map((outcome) => ({ value: outcome, label: `${asWord(outcome, job)} ${formatCount(counts[outcome] ?? 0)}` })),
        ]}
        onChange={setShown}
      />
      <div className={classes['rows']}>
        <RowTable
          label={`Rows of ${job.name}`}
          rows={loaded.rows}
          columns={columnsOf(job)}
          keyOf={({ line }) => String(line)}
          onNearEnd={loaded.more}
          empty={loaded.error !== '' ? loaded.error : isRunning || loaded.isLoading ? 'The first rows are on their way.' : 'No row is so.'}
        />
      </div>
      <Acts {...{ job, problems, isUp, onStopReading, onClose, onAnother }} />
    </div>
  );
}

const asWord = (outcome: RowOutcome, { kind }: ImportShown): string => {
  const { word } = outcomeWords(outcome, kind);
  return word.charAt(0).toUpperCase() + word.slice(1);
};

const columnsOf = ({ kind }: ImportShown): readonly RowColumn<ImportRow>[] => [
  { id: 'line', head: 'Line', width: '64px', align: 'right', cell: ({ line }) => formatCount(line) },
  {
    ...{ id: 'order', head: 'Order', width: '128px' },
    cell: ({ fields }) => <bdi className="mono">{fields['order'] ?? ''}</bdi>,
    title: ({ fields }) => fields['order'] ?? '',
  },
  {
    ...{ id: 'outcome', head: 'Outcome', width: '140px' },
    cell: ({ outcome }) => {
      const { mark, word } = outcomeWords(outcome, kind);
      return <StateMark mark={mark}>{word}</StateMark>;
    },
  },
  {
    id: 'column',
    head: 'Column',
    width: '96px',
    cell: ({ column }) => <span className="mono">{column}</span>,
    title: ({ column }) => column,
  },
  { id: 'why', head: 'Why', width: 'minmax(0, 1fr)', cell: ({ why }) => <bdi>{why}</bdi>, title: ({ why }) => why },
];

interface ActsProps extends Omit<ImportViewProps, 'importId'> {
  readonly job: ImportShown;
  readonly problems: number;
  readonly isUp: boolean;
}

function Acts({ job, problems, isUp, onStopReading, onClose, onAnother }: ActsProps) {
  const client = useClient();
  const shell = useShell();
  const command = useCommand();
  const by = useOperator();
  const [isTakingBack, setTakingBack] = useState(false);
  const may = useMay();
  const [said, setSaid] = useState('');
  const { id: importId, kind, state, counts } = job;
  const { one, many, done } = importNouns[kind];
  const toEnter = sumOf(counts, ['new', 'failed']);
  const entered = counts.entered ?? 0;
  const carryOut = (): void => void command.carryOut('imports.carry-out', { importId, by }, 'The host enters them');
  const actName =
    kind === 'releases'
      ? `Release ${counted(toEnter, one, many)}`
      : state === 'checked'
        ? `Enter ${counted(toEnter, one, many)}`
        : `Go on with ${formatCount(toEnter)}`;
  if (state === 'reading')
    return (
      <div className={classes['buttons']}>
        <Button onClick={onStopReading}>Stop</Button>
      </div>
    );
  if (state === 'entering' || state === 'undoing')
    return (
      <div className={classes['buttons']}>
        <Button onClick={() => void command.carryOut('imports.stop', { importId, by }, 'Stopped')} {...may('imports.stop')}>
          Stop
        </Button>
        <Button variant="filled" onClick={onClose}>
          Close; it goes on
        </Button>
      </div>
    );
  return (
    <>
      {said !== '' && (
        <p role="alert" className={classes['problem']}>
          {said}
        </p>
      )}
      <div className={classes['buttons']}>
        <span className={classes['first']}>
          {problems > 0 && <Button onClick={() => void saveProblems(client, shell, job).then(setSaid)}>Save the rows to look at</Button>}
          {entered > 0 && kind !== 'releases' && (
            <Button
              disabled={!isUp}
              onClick={() => {
                setTakingBack(true);
              }}
              {...may('imports.take-back')}
            >
              Take back {formatCount(entered)}…
            </Button>
          )}
          <Button
            variant="subtle"
            disabled={!isUp}
            onClick={() =>
              void command
                .carryOut('imports.discard', { importId, by }, `${job.name} is no longer kept; what was ${done} stays`)
                .then(onAnother)
            }
            {...may('imports.discard')}
          >
            Discard
          </Button>
        </span>
        <Button onClick={onAnother}>Another file</Button>
        <Button onClick={onClose}>Close</Button>
        {state !== 'undone' && toEnter > 0 && (
          <Button variant="filled" disabled={!isUp} onClick={carryOut} {...may('imports.carry-out')}>
            {actName}
          </Button>
        )}
      </div>
      <Confirm
        isOpen={isTakingBack}
        title={`Take back ${counted(entered, one, many)}`}
        act={`Take back ${formatCount(entered)}`}
        keep="Keep them"
        isCutting
        onClose={() => {
          setTakingBack(false);
        }}
        onConfirm={() => void command.carryOut('imports.take-back', { importId, by }, 'The host takes them back')}
      >
        <p>
          {kind === 'orders'
            ? `${counted(entered, 'order')} of ${job.name} are cancelled: those in service lose their connection, the others end before they have one. They do not come back; they can be ordered anew under other ids.`
            : `${counted(entered, 'circuit order')} of ${job.name} are released: end users in service lose their circuit, and the identifiers are given again after their quarantine.`}
        </p>
      </Confirm>
    </>
  );
}
