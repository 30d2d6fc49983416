import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { isFinal } from '../../../core/model/order';
import { useOperator } from '../../app/operator';
import { useCommand } from '../../app/use-command';
import { useMay } from '../../app/use-may';
import { useAnswer } from '../../client/use-answer';
import { useRow } from '../../client/use-client';
import { OrderCarriers } from '../../orders/order-carriers';
import type { OrderFields } from '../../../core/model/order-fields';
import { TimeLine } from '../../orders/time-line';
import { Confirm } from '../../ui/confirm';
import { asSentence } from '../../ui/numbers';
import { EmptyPanel, LoadingRows } from '../../ui/panel-state';
import { orderMarks } from '../../ui/severity';
import { StateMark } from '../../ui/state-mark';
import { Age } from '../../ui/times';
import type { OpenDraft } from '../use-draft';
import type { ConnectionFields } from './connection-fields';
import classes from './connection.module.css';

interface ProgressStepProps {
  readonly draft: OpenDraft<ConnectionFields>;
  readonly orderId: string | null;
  readonly typed: OrderFields;
}

/** What becomes of the order, part by part, as it happens; and the way out of it. */
export function ProgressStep({ draft, orderId, typed }: ProgressStepProps) {
  const order = useRow('orders', orderId);
  const command = useCommand();
  const may = useMay();
  const by = useOperator();
  const [isCancelling, setCancelling] = useState(false);
  const dossier = useAnswer('orders.show', orderId === null ? null : { orderId }, {
    version: order?.revision ?? 0,
    settleMs: 60,
    everyMs: 200,
  });
  const shown = dossier.output;
  const isOver = order !== undefined && (order.state === 'active' || isFinal(order.state));
  const { goToStep } = draft;
  useEffect(() => {
    if (isOver) goToStep('result');
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once it is over
  }, [isOver]);
  if (orderId === null) return <EmptyPanel title="Nothing was submitted yet" />;
  if (!order && dossier.error !== '')
    return (
      <EmptyPanel
        title={`Order ${orderId} was not entered`}
        actions={
          <Button
            variant="filled"
            onClick={() => {
              draft.change({ orderId: null });
              draft.goToStep('review');
            }}
          >
            Back to the review
          </Button>
        }
      >
        <p>It was about to be submitted when this was interrupted, and the host does not know it. Nothing was sent to a carrier.</p>
      </EmptyPanel>
    );
  const told = order ?? shown?.order;
  if (!told) return <LoadingRows label={`Order ${orderId} is being read`} />;
  if (typed.customer !== undefined && told.customer !== typed.customer.trim())
    return (
      <EmptyPanel
        title={`Order ${orderId} is another one`}
        actions={
          <Button
            variant="filled"
            onClick={() => {
              draft.change({ orderId: null });
              draft.goToStep('demand');
            }}
          >
            Give this one another id
          </Button>
        }
      >
        <p>
          It is of {told.customer}, and was entered by somebody else under the same id. This one was not entered; nothing was sent for it.
        </p>
      </EmptyPanel>
    );
  const asks = told.state === 'planned' && shown?.choice !== null && shown?.choice !== undefined;
  return (
    <div className={classes['progress']}>
      <section className={classes['state']} aria-label="State of the order" role="status">
        <StateMark mark={orderMarks[told.state]}>
          <b>{told.isCancelRequested && told.state !== 'released' ? 'being cancelled' : told.state}</b>
        </StateMark>
        <bdi>{asSentence(told.cause)}</bdi>
        <span className={classes['quiet']}>
          <Age sinceMs={told.stateSinceMs} /> in this state
        </span>
        <span className={classes['stateActs']}>
          {asks && (
            <>
              <Button
                onClick={() => {
                  draft.goToStep('ways');
                }}
              >
                Choose another route
              </Button>
              <Button
                variant="filled"
                onClick={() => {
                  draft.change({ chosen: null });
                  void command.carryOut('orders.choose', { orderId, choice: null, by }, 'It takes the best that there is');
                }}
                {...may('orders.choose')}
              >
                Take the best that there is
              </Button>
            </>
          )}
          {!isOver && !told.isCancelRequested && (
            <Button
              onClick={() => {
                setCancelling(true);
              }}
              {...may('orders.cancel')}
            >
              Cancel the order
            </Button>
          )}
        </span>
      </section>
      <div className={classes['halves']}>
        <section aria-labelledby="parts">
          <h2 id="parts">At the carriers</h2>
          {shown ? <OrderCarriers {...shown} /> : <LoadingRows label="Its parts are being read" count={4} />}
        </section>
        <section aria-labelledby="happened">
          <h2 id="happened">What happened</h2>
          {shown ? (
            <TimeLine transitions={shown.transitions} decisions={shown.decisions} />
          ) : (
            <LoadingRows label="Its history is being read" count={4} />
          )}
        </section>
      </div>
      <Confirm
        isOpen={isCancelling}
        title={`Cancel order ${orderId}?`}
        act="Cancel the order"
        keep="Let it go on"
        isCutting
        onClose={() => {
          setCancelling(false);
        }}
        onConfirm={() => {
          void command.carryOut('orders.cancel', { orderId, by }, `Order ${orderId} is being cancelled`);
        }}
      >
        <p>What carriers have made of it already is deleted there and read back; every port and slot is given back. You see it here.</p>
      </Confirm>
    </div>
  );
}
