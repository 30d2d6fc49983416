import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconBan,
  IconDots,
  IconExternalLink,
  IconMap2,
  IconPrinter,
  IconSnowflake,
  IconSnowflakeOff,
  IconX,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { OrderRow } from '../../core/contract/live';
import type { DossierShown } from '../../core/contract/shapes';
import { isFinal } from '../../core/model/order';
import { signalSlots } from '../../core/model/signal';
import { addressOf } from '../app/address';
import { useShell } from '../app/shell-context';
import { useMay } from '../app/use-may';
import { CarrierName } from '../ui/carrier-name';
import { CopyId } from '../ui/copy-id';
import { counted, formatMs } from '../ui/numbers';
import { Age, UtcTime } from '../ui/times';
import { ActDialog } from './act-dialog';
import { bulkActNames, planBulk, type BulkAct } from './bulk-plan';
import classes from './detail-head.module.css';
import { RouteDecision } from './route-decision';
import { endsText, OrderState } from './order-cells';
import { nextStep } from './order-standing';
import type { Names } from './order-sort';

interface DetailHeadProps {
  readonly order: OrderRow;
  readonly dossier: DossierShown | null;
  readonly names: Names;
  readonly onClose: () => void;
}

/** What an order is, how it stands, and what can be done to it. */
export function DetailHead({ order, dossier, names, onClose }: DetailHeadProps) {
  const ends = endsText(order, names);
  return (
    <header className={classes['head']}>
      <div className={classes['row']}>
        <h2 className={classes['ends']} title={ends}>
          <bdi>{ends}</bdi>
        </h2>
        <span className={classes['id']}>
          <CopyId id={order.id} />
        </span>
        <span className={classes['badge']}>
          <OrderState order={order} />
          <Age sinceMs={order.stateSinceMs} />
        </span>
        <Actions {...{ order, dossier }} />
        <Tooltip label="Close (Esc)">
          <ActionIcon aria-label="Close the order" onClick={onClose}>
            <IconX size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      <Facts order={order} dossier={dossier} />
      <Standing order={order} dossier={dossier} />
      {dossier && <RouteDecision dossier={dossier} />}
    </header>
  );
}

function Facts({ order, dossier }: Pick<DetailHeadProps, 'order' | 'dossier'>) {
  const { oneWayNs } = order.limit;
  return (
    <div className={classes['facts']}>
      <span className={classes['customer']}>
        <bdi className="ellipsis" title={order.customer}>
          {order.customer}
        </bdi>
        <span className={classes['via']}>via</span>
        <CarrierName carrierId={order.accessingCarrierId} />
      </span>
      <span>
        {order.signal}, {counted(signalSlots[order.signal], 'slot')}
      </span>
      <span>
        limit <b>{formatMs(oneWayNs, 3)}</b>, {formatMs(2 * oneWayNs, 3)} round trip
      </span>
      <span>
        alternatives <b>{order.recovery}</b>
      </span>
      <span>
        priority <b>{order.priority}</b>
      </span>
      {order.objective === 'price' && <span>by price</span>}
      {order.minimumProvenance !== 'derived' && <span>readings at least {order.minimumProvenance}</span>}
      {order.revert === 'automatic' && <span>reverts by itself</span>}
      {order.startMs !== null && (
        <span>
          from <UtcTime atMs={order.startMs} withDate />
        </span>
      )}
      {order.endMs !== null && (
        <span>
          until <UtcTime atMs={order.endMs} withDate />
        </span>
      )}
      {dossier?.diversity && <span>{dossier.diversity.text}</span>}
    </div>
  );
}

/** Why it is as it is, in the engine's words, where it is not simply in service. */
function Standing({ order }: Pick<DetailHeadProps, 'order' | 'dossier'>) {
  const next = nextStep(order);
  if (order.state === 'active' && next === '') return null;
  return (
    <p className={classes['cause']}>
      {order.cause !== '' && <bdi>{order.cause}</bdi>}
      {next !== '' && next !== order.cause && <span className={classes['next']}>{next}</span>}
    </p>
  );
}

const acts: readonly { readonly act: BulkAct; readonly icon: typeof IconBan }[] = [
  { act: 'revert', icon: IconArrowBackUp },
  { act: 'cancel', icon: IconBan },
];

function Actions({ order, dossier }: Pick<DetailHeadProps, 'order' | 'dossier'>) {
  const shell = useShell();
  const may = useMay();
  const [asked, setAsked] = useState<BulkAct | null>(null);
  const can = (act: BulkAct): boolean => planBulk(act, [order]).touched.length > 0;
  const hold: BulkAct = order.isFrozen ? 'unfreeze' : 'freeze';
  const HoldIcon = order.isFrozen ? IconSnowflakeOff : IconSnowflake;
  return (
    <span className={classes['actions']}>
      <Button component="a" href={addressOf('network', [], { order: order.id })} leftSection={<IconMap2 size={14} />}>
        Map
      </Button>
      <Button
        leftSection={<HoldIcon size={14} />}
        disabled={!can(hold)}
        onClick={() => {
          setAsked(hold);
        }}
        {...may(`orders.${hold}`)}
      >
        {bulkActNames[hold]}
      </Button>
      <Button
        leftSection={<IconArrowsExchange size={14} />}
        disabled={!can('move')}
        onClick={() => {
          setAsked('move');
        }}
        {...may('orders.move')}
      >
        Move…
      </Button>
      <Menu>
        <Menu.Target>
          <Tooltip label="More">
            <ActionIcon variant="default" aria-label="More about this order">
              <IconDots size={14} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {acts.map(({ act, icon: Icon }) => (
            <Menu.Item
              key={act}
              leftSection={<Icon size={14} />}
              disabled={!can(act) || isFinal(order.state)}
              onClick={() => {
                setAsked(act);
              }}
              {...may(`orders.${act}`)}
            >
              {bulkActNames[act]}…
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPrinter size={14} />}
            onClick={() => {
              shell.openWindow(addressOf('print', ['order', order.id]), shell.network);
            }}
          >
            Datasheet to print
          </Menu.Item>
          <Menu.Item
            leftSection={<IconExternalLink size={14} />}
            onClick={() => {
              shell.openWindow(addressOf('orders', [order.id]), shell.network);
            }}
          >
            Open in a window of its own
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked && (
        <ActDialog
          act={asked}
          orders={[order]}
          alternatives={dossier?.alternatives ?? []}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </span>
  );
}
