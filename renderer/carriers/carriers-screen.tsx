import { Button } from '@mantine/core';
import { IconArrowsLeftRight, IconFileImport, IconPlus, IconRefresh } from '@tabler/icons-react';
import { useMemo } from 'react';
import { assertNever } from '../../core/model/assert-never';
import { addressOf, goTo, useAddress } from '../app/address';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useConnection, useRow, useTable } from '../client/use-client';
import { Notice } from '../ui/list-screen';
import { counted } from '../ui/numbers';
import { Panel } from '../ui/panel';
import { FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable } from '../ui/row-table';
import { Segments } from '../ui/segments';
import { useNow } from '../ui/times';
import { newWizard } from '../wizards/wizard-address';
import { CarrierSide } from './carrier-side';
import classes from './carriers-screen.module.css';
import { FirstCarrier } from './first-carrier';
import { Interconnects } from './interconnects';
import { linkColumns, type CarrierLine } from './link-columns';
import { linkState, linksWords } from './link-words';
import { MappingTable } from './mapping-table';
import { MessageLog } from './message-log';
import { Reconciliation } from './reconciliation';

const views = [
  { value: 'messages', label: 'Message log' },
  { value: 'reconciliation', label: 'Reconciliation' },
  { value: 'interconnects', label: 'Interconnects' },
  { value: 'mapping', label: 'Mapping table' },
] as const;
type View = (typeof views)[number]['value'];

const rowHeight = 32;
const headHeight = 28;

/** Each dedicated link: how it stands, what passed over it, what its manager holds, where it meets others. */
export function CarriersScreen() {
  const carriers = useTable('carriers');
  const links = useTable('links');
  const connection = useConnection();
  const command = useCommand();
  const may = useMay();
  const by = useOperator();
  const { rest, query } = useAddress();
  const { rows, isWhole, fault } = carriers;
  const selected = rest[0] === undefined ? undefined : rows.get(rest[0]);
  const view = views.find(({ value }) => value === query.get('view'))?.value ?? 'messages';
  const isHostUp = connection.kind === 'up';
  const lines = useMemo(
    () => [...carriers.rows.values()].map((carrier): CarrierLine => ({ carrier, link: links.rows.get(carrier.id), isHostUp })),
    [carriers, links, isHostUp],
  );
  const linkRows = useMemo(() => [...links.rows.values()], [links]);
  if (!isWhole)
    return fault === '' ? (
      <LoadingRows label="Carriers are being loaded" />
    ) : (
      <FailedPanel title="The carriers cannot be read">{fault}</FailedPanel>
    );
  if (rows.size === 0) return <FirstCarrier />;
  const show = (carrierId: string | null, of: View = view): void => {
    goTo(addressOf('carriers', carrierId === null ? [] : [carrierId], { view: of === 'messages' ? null : of }));
  };
  const up = lines.filter(({ carrier }) => carrier.link === 'up');
  return (
    <div className={classes['screen']} data-stale={!isHostUp || undefined}>
      {fault !== '' && <Notice tone="major">The host cannot read the carriers now: {fault}. What you see is from before.</Notice>}
      <Panel
        className={classes['links']}
        title="Dedicated links"
        fact={<LinkFacts lines={lines} />}
        actions={
          <>
            <Button
              leftSection={<IconRefresh size={14} />}
              disabled={up.length === 0}
              onClick={() => {
                for (const { carrier } of up)
                  void command.carryOut('carriers.resynchronise', { carrierId: carrier.id, by }, `${carrier.name} is read anew in full.`);
              }}
              {...may('carriers.resynchronise')}
            >
              Resynchronise all
            </Button>
            <Button
              leftSection={<IconArrowsLeftRight size={14} />}
              onClick={() => {
                show(selected?.id ?? null, 'reconciliation');
              }}
            >
              Reconcile
            </Button>
            <Button component="a" href={newWizard('inventory')} leftSection={<IconFileImport size={14} />} {...may('inventory.preview')}>
              Import an inventory
            </Button>
            <Button
              component="a"
              href={newWizard('carrier')}
              variant="filled"
              leftSection={<IconPlus size={14} />}
              {...may('connecting.carry-out')}
            >
              Connect a carrier
            </Button>
          </>
        }
      >
        <div style={{ display: 'flex', height: headHeight + rowHeight * lines.length + 4, minHeight: 0, flex: '0 1 auto' }}>
          <RowTable
            label="Carriers"
            rows={lines}
            columns={columnsBeside(lines)}
            keyOf={({ carrier }) => carrier.id}
            rowHeight={rowHeight}
            sort={{ columnId: 'name', isDescending: false }}
            selectedKey={selected?.id ?? null}
            onSelect={({ carrier }) => {
              show(carrier.id);
            }}
            onLeave={() => {
              show(null);
            }}
            empty=""
          />
        </div>
      </Panel>
      <div className={classes['below']}>
        <Panel
          label={selected ? `About ${selected.name}` : 'About all links'}
          title={
            <Segments
              label="What is shown below"
              options={views}
              value={view}
              onChange={(value) => {
                show(selected?.id ?? null, value);
              }}
            />
          }
          fact={selected ? `of ${selected.name}` : 'of all links'}
        >
          <Below view={view} carrierId={selected?.id ?? null} links={linkRows} lines={lines} />
        </Panel>
        {selected && <CarrierSide key={selected.id} carrier={selected} link={links.rows.get(selected.id)} />}
      </div>
    </div>
  );
}

interface BelowProps {
  readonly view: View;
  readonly carrierId: string | null;
  readonly links: Parameters<typeof MessageLog>[0]['links'];
  readonly lines: readonly CarrierLine[];
}

function Below({ view, carrierId, links, lines }: BelowProps) {
  switch (view) {
    case 'messages':
      return <MessageLog key={carrierId ?? 'all'} carrierId={carrierId} links={links} />;
    case 'reconciliation':
      return <Reconciliation key={carrierId ?? 'all'} carrierId={carrierId} />;
    case 'interconnects':
      return <Interconnects carrierId={carrierId} />;
    case 'mapping':
      return <MappingTable carrier={lines.find(({ carrier }) => carrier.id === carrierId)?.carrier} />;
    default:
      return assertNever(view);
  }
}

/** `5 dedicated links, 4 up, 1 paused, 1 certificate to renew` */
function LinkFacts({ lines }: { readonly lines: readonly CarrierLine[] }) {
  const status = useRow('status', 'status');
  const nowMs = useNow();
  const toRenew = status?.certificates.length ?? 0;
  const words = linksWords(lines.map(({ carrier, link, isHostUp }) => linkState(carrier, link, nowMs, isHostUp)));
  return toRenew === 0 ? words : `${words}, ${counted(toRenew, 'certificate')} to renew`;
}

/** Columns that say the same of all are left out while all is well. */
const columnsBeside = (lines: readonly CarrierLine[]) =>
  linkColumns.filter(({ id }) => {
    if (id === 'recovery') return lines.some(({ carrier }) => carrier.recoveryPausedBy !== null);
    if (id === 'doubts') return lines.some(({ carrier }) => carrier.warnings.length > 0);
    return true;
  });
