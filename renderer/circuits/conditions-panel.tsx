import { Button } from '@mantine/core';
import { IconInfoCircle, IconPencil } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ConditionsShown, PathShown } from '../../core/contract/circuit-shapes';
import type { Answered } from '../client/use-answer';
import { FailedPanel, LoadingRows } from '../ui/panel-state';
import { StateMark } from '../ui/state-mark';
import { Panel } from '../ui/panel';
import { formatUtcTime } from '../ui/numbers';
import { useNow } from '../ui/times';
import { actionWords, conditionNow, conditionValues, conditionWords } from './conditions-now';
import classes from './conditions-panel.module.css';
import { whatApplies } from './what-applies';
import { useMay } from '../app/use-may';

interface ConditionsPanelProps {
  readonly conditions: Answered<ConditionsShown>;
  /** Whose values are filled in; null: none is selected. */
  readonly path: PathShown | null;
  readonly onEdit: () => void;
  readonly onTry: () => void;
}

/** The table that decides when more circuits are asked for, with the row lit that applies to the path now. */
export function ConditionsPanel({ conditions, path, onEdit, onTry }: ConditionsPanelProps) {
  const may = useMay();
  const { output, error } = conditions;
  return (
    <Panel
      title="Conditions"
      label="Conditions table"
      fact={path === null ? 'of all paths' : <Evaluated pathId={path.id} />}
      actions={
        output && (
          <>
            <StateMark
              mark={{ severity: 'cleared' }}
              title={
                output.isDefault
                  ? 'The default table.'
                  : `Saved by ${output.savedBy ?? 'unknown'}${output.savedAtMs === null ? '' : ` at ${new Date(output.savedAtMs).toISOString()}`}.`
              }
            >
              <span className={classes['covers']}>covers every case once</span>
            </StateMark>
            <Button onClick={onTry}>Try out</Button>
            <Button leftSection={<IconPencil size={14} />} onClick={onEdit} {...may('conditions.save')}>
              Edit
            </Button>
          </>
        )
      }
    >
      {output !== null ? (
        <Table conditions={output} path={path} />
      ) : error !== '' ? (
        <FailedPanel title="The conditions table could not be read" actions={<Button onClick={conditions.askAgain}>Ask again</Button>}>
          {error}
        </FailedPanel>
      ) : (
        <LoadingRows count={5} label="The conditions table is being loaded" />
      )}
    </Panel>
  );
}

function Evaluated({ pathId }: { readonly pathId: string }) {
  return (
    <>
      <bdi>{pathId}</bdi>, evaluated {formatUtcTime(useNow())}
    </>
  );
}

function Table({ conditions: { rows }, path }: { readonly conditions: ConditionsShown; readonly path: PathShown | null }) {
  const now = useNow();
  const values = path && conditionValues(path, now);
  const applies = path && whatApplies(rows, path, now);
  const lit = useRef<HTMLTableRowElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const number = applies?.number ?? null;
  useEffect(() => {
    const [row, box] = [lit.current, scroll.current];
    // Only the table is moved, never the screen around it.
    if (row && box && row.offsetTop + row.offsetHeight > box.clientHeight)
      box.scrollTop = row.offsetTop + row.offsetHeight - box.clientHeight;
    else if (box) box.scrollTop = 0;
  }, [number]);
  return (
    <>
      <div ref={scroll} className={classes['scroll']} tabIndex={0} role="region" aria-label="Rows of the conditions table">
        <table className={classes['table']}>
          <thead>
            <tr>
              <th className={classes['number']}>#</th>
              <th className={classes['status']}>Status</th>
              <th>And</th>
              <th className={classes['now']}>Now</th>
              <th className={classes['action']}>Action</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr
                key={index}
                ref={number === index + 1 ? lit : null}
                data-lit={number === index + 1 || undefined}
                aria-current={number === index + 1 || undefined}
              >
                <td>{index + 1}</td>
                <td className="mono">{row.status ?? 'any'}</td>
                <td title={conditionWords(row)}>{conditionWords(row)}</td>
                <td className={classes['value']}>{values === null ? '–' : conditionNow(row, values).text}</td>
                <td>{actionWords[row.action]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {applies && (
        <p className={classes['sentence']}>
          <IconInfoCircle size={14} aria-hidden />
          <span>
            {applies.number !== null && <b>Row {applies.number} applies. </b>}
            {applies.now} {applies.next}
          </span>
        </p>
      )}
    </>
  );
}
