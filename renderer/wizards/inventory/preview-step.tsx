import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportShown } from '../../../core/contract/shapes';
import { useShell } from '../../app/shell-context';
import { csvOf } from '../../ui/csv';
import { asSentence, counted, formatCount } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { FailedPanel, LoadingRows } from '../../ui/panel-state';
import { RowTable, type RowColumn } from '../../ui/row-table';
import { Segments } from '../../ui/segments';
import { StateMark } from '../../ui/state-mark';
import { FateCounts } from '../offered/fate-counts';
import { OfferedMap } from '../offered/offered-map';
import parts from '../step-parts.module.css';
import classes from './preview-step.module.css';
import type { ImportPreview } from './use-preview';

type Problem = ImportShown['problems'][number];

const columns: readonly RowColumn<Problem>[] = [
  {
    ...{ id: 'severity', head: 'What', width: '92px', sortBy: ({ severity }) => (severity === 'left-out' ? 0 : 1) },
    cell: ({ severity }) => (
      <StateMark mark={{ severity: severity === 'left-out' ? 'minor' : 'warning' }}>
        {severity === 'left-out' ? 'left out' : 'doubted'}
      </StateMark>
    ),
  },
  { id: 'file', head: 'File', width: '140px', cell: ({ file }) => file, title: ({ file }) => file, sortBy: ({ file }) => file },
  { id: 'where', head: 'Where', width: '180px', cell: ({ where }) => where, title: ({ where }) => where, sortBy: ({ where }) => where },
  { id: 'message', head: 'Why', width: 'minmax(160px, 1fr)', cell: ({ message }) => <bdi>{message}</bdi>, title: ({ message }) => message },
];

interface PreviewStepProps {
  readonly preview: ImportPreview;
  /** Why the last try imported nothing; empty: it was not tried. */
  readonly refusal: string;
}

/** Exactly what the import would do: on the map, in figures, and what of the files is left out or doubted, by line. */
export function PreviewStep({ preview, refusal }: PreviewStepProps) {
  const { output, error, isAsking, askAgain } = preview;
  if (error !== '')
    return (
      <FailedPanel
        title="Nothing can be imported"
        actions={
          <Button variant="filled" onClick={askAgain}>
            Read it again
          </Button>
        }
      >
        <p>{asSentence(error)}</p>
      </FailedPanel>
    );
  if (output === null) return <LoadingRows label={isAsking ? 'The files are being read' : 'The files are not read yet'} />;
  return (
    <div className={parts['step']}>
      {refusal !== '' && (
        <div className={parts['verdict']} role="alert">
          <StateMark mark={{ severity: 'minor' }}>Not imported</StateMark>
          <p>{refusal}</p>
        </div>
      )}
      <div className={classes['halves']}>
        <Panel title={`${output.carrier.name} on the map`} fact="beside the carriers that are known" className={parts['fill']}>
          {output.network && <OfferedMap carrierId={output.carrier.id} name={output.carrier.name} network={output.network} />}
        </Panel>
        <div className={parts['column']}>
          <Panel title="What it would do" fact={output.carrier.id}>
            <FateCounts counts={output.counts} />
          </Panel>
          <Panel title="Orders that this concerns" className={parts['fill']}>
            {output.ordersHit.length === 0 ? (
              <div className={parts['inside']}>
                <p className={parts['quiet']}>None is planned over something that would be changed or withdrawn.</p>
              </div>
            ) : (
              <ul className={`${parts['list'] ?? ''} ${parts['scroll'] ?? ''}`}>
                {output.ordersHit.map(({ orderId, state, text }) => (
                  <li key={orderId} className={parts['line']}>
                    {orderId}, {state}: {text}
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        </div>
      </div>
      <Problems problems={output.problems} />
    </div>
  );
}

const shownKinds = [
  { value: 'all', label: 'All' },
  { value: 'left-out', label: 'Left out' },
  { value: 'doubted', label: 'Doubted' },
] as const;

function Problems({ problems }: Pick<ImportShown, 'problems'>) {
  const shell = useShell();
  const [kind, setKind] = useState<(typeof shownKinds)[number]['value']>('all');
  const shown = kind === 'all' ? problems : problems.filter(({ severity }) => severity === kind);
  const leftOut = problems.filter(({ severity }) => severity === 'left-out').length;
  return (
    <Panel
      title="Problems by row"
      fact={problems.length === 0 ? 'none' : `${counted(leftOut, 'thing')} left out, ${formatCount(problems.length - leftOut)} doubted`}
      className={classes['problems']}
      actions={
        <>
          <Segments label="Which problems" options={shownKinds} value={kind} onChange={setKind} />
          <Button
            disabled={problems.length === 0}
            leftSection={<IconDownload size={14} />}
            onClick={() => {
              const rows = problems.map(({ severity, file, where, message }) => [severity, file, where, message]);
              void shell.saveFile('import-problems.csv', csvOf(['what', 'file', 'where', 'why'], rows));
            }}
          >
            Save
          </Button>
        </>
      }
    >
      <RowTable
        label="Problems by row"
        rows={shown}
        columns={columns}
        keyOf={({ file, where, message }) => `${file} ${where} ${message}`}
        empty={problems.length === 0 ? 'Everything in the files was read and believed.' : 'None of this kind.'}
      />
    </Panel>
  );
}
