import type { HandOverShown } from '../../core/contract/shapes';
import type { HandedItem, HandedLine, HandedSection } from '../../core/model/handed-section';
import { addressOf } from '../app/address';
import { counted, formatCount } from '../ui/numbers';
import { UtcTime } from '../ui/times';
import classes from './handed-report.module.css';

/** What asks for someone at once: told as figures at the head. */
const figures = [
  { id: 'impairments-open', one: 'open impairment', many: 'open impairments' },
  { id: 'unrestorable', one: 'order not restored', many: 'orders not restored' },
  { id: 'links-down', one: 'carrier link down', many: 'carrier links down' },
  { id: 'orders-waiting', one: 'order waiting', many: 'orders waiting' },
] as const satisfies readonly { readonly id: HandedSection['id']; readonly one: string; readonly many: string }[];

/** A shift's report as a page, on the screen and on paper: what has something in it by section, the rest in one line. */
export function HandedReport({ shown: { sections, circuits } }: { readonly shown: HandOverShown }) {
  const told = sections.filter(({ items }) => items.length > 0);
  const empty = sections.filter(({ items }) => items.length === 0);
  const { ended, bulkRequests } = circuits;
  return (
    <div className={classes['report']}>
      <ul className={classes['figures']} aria-label="In figures">
        {figures.map(({ id, one, many }) => {
          const count = sections.find((section) => section.id === id)?.items.length ?? 0;
          return (
            <li key={id} data-none={count === 0 || undefined}>
              <b>{formatCount(count)}</b> {count === 1 ? one : many}
            </li>
          );
        })}
      </ul>
      {told.map((section) => (
        <Section key={section.id} section={section} />
      ))}
      <section aria-label="Circuits in the shift">
        <h2>Circuits in the shift</h2>
        <p>
          {counted(ended.failed, 'circuit order')} failed, {formatCount(ended.released)} released.{' '}
          {counted(bulkRequests.sent, 'bulk request')} sent, {formatCount(bulkRequests.unsuccessful)} unsuccessful;{' '}
          {counted(bulkRequests.held, 'path')} held by them.
        </p>
      </section>
      {empty.length > 0 && (
        <section aria-label="Nothing to hand over">
          <h2>Nothing to hand over</h2>
          <p className={classes['quiet']}>{empty.map(({ title }) => `${title}: none`).join(' · ')}</p>
        </section>
      )}
    </div>
  );
}

function Section({ section: { title, items } }: { readonly section: HandedSection }) {
  return (
    <section aria-label={title}>
      <h2>
        {title}: {formatCount(items.length)}
      </h2>
      <table aria-label={title}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Whose</th>
            <th scope="col">State</th>
            <th scope="col">In words</th>
            <th scope="col">Since, UTC</th>
            <th scope="col">Until, UTC</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, at) => (
            <Item key={`${item.name} ${at}`} item={item} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Item({ item }: { readonly item: HandedItem }) {
  return (
    <>
      <Line line={item} />
      {item.under.map((line, at) => (
        <Line key={`${line.name} ${at}`} line={line} isUnder />
      ))}
    </>
  );
}

function Line({ line, isUnder = false }: { readonly line: HandedLine; readonly isUnder?: boolean }) {
  const { name, orderId, who, state, text, sinceMs, untilMs } = line;
  return (
    <tr data-under={isUnder || undefined}>
      <td>
        {orderId === null ? (
          <bdi>{name}</bdi>
        ) : (
          <a href={addressOf('orders', [orderId])}>
            <bdi>{name}</bdi>
          </a>
        )}
      </td>
      <td>
        <bdi>{who}</bdi>
      </td>
      <td>{state.replaceAll('-', ' ')}</td>
      <td>
        <bdi>{text}</bdi>
      </td>
      <td className={classes['time']}>{sinceMs !== null && <UtcTime atMs={sinceMs} isToMinute />}</td>
      <td className={classes['time']}>{untilMs !== null && <UtcTime atMs={untilMs} isToMinute />}</td>
    </tr>
  );
}
