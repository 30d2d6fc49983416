import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowRight, IconExternalLink, IconSnowflake, IconSnowflakeOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { RecoveryHitShown, WaysShown, WayShown } from '../../core/contract/recovery';
import { addressOf } from '../app/address';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useAnswer } from '../client/use-answer';
import { useRow } from '../client/use-client';
import { AskWords } from '../ui/ask-words';
import { formatMs } from '../ui/numbers';
import { FailedPanel, LoadingRows } from '../ui/panel-state';
import { Segments } from '../ui/segments';
import { StateMark } from '../ui/state-mark';
import { Age } from '../ui/times';
import { MoveDialog } from './move-dialog';
import { MoveSteps } from './move-steps';
import classes from './order-ways.module.css';
import { keyOfWay, phaseMarks, phaseWords, type WaySort } from './recovery-words';
import { WayCards } from './way-cards';

const sortOptions = [
  { value: 'latency', label: 'Latency' },
  { value: 'margin', label: 'Margin' },
  { value: 'price', label: 'Price' },
] as const;

/** The ways of one order that was hit, and what can be done with it by hand. */
export function OrderWays({ hit }: { readonly hit: RecoveryHitShown }) {
  const [chosen, setChosen] = useState<WayShown | null>(null);
  const [asking, setAsking] = useState<'freeze' | 'revert' | 'move' | null>(null);
  const by = useOperator();
  const command = useCommand();
  const may = useMay();
  const { order, canRevert } = hit;
  const close = (): void => {
    setAsking(null);
  };
  return (
    <div className={classes['ways']}>
      <WaysOf
        hit={hit}
        chosenKey={chosen && keyOfWay(chosen.route)}
        onChoose={setChosen}
        acts={
          <>
            <Button
              leftSection={order.isFrozen ? <IconSnowflakeOff size={14} /> : <IconSnowflake size={14} />}
              onClick={() => {
                setAsking('freeze');
              }}
              {...may('orders.freeze')}
            >
              {order.isFrozen ? 'Unfreeze' : 'Freeze'}
            </Button>
            <Button
              leftSection={<IconArrowBackUp size={14} />}
              disabled={!canRevert}
              title={canRevert ? undefined : 'It is not away from its first route, or not in service'}
              onClick={() => {
                setAsking('revert');
              }}
              {...may('orders.revert')}
            >
              Revert
            </Button>
            <Button component="a" href={addressOf('orders', [order.id])} leftSection={<IconExternalLink size={14} />}>
              Order
            </Button>
            <Button
              variant="filled"
              rightSection={<IconArrowRight size={14} />}
              disabled={chosen === null}
              onClick={() => {
                setAsking('move');
              }}
              {...may('recovery.carry-out')}
            >
              Move it
            </Button>
          </>
        }
      />
      {chosen && <MoveSteps title="What will be sent" plan={chosen.plan} />}
      {asking === 'move' && chosen && <MoveDialog orderId={order.id} way={chosen} onClose={close} />}
      <AskWords
        isOpen={asking === 'freeze'}
        title={order.isFrozen ? `Unfreeze ${order.id}` : `Freeze ${order.id}`}
        label="Why, for the history"
        act={order.isFrozen ? 'Unfreeze it' : 'Freeze it'}
        onClose={close}
        onAct={(reason) => {
          const input = { orderId: order.id, by, reason };
          void (order.isFrozen
            ? command.carryOut('orders.unfreeze', input, `${order.id} is restored and moved automatically again.`)
            : command.carryOut('orders.freeze', input, `${order.id} is frozen: nothing moves it automatically.`));
        }}
      >
        <p>
          {order.isFrozen
            ? 'What broke meanwhile is restored at once.'
            : 'Nothing moves it automatically, even when it breaks. What you move yourself is moved.'}
        </p>
      </AskWords>
      <AskWords
        isOpen={asking === 'revert'}
        title={`Return ${order.id} to its first route`}
        label="Why, for the history"
        act="Revert it"
        onClose={close}
        onAct={(reason) => {
          void command.carryOut('orders.revert', { orderId: order.id, by, reason }, ({ text }) => `${order.id}: ${text}`);
        }}
      >
        <p>It is moved where its first route is whole and within the limit; else it stays, and the history says why.</p>
      </AskWords>
    </div>
  );
}

interface WaysOfProps {
  readonly hit: RecoveryHitShown;
  readonly chosenKey: string | null;
  readonly onChoose: (way: WayShown) => void;
  readonly acts?: React.ReactNode;
  readonly onShown?: (shown: WaysShown) => void;
}

/** Head and cards: who it is, and its ways side by side. */
export function WaysOf({ hit, chosenKey, onChoose, acts, onShown }: WaysOfProps) {
  const { order, a, z, phase, hitAtMs, settledAtMs, text } = hit;
  const [sort, setSort] = useState<WaySort>('latency');
  const row = useRow('orders', order.id);
  const ways = useAnswer(
    'recovery.ways',
    { orderId: order.id, count: 3 },
    { version: `${row?.revision ?? 0} ${phase}`, settleMs: 200, everyMs: 1_000 },
  );
  const shown = ways.output;
  useEffect(() => {
    if (shown) onShown?.(shown);
  }, [shown, onShown]);
  return (
    <>
      <header className={classes['head']}>
        <div className={classes['who']}>
          <div className={classes['title']}>
            <h2>
              <bdi>{a}</bdi> – <bdi>{z}</bdi>
            </h2>
            <bdi className="mono">{order.id}</bdi>
            <StateMark mark={phaseMarks[phase]}>
              {phaseWords[phase]} {settledAtMs === null && <Age sinceMs={hitAtMs} />}
            </StateMark>
          </div>
          <p title={text}>
            <bdi>{order.customer}</bdi>, {order.signal}, {shown ? `${shown.neededSlots} slots, ` : ''}limit{' '}
            {formatMs(order.limit.oneWayNs, 3)} one way. {shown ? sentence(shown) : text}
          </p>
        </div>
        <Segments label="Sorted by" options={sortOptions} value={sort} onChange={setSort} />
        {acts !== undefined && <div className={classes['acts']}>{acts}</div>}
      </header>
      {shown ? (
        <>
          {ways.error !== '' && <p role="alert">What you see is from before: {ways.error}</p>}
          <WayCards
            shown={shown}
            sort={sort}
            chosenKey={chosenKey}
            onChoose={onChoose}
            downSinceMs={settledAtMs === null ? hitAtMs : null}
          />
          {shown.ways.length === 0 && (
            <p className={classes['none']}>
              No other way leads from one end to the other over what is up and dedicated. It is tried again on every change.
            </p>
          )}
        </>
      ) : ways.error === '' ? (
        <LoadingRows label="Its alternatives are being found" count={6} />
      ) : (
        <FailedPanel title="Its alternatives cannot be found" actions={<Button onClick={ways.askAgain}>Ask again</Button>}>
          <p>{ways.error}</p>
        </FailedPanel>
      )}
    </>
  );
}

const sentence = ({ summary, heldBack, ways, elapsedMs }: WaysShown): string => {
  const free = ways.filter(({ against }) => against.length === 0).length;
  const found = `${free} of ${ways.length} can be taken, found in ${Math.round(elapsedMs)} ms.`;
  const [first] = ways;
  const none = first?.isProposed === true ? '' : ` The engine proposes none: ${summary}.`;
  return `${found}${none}${heldBack === '' ? '' : ` It is not moved by itself: ${heldBack}.`}`;
};
