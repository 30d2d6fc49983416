import { useMemo } from 'react';
import type { ConditionsShown, TriedShown } from '../../core/contract/circuit-shapes';
import { useAnswer } from '../client/use-answer';
import { LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { StateMark } from '../ui/state-mark';
import classes from './conditions-workbench.module.css';
import { actionWords } from './conditions-now';

/** What a table comes to on each path as it is, beside what the one in force does. */
export function TryOnPaths({ table, inForce }: { readonly table: string; readonly inForce: ConditionsShown }) {
  const asked = useAnswer('conditions.try', { table }, { everyMs: 300 });
  const now = useMemo(() => new Map(inForce.paths.map(({ pathId, applied }) => [pathId, applied])), [inForce]);
  const columns = useMemo((): readonly RowColumn<TriedShown>[] => {
    const isOther = ({ pathId, applied }: TriedShown): boolean => pathId !== null && applied?.action !== now.get(pathId)?.action;
    return [
      { id: 'path', head: 'Path', width: '96px', cell: ({ pathId }) => <bdi>{pathId ?? ''}</bdi>, sortBy: ({ pathId }) => pathId ?? '' },
      {
        ...{ id: 'applied', head: 'Would do', width: '176px', sortBy: (tried) => (isOther(tried) ? 0 : 1) },
        cell: (tried) => <WouldDo tried={tried} isOther={isOther(tried)} />,
      },
      {
        ...{ id: 'now', head: 'In force', width: '148px' },
        cell: ({ pathId }) => {
          const applied = pathId === null ? undefined : now.get(pathId);
          return applied ? `row ${applied.number}, ${actionWords[applied.action]}` : '–';
        },
      },
      {
        ...{ id: 'text', head: 'Why', width: 'minmax(0, 1fr)', title: ({ text }) => text },
        cell: ({ text, applied }) => (applied ? `${text}; ${applied.outcome}` : text),
      },
    ];
  }, [now]);
  if (asked.output === null) return asked.error === '' ? <LoadingRows count={3} label="The table is being tried" /> : <p>{asked.error}</p>;
  if (asked.output.kind === 'malformed') return <p className={classes['checking']}>It cannot be tried before every line can be read.</p>;
  return (
    <div className={classes['tried']}>
      <RowTable
        label="What the table comes to on each path"
        rows={asked.output.tried}
        columns={columns}
        keyOf={({ pathId }) => pathId ?? ''}
        sort={{ columnId: 'applied', isDescending: false }}
        empty="There is no path yet to try it on."
      />
    </div>
  );
}

function WouldDo({ tried: { applied, numbers }, isOther }: { readonly tried: TriedShown; readonly isOther: boolean }) {
  if (applied === null)
    return (
      <StateMark mark={{ severity: 'major' }}>{numbers.length === 0 ? 'no row applies' : `rows ${numbers.join(', ')} apply`}</StateMark>
    );
  return (
    <StateMark mark={{ shape: isOther ? 'half' : 'dot' }} {...(isOther ? { title: 'another than the table in force' } : {})}>
      <span className={isOther ? classes['changed'] : undefined}>
        row {applied.number}, {actionWords[applied.action]}
      </span>
    </StateMark>
  );
}
