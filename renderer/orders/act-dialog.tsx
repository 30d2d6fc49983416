import { Button, Modal, Progress, Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { OrderRow } from '../../core/contract/live';
import type { AlternativeShown } from '../../core/contract/shapes';
import { useOperator } from '../app/operator';
import { useClient } from '../client/use-client';
import { counted, formatCount, formatMs } from '../ui/numbers';
import type { Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import classes from './act-dialog.module.css';
import { bulkActNames, planBulk, type BulkAct, type BulkPlan } from './bulk-plan';
import { runBulk, type BulkResult } from './bulk-run';

interface ActDialogProps {
  readonly act: BulkAct;
  /** As they were when it was asked for. */
  readonly orders: readonly OrderRow[];
  /** Of one order that is to be moved: where it could go. */
  readonly alternatives?: readonly AlternativeShown[];
  readonly onClose: () => void;
}

/** Says what an act touches, asks once, does it, and says what became of each order. */
export function ActDialog({ act, orders, alternatives = [], onClose }: ActDialogProps) {
  const client = useClient();
  const by = useOperator();
  const [plan] = useState(() => planBulk(act, orders));
  const [reason, setReason] = useState('');
  const [alternative, setAlternative] = useState('');
  const [results, setResults] = useState<readonly BulkResult[] | null>(null);
  const [stop, setStop] = useState<AbortController | null>(null);
  const isRunning = stop !== null;
  const canStart = plan.touched.length > 0 && (!plan.needsReason || reason.trim() !== '');

  /** Those of `orderIds`; what was told of the others stands. */
  const start = async (orderIds: readonly string[]): Promise<void> => {
    const running = new AbortController();
    setStop(running);
    const asked = new Set(orderIds);
    const told: BulkResult[] = (results ?? []).filter(({ orderId }) => !asked.has(orderId));
    setResults([...told]);
    const how = { by, reason: reason.trim(), ...(alternative === '' ? {} : { alternative }) };
    await runBulk(client, act, orderIds, how, {
      signal: running.signal,
      tell: (result) => {
        told.push(result);
        if (told.length % 8 === 0) setResults([...told]);
      },
    });
    setResults(told);
    setStop(null);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={!isRunning}
      closeOnClickOutside={false}
      withCloseButton={!isRunning}
      size={560}
      title={titleOf(plan, orders)}
    >
      {results === null ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (canStart) void start(plan.touched.map(({ id }) => id));
          }}
        >
          <Stack gap="md">
            <Touched plan={plan} />
            {act === 'move' && alternatives.length > 0 && (
              <Radio.Group label="Where to" value={alternative} onChange={setAlternative}>
                <Stack gap="xs" mt="xs">
                  <Radio size="xs" value="" label="The best that is free when its turn comes" />
                  {alternatives.map(({ id, rank, route, marginNs, fault }) => (
                    <Radio
                      key={id}
                      size="xs"
                      value={id}
                      disabled={fault !== ''}
                      label={`Alternative ${rank}: ${formatMs(route.oneWayNs, 3)}, margin ${formatMs(marginNs, 3)}`}
                      description={fault === '' ? wayText(route.hops) : fault}
                    />
                  ))}
                </Stack>
              </Radio.Group>
            )}
            {plan.needsReason && plan.touched.length > 0 && (
              <Textarea
                label="Why"
                description="It stands in the history, and is told to whoever meets it later."
                data-autofocus
                autosize
                maxRows={4}
                maxLength={500}
                value={reason}
                onChange={(event) => {
                  // One line: a reason is told in lists.
                  setReason(event.currentTarget.value.replace(/[\r\n]+/g, ' '));
                }}
              />
            )}
            <Left plan={plan} />
            <Buttons plan={plan} canStart={canStart} onClose={onClose} />
          </Stack>
        </form>
      ) : (
        <Results
          results={results}
          total={plan.touched.length}
          isRunning={isRunning}
          onStop={() => {
            stop?.abort();
          }}
          onAgain={(orderIds) => void start(orderIds)}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

const wayText = (hops: AlternativeShown['route']['hops']): string =>
  hops
    .filter(({ kind }) => kind === 'node')
    .map(({ name }) => name)
    .join(' – ');

function titleOf({ act, touched }: BulkPlan, orders: readonly OrderRow[]): string {
  const [only] = orders;
  return orders.length === 1 && only ? `${bulkActNames[act]} ${only.id}` : `${bulkActNames[act]} ${counted(touched.length, 'order')}`;
}

function Touched({ plan }: { readonly plan: BulkPlan }) {
  if (plan.touched.length === 0) return <p>It can be done to none of them.</p>;
  return (
    <div className={classes['words']}>
      {plan.words.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {plan.touched.length > 1 && (
        <p className={classes['ids']}>
          {plan.touched
            .slice(0, 12)
            .map(({ id }) => id)
            .join(', ')}
          {plan.touched.length > 12 && ` and ${formatCount(plan.touched.length - 12)} more`}
        </p>
      )}
    </div>
  );
}

function Left({ plan }: { readonly plan: BulkPlan }) {
  if (plan.left.length === 0) return null;
  return (
    <details className={classes['left']}>
      <summary>{`${counted(plan.left.length, 'order')} will not be touched`}</summary>
      <ul>
        {plan.left.slice(0, 200).map(({ order, why }) => (
          <li key={order.id}>
            <bdi className="mono">{order.id}</bdi>: {why}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Before anything that cuts traffic the safe choice is the primary one. */
function Buttons({ plan, canStart, onClose }: { readonly plan: BulkPlan; readonly canStart: boolean; readonly onClose: () => void }) {
  const count = plan.touched.length;
  const name = count > 1 ? `${bulkActNames[plan.act]} ${formatCount(count)}` : bulkActNames[plan.act];
  return (
    <div className={classes['buttons']}>
      <Button variant={plan.isCutting ? 'filled' : 'default'} data-autofocus={plan.isCutting || undefined} onClick={onClose}>
        {plan.act === 'cancel' ? (count > 1 ? 'Keep them' : 'Keep it') : 'Leave as it is'}
      </Button>
      <Button
        type="submit"
        variant={plan.isCutting ? 'default' : 'filled'}
        className={plan.isCutting ? (classes['cutting'] ?? '') : ''}
        disabled={!canStart}
      >
        {plan.act === 'cancel' ? `Cancel ${count > 1 ? `${formatCount(count)} orders` : 'the order'}` : name}
      </Button>
    </div>
  );
}

const outcomeMarks: Readonly<Record<BulkResult['outcome'], { readonly mark: Mark; readonly word: string }>> = {
  done: { mark: { shape: 'dot' }, word: 'done' },
  refused: { mark: { shape: 'cross' }, word: 'not done' },
  'in-doubt': { mark: { severity: 'indeterminate' }, word: 'in doubt' },
  'not-asked': { mark: { shape: 'dash' }, word: 'not asked' },
};

interface ResultsProps {
  readonly results: readonly BulkResult[];
  readonly total: number;
  readonly isRunning: boolean;
  readonly onStop: () => void;
  /** Asks once more for those that are not done. */
  readonly onAgain: (orderIds: readonly string[]) => void;
  readonly onClose: () => void;
}

function Results({ results, total, isRunning, onStop, onAgain, onClose }: ResultsProps) {
  const done = results.filter(({ outcome }) => outcome === 'done').length;
  const undone = results.flatMap(({ orderId, outcome }) => (outcome === 'done' ? [] : [orderId]));
  const shown = [...results].sort((one, other) => Number(one.outcome === 'done') - Number(other.outcome === 'done')).slice(0, 500);
  return (
    <Stack gap="md">
      {isRunning && <Progress value={(100 * results.length) / Math.max(1, total)} aria-label={`${results.length} of ${total}`} />}
      <p role="status">
        {isRunning
          ? `${formatCount(results.length)} of ${formatCount(total)} asked`
          : done === total
            ? `${counted(done, 'order')} done.`
            : `${formatCount(done)} of ${counted(total, 'order')} done${total > 1 ? '; the others are named first' : ''}.`}
      </p>
      <ul className={classes['results']}>
        {shown.map(({ orderId, outcome, text }) => (
          <li key={orderId}>
            <bdi className="mono ellipsis" title={orderId}>
              {orderId}
            </bdi>
            <StateMark mark={outcomeMarks[outcome].mark}>{outcomeMarks[outcome].word}</StateMark>
            <bdi>{text}</bdi>
          </li>
        ))}
      </ul>
      <div className={classes['buttons']}>
        {isRunning ? (
          <Button onClick={onStop}>Stop</Button>
        ) : (
          <>
            {undone.length > 0 && (
              <Button
                onClick={() => {
                  onAgain(undone);
                }}
              >
                {`Try ${formatCount(undone.length)} again`}
              </Button>
            )}
            <Button variant="filled" data-autofocus onClick={onClose}>
              Close
            </Button>
          </>
        )}
      </div>
    </Stack>
  );
}
