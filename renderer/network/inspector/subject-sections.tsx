import { Badge } from '@mantine/core';
import type { CarriedOrder, SubjectLatency, SubjectPort, SubjectShown } from '../../../core/contract/network-shapes';
import type { HoldOut } from '../../../core/model/hold-out';
import { counted, formatCount, formatMs, formatMsNumber } from '../../ui/numbers';
import { LoadingRows } from '../../ui/panel-state';
import { conditionMarks, marginSeverity, orderMarks } from '../../ui/severity';
import { StateMark } from '../../ui/state-mark';
import { Age } from '../../ui/times';
import { riskWords } from '../../../core/model/impairment-events';
import classes from './inspector.module.css';
import { Pick, Section, type OnSelect } from './pieces';
import type { SubjectState } from './use-subject';

interface SubjectProps {
  readonly state: SubjectState;
  readonly onSelect: OnSelect;
}

/** What only the host can tell of a thing: who is on it, what keeps it from new routes, which ports it has. */
export function SubjectSections({ state, onSelect }: SubjectProps) {
  if (state.kind === 'loading') return <LoadingRows count={4} label="What it carries is being loaded" />;
  if (state.kind === 'failed')
    return (
      <Section title="The host did not say more">
        <p role="alert">{state.message}</p>
      </Section>
    );
  const { orders, holdOuts, impairments, ports, sharedRisks } = state.shown;
  return (
    <>
      {impairments.length > 0 && <Impairments shown={state.shown} onSelect={onSelect} />}
      <HoldOuts holdOuts={holdOuts} />
      <Carried orders={orders} onSelect={onSelect} />
      {ports.length > 0 && <Ports ports={ports} onSelect={onSelect} />}
      {sharedRisks.map(({ id, others }) => (
        <Section
          key={id}
          title={
            <Pick to={{ kind: 'risk', id }} onSelect={onSelect}>
              {riskWords(id)}
            </Pick>
          }
          aside={others.length === 0 ? 'nothing else is in it' : `${counted(others.length, 'other')} would break with it`}
        >
          <ul className={classes['list']}>
            {others.slice(0, 12).map((part) => (
              <li key={part.id}>
                <span className={classes['line']}>
                  <Pick to={{ kind: part.kind, id: part.id }} onSelect={onSelect}>
                    {part.name}
                  </Pick>
                  <span className={classes['aside']}>{part.carrierName}</span>
                </span>
              </li>
            ))}
          </ul>
          {others.length > 12 && <p className={classes['sub']}>and {others.length - 12} more</p>}
        </Section>
      ))}
    </>
  );
}

const mostRows = 60;

function Carried({ orders, onSelect }: { readonly orders: readonly CarriedOrder[]; readonly onSelect: OnSelect }) {
  return (
    <Section title="Connections over it" aside={orders.length === 0 ? 'none' : formatCount(orders.length)}>
      {orders.length === 0 && <p className={classes['sub']}>No connection uses it.</p>}
      <ul className={classes['list']}>
        {orders.slice(0, mostRows).map((order) => (
          <li key={order.id}>
            <span className={classes['line']}>
              <span className={classes['what']}>
                <StateMark mark={orderMarks[order.state]} title={order.state}>
                  <span className="visually-hidden">{order.state}</span>
                </StateMark>
                <Pick to={{ kind: 'order', id: order.id }} onSelect={onSelect}>
                  {order.id}
                </Pick>
                <bdi className="ellipsis">{order.customer}</bdi>
              </span>
              <span className={classes['aside']}>
                <Margin order={order} />
                {order.slots !== null && `${order.slots} slots`}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {orders.length > mostRows && <p className={classes['sub']}>and {formatCount(orders.length - mostRows)} more: look in Orders.</p>}
    </Section>
  );
}

/** Only where it is low: what is well is not told. */
function Margin({ order: { marginNs, limit } }: { readonly order: CarriedOrder }) {
  if (marginNs === null) return null;
  const tone = marginSeverity(marginNs, limit.oneWayNs);
  return tone === 'calm' ? null : <StateMark mark={{ severity: tone }}>{formatMs(marginNs)} </StateMark>;
}

const causeWords = { 'locked-out': 'locked out', maintenance: 'in maintenance', flapping: 'flapping' } as const;

function HoldOuts({ holdOuts }: { readonly holdOuts: readonly HoldOut[] }) {
  if (holdOuts.length === 0) return null;
  return (
    <Section title="Kept from new routes">
      <ul className={classes['list']}>
        {holdOuts.map(({ subject, cause, text, sinceMs, untilMs }) => (
          <li key={`${subject.kind} ${subject.id} ${cause}`}>
            <span className={classes['line']}>
              <StateMark mark={{ shape: 'cross' }}>{causeWords[cause]}</StateMark>
              <span className={classes['aside']}>
                <Age sinceMs={sinceMs} isRelative />
                {untilMs !== null && (
                  <>
                    , ends <Age sinceMs={untilMs} />
                  </>
                )}
              </span>
            </span>
            <span className={classes['sub']}>{text}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Impairments({ shown: { impairments }, onSelect }: { readonly shown: SubjectShown; readonly onSelect: OnSelect }) {
  return (
    <Section title="Impairments" aside={formatCount(impairments.length)}>
      <ul className={classes['list']}>
        {impairments.slice(0, 20).map(({ id, cause, text, raisedAtMs }) => (
          <li key={id}>
            <span className={classes['line']}>
              <Pick to={{ kind: 'impairment', id }} onSelect={onSelect}>
                {cause}
              </Pick>
              <span className={classes['aside']}>
                <Age sinceMs={raisedAtMs} isRelative />
              </span>
            </span>
            <span className={classes['sub']}>{text}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Ports({ ports, onSelect }: { readonly ports: readonly SubjectPort[]; readonly onSelect: OnSelect }) {
  const clients = ports.filter(({ isPlug }) => !isPlug);
  const free = clients.filter(({ orderId, condition }) => orderId === null && condition === 'up').length;
  return (
    <Section title="Client ports" aside={`${free} of ${clients.length} free`}>
      <ul className={classes['list']}>
        {clients.slice(0, mostRows).map(({ id, name, orderId, condition, signals }) => (
          <li key={id}>
            <span className={classes['line']} title={signals.join(', ')}>
              <span className={classes['what']}>
                <StateMark mark={conditionMarks[condition]} title={condition} />
                <bdi className="ellipsis">{name}</bdi>
              </span>
              <span className={classes['aside']}>
                {orderId === null ? (
                  condition === 'up' ? (
                    'free'
                  ) : (
                    condition
                  )
                ) : (
                  <Pick to={{ kind: 'order', id: orderId }} onSelect={onSelect}>
                    {orderId}
                  </Pick>
                )}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {clients.length > mostRows && <p className={classes['sub']}>and {formatCount(clients.length - mostRows)} more</p>}
    </Section>
  );
}

const provenanceNames = ['operator', 'measured', 'reported', 'derived'] as const;

/** Each source's figure with its age, the one in force marked. */
export function Readings({ latency }: { readonly latency: SubjectLatency }) {
  return (
    <table className={classes['readings']}>
      <caption className="visually-hidden">Latency by where it comes from</caption>
      <tbody>
        {provenanceNames.map((provenance) => {
          const reading = latency.readings.find((each) => each.provenance === provenance);
          return (
            <tr key={provenance} className={reading?.isInForce ? classes['inForce'] : undefined}>
              <th scope="row">
                {provenance}
                {reading?.isInForce && <Badge className={classes['badge'] ?? ''}>in force</Badge>}
              </th>
              <td>
                {reading
                  ? reading.azNs === reading.zaNs
                    ? formatMs(reading.azNs, 3)
                    : `${formatMsNumber(reading.azNs, 3)} / ${formatMs(reading.zaNs, 3)}`
                  : 'not set'}
              </td>
              <td>{reading && <Age sinceMs={reading.readAtMs} isRelative />}</td>
            </tr>
          );
        })}
        {latency.default && (
          <tr className={latency.isDefault ? classes['inForce'] : undefined}>
            <th scope="row">
              default
              {latency.isDefault && <Badge className={classes['badge'] ?? ''}>in force</Badge>}
            </th>
            <td>{formatMs(latency.default.ns, 3)}</td>
            <td>
              <Age sinceMs={latency.default.setAtMs} isRelative />
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** Whether the operator has locked out just this, and not only something that it belongs to. */
export const isLockedOut = (state: SubjectState, { kind, id }: HoldOut['subject']): boolean =>
  state.kind === 'known' &&
  state.shown.holdOuts.some(({ subject, cause }) => cause === 'locked-out' && subject.kind === kind && subject.id === id);
