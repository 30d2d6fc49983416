import { Button } from '@mantine/core';
import { IconFileImport, IconPlugConnected, IconRefresh } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { CarrierShown } from '../../core/contract/shapes';
import { addressOf, goTo, useAddress } from '../app/address';
import { useAnswer } from '../client/use-answer';
import { useConnection, useTable } from '../client/use-client';
import { CarrierName } from '../ui/carrier-name';
import { ListScreen, Notice } from '../ui/list-screen';
import { counted, formatCount } from '../ui/numbers';
import { FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { linkMarks } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { Age } from '../ui/times';
import { newWizard } from '../wizards/wizard-addresses';
import { CarrierSide } from './carrier-side';
import { Comparison } from './comparison';
import { FirstCarrier } from './first-carrier';

/** Each dedicated link: whether it stands, how old what it told is, what it dedicates. */
export function CarriersScreen() {
  const { rows, isWhole, fault, version } = useTable('carriers');
  const connection = useConnection();
  const { rest } = useAddress();
  const selected = rest[0] === undefined ? undefined : rows.get(rest[0]);
  const [compared, setCompared] = useState<{ readonly carrierId: string | null; readonly count: number } | null>(null);
  const comparison = useAnswer(
    'reconciliation.compare',
    compared === null ? null : compared.carrierId === null ? {} : { carrierId: compared.carrierId },
    { version: compared?.count ?? 0, everyMs: 0 },
  );
  // The map changes in place: its version tells when.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const carriers = useMemo(() => [...rows.values()], [rows, version]);
  if (!isWhole)
    return fault === '' ? (
      <LoadingRows label="Carriers are being loaded" />
    ) : (
      <FailedPanel title="The carriers cannot be read">{fault}</FailedPanel>
    );
  if (rows.size === 0) return <FirstCarrier />;
  const down = carriers.filter(({ link }) => link === 'down');
  const compare = (carrierId: string | null): void => {
    setCompared((before) => ({ carrierId, count: (before?.count ?? 0) + 1 }));
  };
  return (
    <ListScreen
      isStale={connection.kind !== 'up'}
      tools={
        <>
          <span>
            {counted(carriers.length, 'carrier')}, {down.length === 0 ? 'no link is down' : `${counted(down.length, 'link')} down`}
          </span>
          <Button ml="auto" component="a" href={newWizard('carrier')} leftSection={<IconPlugConnected size={14} />}>
            Connect a carrier
          </Button>
          <Button component="a" href={newWizard('inventory')} leftSection={<IconFileImport size={14} />}>
            Import an inventory
          </Button>
          <Button
            leftSection={<IconRefresh size={14} />}
            loading={compared !== null && comparison.isAsking}
            onClick={() => {
              compare(null);
            }}
          >
            Compare all with the store
          </Button>
        </>
      }
      notice={
        <>
          {fault !== '' && <Notice tone="major">The host cannot read the carriers now: {fault}. What you see is from before.</Notice>}
          {compared !== null && (
            <Comparison
              asked={comparison}
              onClose={() => {
                setCompared(null);
              }}
            />
          )}
        </>
      }
      side={selected && <CarrierSide carrier={selected} onCompare={compare} />}
    >
      <RowTable
        label="Carriers"
        rows={carriers}
        columns={selected ? columnsBesideSide : columns}
        keyOf={({ id }) => id}
        rowHeight={32}
        sort={{ columnId: 'name', isDescending: false }}
        selectedKey={selected?.id ?? null}
        onSelect={({ id }) => {
          goTo(addressOf('carriers', [id]));
        }}
        onLeave={() => {
          goTo(addressOf('carriers'));
        }}
        empty=""
      />
    </ListScreen>
  );
}

const linkOrder = { down: 0, file: 1, up: 2 } as const;
const number = (id: string, head: string, width: string, of: (carrier: CarrierShown) => number): RowColumn<CarrierShown> => ({
  ...{ id, head, width, align: 'right', sortBy: of },
  cell: (carrier) => formatCount(of(carrier)),
});

const columns: readonly RowColumn<CarrierShown>[] = [
  {
    ...{ id: 'link', head: 'Link', width: '84px', sortBy: ({ link }) => linkOrder[link] },
    cell: ({ link, linkText }) => (
      <StateMark mark={linkMarks[link]} title={linkText}>
        {link === 'file' ? 'from files' : link}
      </StateMark>
    ),
  },
  {
    ...{ id: 'name', head: 'Carrier', width: 'minmax(140px, 1fr)', sortBy: ({ name }) => name },
    cell: ({ id }) => <CarrierName carrierId={id} />,
    title: ({ name, id }) => `${name}, ${id}`,
  },
  {
    id: 'role',
    head: 'Role',
    width: '160px',
    cell: ({ role }) => (role === 'both' ? 'dedicating, accessing' : role),
    sortBy: ({ role }) => role,
  },
  { id: 'since', head: 'Since', width: '92px', cell: ({ sinceMs }) => (sinceMs === null ? '–' : <Age sinceMs={sinceMs} />) },
  {
    ...{ id: 'heard', head: 'Last heard', width: '108px', sortBy: ({ heardAtMs }) => -(heardAtMs ?? 0) },
    cell: ({ heardAtMs }) => (heardAtMs === null ? 'never' : <Age sinceMs={heardAtMs} suffix=" ago" />),
  },
  number('nodes', 'Nodes', '68px', ({ nodes }) => nodes),
  {
    ...{
      id: 'resources',
      head: 'Dedicated of resources',
      width: '148px',
      align: 'right',
      sortBy: ({ dedicatedResources }) => dedicatedResources,
    },
    cell: ({ dedicatedResources, resources }) => `${formatCount(dedicatedResources)} of ${formatCount(resources)}`,
  },
  number('ports', 'Client ports', '92px', ({ clientPorts }) => clientPorts),
  {
    ...{ id: 'recovery', head: 'Recovery', width: '100px', sortBy: ({ recoveryPausedBy }) => (recoveryPausedBy === null ? 1 : 0) },
    cell: ({ recoveryPausedBy }) => (recoveryPausedBy === null ? 'automatic' : <StateMark mark={{ severity: 'minor' }}>paused</StateMark>),
    title: ({ recoveryPausedBy }) => recoveryPausedBy ?? 'connections are moved automatically where it breaks',
  },
  {
    ...{ id: 'warnings', head: 'Doubts', width: '76px', align: 'right', sortBy: ({ warnings }) => warnings.length },
    cell: ({ warnings }) => (warnings.length === 0 ? '–' : <StateMark mark={{ severity: 'warning' }}>{warnings.length}</StateMark>),
    title: ({ warnings }) => warnings.join('\n'),
  },
  {
    ...{ id: 'text', head: 'Why', width: 'minmax(80px, 1.4fr)', cell: ({ linkText }) => linkText },
    title: ({ linkText }) => linkText,
  },
];

/** What is beside them need not be in them too. */
const columnsBesideSide = columns.filter(({ id }) => !['role', 'since', 'text', 'ports'].includes(id));
