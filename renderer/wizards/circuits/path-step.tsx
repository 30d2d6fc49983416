import type { PathRow } from '../../../core/contract/live';
import { useTable } from '../../client/use-client';
import { PoolRing } from '../../circuits/pool-ring';
import { standingOf } from '../../circuits/path-standing';
import { StandingMark } from '../../circuits/standing-mark';
import { EmptyPanel, LoadingRows } from '../../ui/panel-state';
import { RowTable, type RowColumn } from '../../ui/row-table';
import classes from './circuits.module.css';

interface PathStepProps {
  readonly pathId: string | null;
  readonly onChoose: (pathId: string) => void;
}

/** Which path: how it stands, and how many of its circuits are free. */
export function PathStep({ pathId, onChoose }: PathStepProps) {
  const { rows, isWhole } = useTable('paths');
  if (!isWhole) return <LoadingRows label="The paths are being read" />;
  if (rows.size === 0)
    return (
      <EmptyPanel title="There is no path yet">
        <p>Connect a switch in Circuits, and add a path between it and a provider; its circuits can then be ordered here.</p>
      </EmptyPanel>
    );
  return (
    <div className={classes['table']}>
      <RowTable
        label="Paths"
        rows={[...rows.values()]}
        columns={columns}
        keyOf={({ id }) => id}
        selectedKey={pathId}
        onSelect={({ id }) => {
          onChoose(id);
        }}
        sort={{ columnId: 'path', isDescending: false }}
        empty=""
      />
    </div>
  );
}

const columns: readonly RowColumn<PathRow>[] = [
  { id: 'ring', head: '', width: '40px', cell: (path) => <PoolRing path={path} size={20} /> },
  { id: 'path', head: 'Path', width: '140px', sortBy: ({ id }) => id, cell: ({ id }) => <bdi>{id}</bdi> },
  {
    id: 'switch',
    head: 'Switch',
    width: '160px',
    sortBy: ({ switchName }) => switchName,
    cell: ({ switchName }) => <bdi>{switchName}</bdi>,
  },
  { id: 'provider', head: 'Provider', width: '160px', sortBy: ({ provider }) => provider, cell: ({ provider }) => <bdi>{provider}</bdi> },
  { id: 'free', head: 'Free', width: '72px', align: 'right', sortBy: ({ pool }) => pool.free, cell: ({ pool }) => pool.free },
  { id: 'used', head: 'Used', width: '72px', align: 'right', sortBy: ({ pool }) => pool.used, cell: ({ pool }) => pool.used },
  { id: 'waiting', head: 'Waiting', width: '72px', align: 'right', sortBy: ({ waiting }) => waiting, cell: ({ waiting }) => waiting },
  { id: 'standing', head: 'State', width: '140px', cell: (path) => <StandingMark path={path} /> },
  {
    id: 'text',
    head: 'What that means',
    width: 'minmax(0, 1fr)',
    title: (path) => standingOf(path).text,
    cell: (path) => standingOf(path).text,
  },
];
