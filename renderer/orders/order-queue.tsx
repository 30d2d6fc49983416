import { Button } from '@mantine/core';
import { useElementSize, useHotkeys } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { OrderRow } from '../../core/contract/live';
import { useMay } from '../app/use-may';
import { pageTime } from '../client/page-time';
import { useClient, useConnection } from '../client/use-client';
import { counted, formatCount } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { ActDialog } from './act-dialog';
import { bulkActNames, bulkActs, type BulkAct } from './bulk-plan';
import { fitColumns } from './fit-columns';
import { itemKey } from './grid-keys';
import { OrderGrid } from './order-grid';
import type { QueueItem, QueueView } from './order-index';
import classes from './order-queue.module.css';
import { quickFilterNames, type QuickFilter } from './order-standing';
import { QueuedBar } from './queued-bar';
import { QueuedDialog } from './queued-dialog';
import { QueueHead } from './queue-head';
import { createQueueStore } from './queue-store';
import { QueueToolbar } from './queue-toolbar';
import { useKeptQueue } from './queue-view';
import { useExport } from './use-export';

interface OrderQueueProps {
  readonly openId: string | null;
  /** What the address asks to be shown; null: what was kept. */
  readonly asked: QuickFilter | null;
  /** The other views of the orders, at the foot. */
  readonly views: React.ReactNode;
  readonly onOpen: (orderId: string | null) => void;
  readonly onAsked: () => void;
  readonly onNew: () => void;
  readonly onImport: () => void;
}

const pickWidth = 26;

/** All orders: which, in what order, and what can be done with many of them. */
export function OrderQueue({ openId, asked, views, onOpen, onAsked, onNew, onImport }: OrderQueueProps) {
  const client = useClient();
  const [kept, keep] = useKeptQueue();
  const [text, setText] = useState('');
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState<string | null>(openId);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const exporting = useExport();
  const [act, setAct] = useState<{ readonly act: BulkAct; readonly orders: readonly OrderRow[] } | null>(null);
  const [isReviewing, setReviewing] = useState(false);
  const quick = asked ?? kept.quick;
  const { sort, grouping, columns: chosen, widths } = kept;
  const view = useMemo((): QueueView => ({ quick, text, sort, grouping, collapsed }), [quick, text, sort, grouping, collapsed]);
  const [store] = useState(() => createQueueStore(client, view, pageTime.after));
  useEffect(() => {
    store.show(view);
  }, [store, view]);
  const { queue, names, isWhole, fault } = useSyncExternalStore(store.listen, store.snapshot);

  const scroller = useRef<HTMLDivElement>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const { ref: sized, width } = useElementSize();
  const columns = useMemo(() => fitColumns(Math.max(0, width - pickWidth - 10), new Set(chosen), widths), [width, chosen, widths]);
  const squeezed = useMemo(() => new Set(chosen.filter((id) => !columns.some((column) => column.id === id))), [chosen, columns]);

  const intoList = (): void => {
    const [first] = queue.items;
    if (cursor === null && first) setCursor(itemKey(first));
    scroller.current?.focus();
  };
  useHotkeys([
    ['/', () => filterInput.current?.focus()],
    ['j', intoList],
    ['k', intoList],
  ]);
  const ask = (which: BulkAct): void => {
    const { rows } = client.snapshot('orders');
    setAct({ act: which, orders: [...selected].flatMap((id) => rows.get(id) ?? []) });
  };
  const exportShown = (): void => {
    const rows = queue.items.flatMap((item) => (item.kind === 'order' ? [item.row] : []));
    void exporting.begin(rows);
  };
  const leave = (): void => {
    if (selected.size > 0) setSelected(new Set());
    else onOpen(null);
  };

  return (
    <section className={classes['queue']} aria-label="Queue" ref={sized}>
      {selected.size > 0 ? (
        <SelectionBar
          count={selected.size}
          onAct={ask}
          onNone={() => {
            setSelected(new Set());
          }}
        />
      ) : (
        <QueueToolbar
          {...{ quick, text, grouping, squeezed, filterInput, onNew, onImport, counts: queue.counts, columns: chosen, shown: queue.shown }}
          onQuick={(next) => {
            onAsked();
            keep({ ...kept, quick: next });
          }}
          onText={setText}
          onGrouping={(next) => {
            setCollapsed(new Set());
            keep({ ...kept, grouping: next });
          }}
          onColumns={(next) => {
            keep({ ...kept, columns: next });
          }}
          onWidths={() => {
            keep({ ...kept, widths: {} });
          }}
          onExport={exportShown}
          onIntoList={intoList}
        />
      )}
      <QueuedBar
        count={queue.counts.queued}
        onReview={() => {
          setReviewing(true);
        }}
      />
      <OrderGrid
        {...{ queue, names, columns, openId, cursor, selected, scroller, isBusy: !isWhole, onLeave: leave }}
        label={`Orders, ${formatCount(queue.shown)} of ${formatCount(queue.total)} shown`}
        onCursor={setCursor}
        onOpen={onOpen}
        onSelect={setSelected}
        onGroup={(key) => {
          const next = new Set(collapsed);
          if (!next.delete(key)) next.add(key);
          setCollapsed(next);
        }}
        head={
          <QueueHead
            columns={columns}
            sort={sort}
            onSort={(next) => {
              keep({ ...kept, sort: next });
            }}
            onWidth={(column, given) => {
              keep({ ...kept, widths: { ...widths, [column]: given } });
            }}
          />
        }
      />
      <NothingShown
        {...{ isWhole, fault, items: queue.items, total: queue.total, text, quick, onNew, onImport }}
        onAll={() => {
          setText('');
          onAsked();
          keep({ ...kept, quick: 'all' });
        }}
      />
      <footer className={classes['foot']}>
        {views}
        {exporting.text !== '' && (
          <span role="status" className={classes['shown']}>
            {exporting.text}{' '}
            <Button variant="subtle" className={classes['small'] ?? ''} onClick={exporting.stop}>
              Stop
            </Button>
          </span>
        )}
        <span role="status" className={fault !== '' && queue.total > 0 ? classes['fault'] : classes['shown']}>
          {fault !== '' && queue.total > 0
            ? `The host cannot read the orders now: ${fault}. What you see is from before; it tries again.`
            : `${formatCount(queue.shown)} of ${counted(queue.total, 'order')}${!isWhole && queue.total > 0 ? ', more are coming' : ''}`}
        </span>
      </footer>
      {isReviewing && (
        <QueuedDialog
          onClose={() => {
            setReviewing(false);
          }}
        />
      )}
      {act && (
        <ActDialog
          {...act}
          onClose={() => {
            setAct(null);
          }}
        />
      )}
    </section>
  );
}

function SelectionBar({
  count,
  onAct,
  onNone,
}: {
  readonly count: number;
  readonly onAct: (act: BulkAct) => void;
  readonly onNone: () => void;
}) {
  const may = useMay();
  return (
    <div className={classes['selection']} role="toolbar" aria-label="What is selected">
      <b role="status">{counted(count, 'order')} selected</b>
      {bulkActs.map((act) => (
        <Button
          key={act}
          className={classes['small'] ?? ''}
          onClick={() => {
            onAct(act);
          }}
          {...may(`orders.${act}`)}
        >
          {bulkActNames[act]}…
        </Button>
      ))}
      <Button variant="subtle" className={`${classes['small'] ?? ''} ${classes['none'] ?? ''}`} onClick={onNone}>
        Select none
      </Button>
    </div>
  );
}

interface NothingShownProps {
  readonly isWhole: boolean;
  readonly fault: string;
  readonly items: readonly QueueItem[];
  readonly total: number;
  readonly text: string;
  readonly quick: QuickFilter;
  readonly onAll: () => void;
  readonly onNew: () => void;
  readonly onImport: () => void;
}

/** In the place of rows: the orders are on their way, cannot be had, are none, or none of them is asked for. */
function NothingShown({ isWhole, fault, items, total, text, quick, onAll, onNew, onImport }: NothingShownProps) {
  const may = useMay();
  const isUp = useConnection().kind === 'up';
  if (items.length > 0) return null;
  const panel = (): React.ReactNode => {
    if (fault !== '' && total === 0)
      return (
        <FailedPanel title="The host cannot read the orders">
          <p>{fault}</p>
          <p>It is tried again by itself; nothing is lost. If it lasts, look at the store of the host.</p>
        </FailedPanel>
      );
    if (!isWhole) {
      if (isUp) return <LoadingRows label="Orders are being loaded" count={14} />;
      return (
        <EmptyPanel title="The orders are not here yet">
          <p>The host is not connected. They come as soon as it is.</p>
        </EmptyPanel>
      );
    }
    if (total === 0)
      return (
        <EmptyPanel
          title="No orders yet"
          actions={
            <>
              <Button variant="filled" onClick={onNew} {...may('orders.submit')}>
                New order
              </Button>
              <Button onClick={onImport} {...may('imports.begin')}>
                Import a CSV file
              </Button>
            </>
          }
        >
          <p>The queue fills from what accessing carriers order: one by one here, many from a file, or with the command line.</p>
        </EmptyPanel>
      );
    return (
      <EmptyPanel
        title={text === '' ? `Nothing under “${quickFilterNames[quick]}”` : `No order has “${text.slice(0, 60)}”`}
        actions={<Button onClick={onAll}>Show all {formatCount(total)}</Button>}
      >
        <p>
          {text === ''
            ? quick === 'needs-you'
              ? 'No order is impaired, over its limit, or waits for a decision.'
              : 'None of the orders is in such a state now.'
            : `Every word is looked for in the id, customer, ends, signal, state and cause of the orders under “${quickFilterNames[quick]}”.`}
        </p>
      </EmptyPanel>
    );
  };
  return <div className={classes['over']}>{panel()}</div>;
}
