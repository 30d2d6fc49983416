import type { OrderRow } from '../../core/contract/live';
import { assertNever } from '../../core/model/assert-never';
import { isFinal } from '../../core/model/order';
import { IconSnowflake } from '@tabler/icons-react';
import { CarrierName } from '../ui/carrier-name';
import { formatRough, formatLocal, formatMsNumber, formatUtc } from '../ui/numbers';
import { marginSeverity, orderMarks, type Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { useNow } from '../ui/times';
import { LimitBar } from '../ui/limit-bar';
import classes from './order-cells.module.css';
import { isOverLimit, needsOperator, nextStep } from './order-standing';
import { endName, type Names, type OrderColumn } from './order-sort';

/** How a column is headed; `word` in lists of columns, where that says too little. */
export const columnHeads: Readonly<Record<OrderColumn, { readonly head: string; readonly word?: string; readonly isNumber?: true }>> = {
  state: { head: 'State' },
  order: { head: 'Order' },
  customer: { head: 'Customer' },
  ends: { head: 'A – Z', word: 'A – Z, the ends' },
  signal: { head: 'Signal' },
  carrier: { head: 'Accessing', word: 'Accessing carrier' },
  priority: { head: 'Priority', isNumber: true },
  'of-limit': { head: 'Of limit', word: 'Of limit, as a bar' },
  margin: { head: 'Margin ms', isNumber: true },
  policy: { head: 'Policy', word: 'Recovery policy' },
  'next-step': { head: 'Next step' },
  age: { head: 'In state', isNumber: true, word: 'In state, for how long' },
  received: { head: 'Received', isNumber: true, word: 'Received, how long ago' },
};

/**
 * What a column shows of an order. Text is as long as it is: it ends in an ellipsis, and stands whole in its title. No component: while one scrolls,
 * hundreds of cells are drawn with each picture.
 */
export function orderCell(column: OrderColumn, order: OrderRow, names: Names): React.ReactNode {
  switch (column) {
    case 'state':
      return <OrderState order={order} />;
    case 'order':
      return (
        <bdi className="mono ellipsis" title={order.id}>
          {order.id}
        </bdi>
      );
    case 'customer':
      return words(order.customer);
    case 'ends':
      return words(endsText(order, names));
    case 'signal':
      return words(order.signal);
    case 'carrier':
      return <CarrierName carrierId={order.accessingCarrierId} />;
    case 'priority':
      return <>{order.priority}</>;
    case 'of-limit':
      return carriesNothing(order) ? null : <LimitBar latencyNs={order.latencyNs} marginNs={order.marginNs} limit={order.limit} />;
    case 'margin':
      return <Margin order={order} />;
    case 'policy':
      return words(order.recovery);
    case 'next-step':
      return words(nextStep(order), [...new Set([nextStep(order), order.cause])].filter((each) => each !== '').join('\n'));
    case 'age':
    case 'received':
      return (
        <span className={classes['quiet']}>
          <BriefAge sinceMs={column === 'age' ? order.stateSinceMs : order.receivedAtMs} />
        </span>
      );
    default:
      return assertNever(column);
  }
}

/** `Zürich – Amsterdam`. */
export const endsText = (order: Pick<OrderRow, 'a' | 'z'>, names: Names): string =>
  `${endName(order.a, names)} – ${endName(order.z, names)}`;

export function OrderState({ order }: { readonly order: OrderRow }) {
  const mark = markOf(order);
  return (
    <StateMark mark={mark} title={order.isFrozen ? `frozen: it is not moved automatically\n${order.cause}` : order.cause}>
      <span className="ellipsis">{order.state}</span>
      {order.isFrozen && <IconSnowflake size={12} aria-label="frozen" className={classes['frozen']} />}
    </StateMark>
  );
}

function markOf(order: OrderRow): Mark {
  if (order.state === 'active' && isOverLimit(order)) return { severity: 'critical' };
  // The engine asks for a human.
  if (order.state === 'planned' && needsOperator(order)) return { severity: 'warning' };
  return orderMarks[order.state];
}

const carrying: readonly OrderRow['state'][] = ['active', 'moving', 'releasing'];

/** It has no latency, since nothing carries: that is not the same as one that nobody has told. */
const carriesNothing = ({ state, latencyNs }: Pick<OrderRow, 'state' | 'latencyNs'>): boolean =>
  latencyNs === null && !carrying.includes(state);

const whyNothing = (state: OrderRow['state']): string =>
  isFinal(state) ? 'it has ended' : state === 'impaired' || state === 'restoring' ? 'it carries nothing now' : 'it is not in service yet';

/** `3 h` where there is no room for the minutes; the title has the time. */
function BriefAge({ sinceMs }: { readonly sinceMs: number }) {
  const text = formatRough(useNow() - sinceMs);
  const hours = /^\d+.h(?=.)/.exec(text)?.[0];
  return (
    <time dateTime={new Date(sinceMs).toISOString()} title={`${text}, since ${formatUtc(sinceMs)}\n${formatLocal(sinceMs)} local`}>
      {hours ?? text}
    </time>
  );
}

export function Margin({ order }: { readonly order: Pick<OrderRow, 'marginNs' | 'limit' | 'state' | 'latencyNs'> }) {
  if (carriesNothing(order))
    return (
      <span className={classes['quiet']} title={whyNothing(order.state)}>
        –
      </span>
    );
  if (order.marginNs === null) return <span className={classes['quiet']}>unknown</span>;
  return <span className={classes[marginSeverity(order.marginNs, order.limit.oneWayNs)]}>{formatMsNumber(order.marginNs)}</span>;
}

const words = (text: string, title = text): React.ReactNode => (
  <bdi className="ellipsis" title={title === '' ? undefined : title}>
    {text}
  </bdi>
);
