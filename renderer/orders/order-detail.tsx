import { Button, Tabs } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { DossierShown, ExplanationShown } from '../../core/contract/shapes';
import type { OrderRow } from '../../core/contract/live';
import { useConnection, useRow, useTable } from '../client/use-client';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { formatCount } from '../ui/numbers';
import { waysOf, type Way } from './candidate-list';
import { DetailHead } from './detail-head';
import { OrderCarriers } from './order-carriers';
import classes from './order-detail.module.css';
import { OrderHistory } from './order-history';
import type { Names } from './order-sort';
import { RouteWaterfall } from './route-waterfall';
import { TimeLine } from './time-line';
import { useAnswer, type Answered } from '../client/use-answer';
import { WayTable } from './way-table';

/** From where both the ways and the rest of the detail stand side by side, pixels. */
const roomForTwo = 880;

/** Everything about one order. What the host is asked for is asked again whenever the order's row changes. */
export function OrderDetail({
  orderId,
  names,
  onClose,
}: {
  readonly orderId: string;
  readonly names: Names;
  readonly onClose: () => void;
}) {
  const orders = useTable('orders');
  const row = useRow('orders', orderId);
  // Where the host cannot tell rows (yet), the detail goes without.
  const version = row?.revision ?? 0;
  const dossier = useAnswer('orders.show', { orderId }, { version, settleMs: 120, everyMs: 250 });
  const explanation = useAnswer('orders.explain', { orderId }, { version, settleMs: 120, everyMs: 250 });
  const told = dossier.output?.order;
  const order: OrderRow | undefined =
    row ?? (told && { ...told, aSiteId: null, zSiteId: null, aPart: '', zPart: '', queued: null, revision: 0 });
  if (!order) return <NoOrder {...{ orderId, dossier, onClose }} isWhole={orders.isWhole} />;
  return (
    <section className={classes['detail']} aria-label={`Order ${orderId}`}>
      <DetailHead {...{ order, names, onClose }} dossier={dossier.output} />
      {dossier.error !== '' && (
        <p role="alert" className={classes['fault']}>
          {dossier.output === null ? '' : 'What you see below is from before: '}
          {dossier.error}{' '}
          <Button variant="subtle" className={classes['again'] ?? ''} onClick={dossier.askAgain}>
            Ask again
          </Button>
        </p>
      )}
      {dossier.output === null ? (
        dossier.error === '' && <Awaited orderId={orderId} />
      ) : (
        <Known key={orderId} {...{ order, dossier, explanation }} shown={dossier.output} />
      )}
    </section>
  );
}

/** The row is known, and the rest of the order on its way. */
function Awaited({ orderId }: { readonly orderId: string }) {
  if (useConnection().kind === 'up') return <LoadingRows label={`Order ${orderId} is being loaded`} count={12} />;
  return (
    <EmptyPanel title="No more is known of it here">
      <p>The host is not connected. Its route, the ways considered and its time line are asked for as soon as it is.</p>
    </EmptyPanel>
  );
}

interface KnownProps {
  readonly order: OrderRow;
  readonly shown: DossierShown;
  readonly dossier: Answered<DossierShown>;
  readonly explanation: Answered<ExplanationShown>;
}

function Known({ order, shown, dossier, explanation }: KnownProps) {
  const { ref, width } = useElementSize();
  const [decisionAt, setDecisionAt] = useState(0);
  const [wayKey, setWayKey] = useState<string | null>(null);
  const [tab, setTab] = useState<string | null>('ways');
  const serving = useMemo(() => servingRoute(shown), [shown]);
  // What broke keeps its route until it is on another, and carries nothing.
  const isCarrying = order.state !== 'impaired' && order.state !== 'restoring';
  const decision = shown.decisions[decisionAt] ?? shown.decisions[0] ?? null;
  const otherRoutes = explanation.output?.otherRoutes ?? null;
  const ways = useMemo(
    () => waysOf(shown, serving, decision, otherRoutes, isCarrying),
    [shown, serving, decision, otherRoutes, isCarrying],
  );
  const way = ways.find(({ key }) => key === wayKey) ?? null;
  const hasRoom = width >= roomForTwo;
  const table = (
    <WayTable
      {...{ ways, decision, decisionAt, order }}
      decisions={shown.decisions}
      selected={way?.key ?? null}
      fault={explanation.error}
      onSelect={(key) => {
        setWayKey(key === wayKey ? null : key);
      }}
      onDecision={setDecisionAt}
    />
  );
  const shownTab = hasRoom && (tab === 'ways' || tab === null) ? 'time-line' : (tab ?? 'ways');
  return (
    <div className={classes['known']} ref={ref}>
      <RouteWaterfall
        {...{ order, serving }}
        compared={way !== null && !way.isServing ? way : firstWay(serving === null, ways)}
        answeredAtMs={dossier.atMs}
      />
      <div className={classes['below']}>
        {hasRoom && <div className={classes['ways']}>{table}</div>}
        <Tabs
          value={shownTab}
          onChange={setTab}
          classNames={{ root: classes['tabs'] ?? '', list: classes['tabList'] ?? '', panel: classes['panel'] ?? '' }}
          keepMounted={false}
        >
          <Tabs.List>
            {!hasRoom && <Tabs.Tab value="ways">Ways considered {formatCount(ways.length)}</Tabs.Tab>}
            <Tabs.Tab value="time-line">Time line</Tabs.Tab>
            <Tabs.Tab value="carriers">Carriers {formatCount(shown.segments.filter(({ state }) => state !== 'ended').length)}</Tabs.Tab>
            <Tabs.Tab value="history">History</Tabs.Tab>
          </Tabs.List>
          {!hasRoom && <Tabs.Panel value="ways">{table}</Tabs.Panel>}
          <Tabs.Panel value="time-line">
            <TimeLine transitions={shown.transitions} decisions={shown.decisions} />
          </Tabs.Panel>
          <Tabs.Panel value="carriers">
            <OrderCarriers {...shown} />
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <OrderHistory orderId={order.id} />
          </Tabs.Panel>
        </Tabs>
      </div>
    </div>
  );
}

/** The route that carries it, or is being made; null: none. */
const servingRoute = ({ connections }: DossierShown) =>
  (connections.find(({ state }) => state === 'active') ?? connections.find(({ state }) => state === 'reserved' || state === 'provisioning'))
    ?.route ?? null;

/** Without a route of its own the first way that was considered says most. */
const firstWay = (isWithout: boolean, ways: readonly Way[]): Way | null => (isWithout ? (ways[0] ?? null) : null);

interface NoOrderProps {
  readonly orderId: string;
  readonly isWhole: boolean;
  readonly dossier: Answered<DossierShown>;
  readonly onClose: () => void;
}

function NoOrder({ orderId, isWhole, dossier, onClose }: NoOrderProps) {
  const isUp = useConnection().kind === 'up';
  const id = orderId.length > 80 ? `${orderId.slice(0, 80)}…` : orderId;
  if (dossier.error !== '')
    return (
      <FailedPanel
        title={isWhole ? `There is no order ${id}` : `Order ${id} cannot be shown`}
        actions={
          <>
            <Button variant="filled" onClick={onClose}>
              Back to the queue
            </Button>
            <Button onClick={dossier.askAgain}>Ask again</Button>
          </>
        }
      >
        <p>{dossier.error}</p>
      </FailedPanel>
    );
  if (!isUp)
    return (
      <EmptyPanel title={`Order ${id} is not here yet`}>
        <p>The host is not connected. It is asked as soon as it is.</p>
      </EmptyPanel>
    );
  return <LoadingRows label={`Order ${id} is being loaded`} count={12} />;
}
