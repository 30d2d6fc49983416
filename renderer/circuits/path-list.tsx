import { useMemo } from 'react';
import type { PathShown } from '../../core/contract/circuit-shapes';
import { formatCount } from '../ui/numbers';
import { RowTable, type RowColumn } from '../ui/row-table';
import { forecastOf } from './forecast-words';
import { PoolRing } from './pool-ring';
import { StandingMark } from './standing-mark';

interface PathListProps {
  readonly paths: readonly PathShown[];
  readonly selectedId: string | null;
  readonly onSelect: (path: PathShown) => void;
}

const count = (id: string, head: string, of: (path: PathShown) => number): RowColumn<PathShown> => ({
  ...{ id, head, width: '72px', align: 'right', sortBy: of },
  cell: (path) => formatCount(of(path)),
});

/** The same as a list, for who has many paths. */
export function PathList({ paths, selectedId, onSelect }: PathListProps) {
  const columns = useMemo(
    (): readonly RowColumn<PathShown>[] => [
      { id: 'ring', head: 'Pool', width: '48px', cell: (path) => <PoolRing path={path} size={24} /> },
      { id: 'state', head: 'State', width: '112px', cell: (path) => <StandingMark path={path} /> },
      { id: 'path', head: 'Path', width: '120px', cell: ({ id }) => <bdi>{id}</bdi>, title: ({ id }) => id, sortBy: ({ id }) => id },
      {
        ...{ id: 'ends', head: 'Switch – provider', width: 'minmax(160px, 1fr)' },
        cell: ({ switchName, provider }) => (
          <>
            <bdi>{switchName}</bdi> – <bdi>{provider}</bdi>
          </>
        ),
        title: ({ switchName, provider }) => `${switchName} – ${provider}`,
        sortBy: ({ switchName, provider }) => `${switchName} ${provider}`,
      },
      count('free', 'Free', ({ pool }) => pool.free),
      count('used', 'Used', ({ pool }) => pool.used),
      count('pending', 'Pending', ({ pool }) => pool.pending),
      count('quarantined', 'Quar.', ({ pool }) => pool.quarantined),
      count('delta', 'Delta', ({ deltaThreshold }) => deltaThreshold),
      count('waiting', 'Waiting', ({ waiting }) => waiting),
      {
        ...{ id: 'forecast', head: 'Forecast', width: '168px' },
        cell: (path) => forecastOf(path).text,
        title: (path) => forecastOf(path).title,
        sortBy: ({ exhaustion }) => (exhaustion.kind === 'expected' ? exhaustion.inMs : exhaustion.kind === 'now' ? 0 : Infinity),
      },
      { id: 'band', head: 'Band', width: '148px', cell: (path) => forecastOf(path).band, title: (path) => forecastOf(path).title },
      {
        ...{ id: 'rate', head: 'Rate', width: '80px', align: 'right' },
        cell: (path) => forecastOf(path).rate,
        sortBy: ({ rate }) => (rate.kind === 'rate' ? rate.perHour : -Infinity),
      },
    ],
    [],
  );
  return (
    <RowTable
      label="Virtual paths"
      rows={paths}
      columns={columns}
      keyOf={({ id }) => id}
      rowHeight={32}
      sort={{ columnId: 'free', isDescending: false }}
      selectedKey={selectedId}
      onSelect={onSelect}
      empty="No path is as you ask: change the filter."
    />
  );
}
