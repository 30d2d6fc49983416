import { Splitter } from '@mantine/core';
import { useMemo, useState } from 'react';
import { assertNever } from '../../core/model/assert-never';
import { addressOf, goTo, useAddress } from '../app/address';
import { useKept } from '../app/preferences';
import { useTable } from '../client/use-client';
import { ImportDialog } from '../imports/import-dialog';
import { ComplianceView } from './compliance-view';
import { Margins } from './margins';
import { OrderDetail } from './order-detail';
import { OrderForm } from './order-form';
import { OrderQueue } from './order-queue';
import type { Names } from './order-sort';
import { quickFilters } from './order-standing';
import classes from './orders-screen.module.css';

const views = [
  { id: 'queue', name: 'Queue' },
  { id: 'margins', name: 'Latency watch' },
  { id: 'compliance', name: 'Compliance' },
] as const;

/** The queue, the latency watch or the compliance report, and beside it one order. */
export function OrdersScreen() {
  const { rest, query } = useAddress();
  const [openId = null] = rest;
  const asked = quickFilters.find((filter) => filter === query.get('show')) ?? null;
  const [share, keepShare] = useKept('orders.queueShare', 48, isShare);
  const names = useNames();
  const [dialog, setDialog] = useState<'order' | 'import' | null>(null);
  const closeDialog = (): void => {
    setDialog(null);
  };
  const open = (orderId: string | null): void => {
    goTo(addressOf('orders', orderId === null ? [] : [orderId], { show: asked, view: view === 'queue' ? null : view }), {
      replace: openId !== null && orderId !== null,
    });
  };
  const view = views.find(({ id }) => id === query.get('view'))?.id ?? 'queue';
  const tabs = (
    <nav className={classes['views']} aria-label="Views of the orders">
      {views.map(({ id, name }) => (
        <a
          key={id}
          aria-current={id === view ? 'page' : undefined}
          href={addressOf('orders', openId === null ? [] : [openId], { view: id === 'queue' ? null : id })}
        >
          {name}
        </a>
      ))}
    </nav>
  );
  const list = (): React.ReactNode => {
    switch (view) {
      case 'queue':
        return (
          <OrderQueue
            openId={openId}
            asked={asked}
            views={tabs}
            onOpen={open}
            onAsked={() => {
              if (asked !== null) goTo(addressOf('orders', openId === null ? [] : [openId]), { replace: true });
            }}
            onNew={() => {
              setDialog('order');
            }}
            onImport={() => {
              setDialog('import');
            }}
          />
        );
      case 'margins':
        return <Margins names={names} openId={openId} onOpen={open} />;
      case 'compliance':
        return <ComplianceView openId={openId} onOpen={open} />;
      default:
        return assertNever(view);
    }
  };
  return (
    <div className={classes['screen']}>
      <Splitter
        className={classes['split'] ?? ''}
        withHandle={false}
        lineSize={1}
        sizes={openId === null ? [100] : [share, 100 - share]}
        onSizeChange={([first]) => {
          if (typeof first === 'number') keepShare(first);
        }}
      >
        <Splitter.Pane defaultSize={share} min={24} className={classes['pane'] ?? ''}>
          <div className={classes['list']}>{list()}</div>
          {view !== 'queue' && tabs}
        </Splitter.Pane>
        {openId !== null && (
          <Splitter.Pane defaultSize={100 - share} min={30} className={classes['pane'] ?? ''}>
            <OrderDetail
              orderId={openId}
              names={names}
              onClose={() => {
                open(null);
              }}
            />
          </Splitter.Pane>
        )}
      </Splitter>
      {dialog === 'order' && (
        <OrderForm
          onClose={closeDialog}
          onSubmitted={(orderId) => {
            closeDialog();
            open(orderId);
          }}
        />
      )}
      {dialog === 'import' && <ImportDialog kinds={['orders']} onClose={closeDialog} />}
    </div>
  );
}

const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 20 && value <= 80;

function useNames(): Names {
  const sites = useTable('sites');
  const carriers = useTable('carriers');
  return useMemo(
    () => ({ site: (id) => sites.rows.get(id)?.name ?? id, carrier: (id) => carriers.rows.get(id)?.name ?? id }),
    [sites, carriers],
  );
}
