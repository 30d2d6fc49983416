import { Button } from '@mantine/core';
import { IconAffiliate, IconFileText, IconListDetails, IconPlus } from '@tabler/icons-react';
import { addressOf, goTo } from '../../app/address';
import { useAnswer } from '../../client/use-answer';
import { useRow } from '../../client/use-client';
import { OrderCarriers } from '../../orders/order-carriers';
import { RouteWaterfall } from '../../orders/route-waterfall';
import { asSentence, formatMs } from '../../ui/numbers';
import { LoadingRows } from '../../ui/panel-state';
import { orderMarks } from '../../ui/severity';
import { StateMark } from '../../ui/state-mark';
import type { OpenDraft } from '../use-draft';
import { newWizard } from '../wizard-address';
import type { ConnectionFields } from './connection-fields';
import classes from './connection.module.css';

/** What came of it, and what to do next. */
export function ResultStep({ draft, orderId }: { readonly draft: OpenDraft<ConnectionFields>; readonly orderId: string | null }) {
  const row = useRow('orders', orderId);
  const { output } = useAnswer('orders.show', orderId === null ? null : { orderId }, { version: row?.revision ?? 0, settleMs: 60 });
  const order = row ?? output?.order;
  if (orderId === null || !order || !output) return <LoadingRows label="What came of it is being read" />;
  const route = output.connections.find(({ state }) => state === 'active')?.route ?? null;
  const isServed = order.state === 'active';
  /** It is done: nothing of the draft is wanted any more. */
  const leaveTo = (address: string) => () => {
    void draft.discard().then(() => {
      goTo(address);
    });
  };
  return (
    <div className={classes['progress']}>
      <section className={classes['state']} aria-label="What came of it" role="status">
        <StateMark mark={orderMarks[order.state]}>
          <b>{isServed ? 'In service' : order.state}</b>
        </StateMark>
        <bdi>
          {isServed && route
            ? `Order ${orderId} carries at ${formatMs(route.oneWayNs, 3)} one way, margin ${formatMs(order.limit.oneWayNs - route.oneWayNs, 3)}.`
            : asSentence(order.cause)}
        </bdi>
      </section>
      <div className={classes['next']} role="group" aria-label="What to do next">
        <Button variant="filled" leftSection={<IconListDetails size={14} />} onClick={leaveTo(addressOf('orders', [orderId]))}>
          Show the order
        </Button>
        {isServed && (
          <>
            <Button leftSection={<IconFileText size={14} />} component="a" href={addressOf('print', ['order', orderId])}>
              Datasheet to print
            </Button>
            <Button leftSection={<IconAffiliate size={14} />} onClick={leaveTo(addressOf('network', [], { order: orderId }))}>
              Show it on the map
            </Button>
          </>
        )}
        {!isServed && (
          <Button leftSection={<IconPlus size={14} />} onClick={leaveTo(newWizard('connection', { ...draft.fields.typed, order: null }))}>
            Order anew with what was typed
          </Button>
        )}
        <Button leftSection={<IconPlus size={14} />} onClick={leaveTo(newWizard('connection'))}>
          Provision another connection
        </Button>
      </div>
      <div className={classes['halves']}>
        <section aria-label="Its route" className={classes['falls']}>
          <RouteWaterfall order={order} serving={route} compared={null} answeredAtMs={null} />
        </section>
        <section aria-labelledby="held">
          <h2 id="held">At the carriers</h2>
          <OrderCarriers {...output} />
        </section>
      </div>
    </div>
  );
}
