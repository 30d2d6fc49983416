import { Button, Checkbox, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import type { QueueConfirmedShown, QueuedOrderShown } from '../../core/contract/queue';
import { whenHeards, type WhenHeard } from '../../core/model/queued-order';
import { addressOf } from '../app/address';
import { useOperator } from '../app/operator';
import { useMay } from '../app/use-may';
import { useCommand } from '../app/use-command';
import { useAnswer } from '../client/use-answer';
import { useClient, useTable } from '../client/use-client';
import { counted, formatMs } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { StateMark } from '../ui/state-mark';
import { Age } from '../ui/times';
import { differenceNames, sendWords, standingNames, standingOf, standings, whenHeardNames, type QueuedStanding } from './queued-words';
import classes from './queued.module.css';

/** What was queued offline, and what each order would get now: before anything is sent, the operator sees what moved. */
export function QueuedDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();
  const by = useOperator();
  const may = useMay();
  const version = useVersion();
  const asked = useAnswer('orders.queued', {}, { version, settleMs: 150, everyMs: 700 });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isSending, setSending] = useState(false);
  const [results, setResults] = useState<ReadonlyMap<string, QueueConfirmedShown>>(new Map());
  const orders = asked.output?.orders ?? [];
  const ready = orders.filter((order) => standingOf(order) !== 'waits');
  const chosen = ready.filter(({ orderId }) => !left.has(orderId));

  const send = async (): Promise<void> => {
    setSending(true);
    const given = chosen.map(({ orderId, now }) => ({ orderId, seen: now.kind === 'route' ? now.route : null }));
    const outcome = await client.call('orders.confirm-queued', { orders: given, by });
    setSending(false);
    if (outcome.kind === 'answer') setResults(new Map(outcome.output.map((result) => [result.orderId, result])));
    else
      setResults(
        new Map(
          given.map(({ orderId }) => [
            orderId,
            { orderId, kind: 'refused', message: outcome.kind === 'error' ? outcome.error.message : outcome.message },
          ]),
        ),
      );
    asked.askAgain();
  };
  const choose = (orderId: string, isChosen: boolean): void => {
    const next = new Set(left);
    if (isChosen) next.delete(orderId);
    else next.add(orderId);
    setLeft(next);
  };
  const body = (): React.ReactNode => {
    if (asked.output === null)
      return asked.error === '' ? (
        <LoadingRows label="What was queued is compared with what is known now" count={6} />
      ) : (
        <FailedPanel title="What was queued cannot be compared now">
          <p>{asked.error}</p>
        </FailedPanel>
      );
    if (orders.length === 0)
      return (
        <EmptyPanel title="Nothing is queued offline">
          <p>Every order that waited for carriers to be heard has gone on.</p>
        </EmptyPanel>
      );
    return standings.map((standing) => (
      <Standing
        key={standing}
        standing={standing}
        orders={orders.filter((order) => standingOf(order) === standing)}
        {...{ left, results }}
        onChoose={choose}
      />
    ));
  };
  return (
    <Modal opened onClose={onClose} size={860} title="Queued offline" closeOnClickOutside={false}>
      <p className={classes['lead']}>
        Planned over what was known last. Nothing below has been sent: what is as it was planned goes by itself where you said so, and
        everything else waits for your yes.
      </p>
      <Results results={[...results.values()]} />
      <div className={classes['list']}>{body()}</div>
      {(asked.output?.left ?? 0) > 0 && <p className={classes['lead']}>{counted(asked.output?.left ?? 0, 'more order')} after these.</p>}
      <div className={classes['foot']}>
        <Button onClick={onClose}>Do not send</Button>
        <Button
          variant="filled"
          disabled={chosen.length === 0}
          loading={isSending}
          onClick={() => void send()}
          {...may('orders.confirm-queued')}
        >
          {sendWords(chosen)}
        </Button>
      </div>
    </Modal>
  );
}

/** Another one whenever orders or links change. */
function useVersion(): number {
  const [orders, carriers] = [useTable('orders'), useTable('carriers')];
  const [seen, setSeen] = useState({ orders, carriers, version: 0 });
  if (seen.orders === orders && seen.carriers === carriers) return seen.version;
  const next = { orders, carriers, version: seen.version + 1 };
  setSeen(next);
  return next.version;
}

/** What became of those that did not go as shown. */
function Results({ results }: { readonly results: readonly QueueConfirmedShown[] }) {
  const amiss = results.filter(({ kind }) => kind !== 'sent');
  const sent = results.length - amiss.length;
  if (results.length === 0) return null;
  return (
    <div role="status" className={classes['results']}>
      {sent > 0 && <StateMark mark={{ shape: 'dot' }}>{counted(sent, 'order')} confirmed.</StateMark>}
      {amiss.map(({ orderId, message }) => (
        <StateMark key={orderId} mark={{ severity: 'minor' }}>
          <bdi>
            {orderId}: {message}
          </bdi>
        </StateMark>
      ))}
    </div>
  );
}

interface StandingProps {
  readonly standing: QueuedStanding;
  readonly orders: readonly QueuedOrderShown[];
  readonly left: ReadonlySet<string>;
  readonly results: ReadonlyMap<string, QueueConfirmedShown>;
  readonly onChoose: (orderId: string, isChosen: boolean) => void;
}

function Standing({ standing, orders, left, onChoose }: StandingProps) {
  if (orders.length === 0) return null;
  return (
    <section aria-label={standingNames[standing]}>
      <h3 className={classes['head']}>
        {standingNames[standing]} <span>{orders.length}</span>
      </h3>
      {orders.map((order) => (
        <Queued
          key={order.orderId}
          {...{ order, standing }}
          isChosen={!left.has(order.orderId)}
          onChoose={(isChosen) => {
            onChoose(order.orderId, isChosen);
          }}
        />
      ))}
    </section>
  );
}

interface QueuedProps {
  readonly order: QueuedOrderShown;
  readonly standing: QueuedStanding;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

function Queued({ order, standing, isChosen, onChoose }: QueuedProps) {
  const { orderId, customer, plan, now, queuedAtMs, whenHeard } = order;
  return (
    <article className={classes['order']} aria-label={`Order ${orderId}`}>
      <div className={classes['line']}>
        {standing === 'waits' ? (
          <span className={classes['pick']} />
        ) : (
          <Checkbox
            iconColor="var(--ll-accent-text)"
            size="xs"
            className={classes['pick'] ?? ''}
            aria-label={`Send ${orderId}`}
            checked={isChosen}
            onChange={(event) => {
              onChoose(event.currentTarget.checked);
            }}
          />
        )}
        <a className={classes['id']} href={addressOf('orders', [orderId])}>
          {orderId}
        </a>
        <bdi className={`ellipsis ${classes['customer'] ?? ''}`} title={customer}>
          {customer}
        </bdi>
        <span className={classes['queuedAt']}>
          queued <Age sinceMs={queuedAtMs} isRelative />
        </span>
        <WhenHeardSelect {...{ orderId, whenHeard }} />
      </div>
      {standing === 'waits' && (
        <p className={classes['note']}>
          {now.kind === 'waits' ? now.message : ''} Planned at {formatMs(plan.oneWayNs, 3)} one way.
        </p>
      )}
      {standing === 'same' && <p className={classes['note']}>{formatMs(plan.oneWayNs, 3)} one way, on the route that you saw.</p>}
      {standing === 'differs' && <Differences order={order} />}
    </article>
  );
}

function Differences({ order }: { readonly order: QueuedOrderShown }) {
  return (
    <table className={classes['differences']}>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">When it was queued</th>
          <th scope="col">Now</th>
        </tr>
      </thead>
      <tbody>
        {order.differences.map(({ what, before, after }) => (
          <tr key={what}>
            <th scope="row">{differenceNames[what]}</th>
            <td>
              <bdi>{before}</bdi>
            </td>
            <td>
              <bdi>{after}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function WhenHeardSelect({ orderId, whenHeard }: { readonly orderId: string; readonly whenHeard: WhenHeard }) {
  const by = useOperator();
  const command = useCommand();
  return (
    <Select
      className={classes['whenHeard'] ?? ''}
      aria-label={`When carriers are heard, ${orderId}`}
      data={whenHeards.map((each) => ({ value: each, label: whenHeardNames[each] }))}
      value={whenHeard}
      allowDeselect={false}
      onChange={(value) => {
        const next = whenHeards.find((each) => each === value);
        if (next !== undefined && next !== whenHeard)
          void command.carryOut('orders.when-heard', { orderId, whenHeard: next, by }, `${orderId}: ${whenHeardNames[next].toLowerCase()}`);
      }}
    />
  );
}
