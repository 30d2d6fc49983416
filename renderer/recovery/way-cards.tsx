import { IconBolt, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { WaysShown, WayShown } from '../../core/contract/recovery';
import type { RouteShown } from '../../core/contract/shapes';
import { worseDirection, hopsOf } from '../orders/waterfall';
import { useSiteOfNode } from '../orders/use-site-of-node';
import { unknownCarrier, useCarriers } from '../ui/carrier-name';
import { formatCount, formatMsNumber, formatPrice } from '../ui/numbers';
import { marginSeverity } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { Age } from '../ui/times';
import { carrierWords, formatSeconds, keyOfWay, sortWays, viaWords, type WaySort } from './recovery-words';
import classes from './way-cards.module.css';

interface WayCardsProps {
  readonly shown: WaysShown;
  readonly sort: WaySort;
  /** By what it passes; null: none is chosen. */
  readonly chosenKey: string | null;
  readonly onChoose: (way: WayShown) => void;
  /** Since when it carries nothing; null: it carries. */
  readonly downSinceMs: number | null;
}

/** The route that an order has, or had, and those that it could be given, side by side and on one scale. */
export function WayCards({ shown, sort, chosenKey, onChoose, downSinceMs }: WayCardsProps) {
  const { former, ways, order, neededSlots } = shown;
  const limitNs = order.limit.oneWayNs;
  const scaleNs = 1.05 * Math.max(limitNs, former?.route.oneWayNs ?? 0, ...ways.map(({ route }) => route.oneWayNs));
  return (
    <div className={classes['cards']} role="radiogroup" aria-label={`Alternatives of ${order.id}`}>
      {former && (
        <Card
          head={
            <>
              <b>– Old route</b>
              {former.isCarrying ? (
                <StateMark mark={{ shape: 'dot' }}>carries</StateMark>
              ) : (
                <StateMark mark={{ severity: 'critical' }}>down</StateMark>
              )}
            </>
          }
          {...{ limitNs, scaleNs, route: former.route, marginNs: former.marginNs, isFaded: !former.isCarrying }}
          facts={[
            ['Price', formatPrice(former.route.price)],
            ['Kept', '–'],
            [
              'Outage',
              downSinceMs === null ? (
                'none'
              ) : (
                <span key="age">
                  <Age sinceMs={downSinceMs} /> so far
                </span>
              ),
            ],
            ['In common', '–'],
            ['Slots free', '–'],
          ]}
        />
      )}
      {sortWays(ways, sort).map((way, at) => (
        <ChoiceCard
          key={keyOfWay(way.route)}
          letter={String.fromCharCode(65 + at)}
          isChosen={keyOfWay(way.route) === chosenKey}
          onChoose={() => {
            onChoose(way);
          }}
          {...{ way, limitNs, scaleNs, neededSlots }}
        />
      ))}
    </div>
  );
}

interface ChoiceProps {
  readonly letter: string;
  readonly way: WayShown;
  readonly limitNs: number;
  readonly scaleNs: number;
  readonly neededSlots: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function ChoiceCard({ letter, way, limitNs, scaleNs, neededSlots, isChosen, onChoose }: ChoiceProps) {
  const { route, marginNs, against, isProposed, isKept, plan, freeSlots, shared, sharedNames } = way;
  const [why] = against;
  const names = sharedNames.length === 0 ? 'nothing' : sharedNames.join(', ');
  const inCommon = [
    [shared.edges, 'link'],
    [shared.nodes, 'node'],
    [shared.risks, 'duct'],
  ] as const;
  const inCommonWords = inCommon.flatMap(([count, word]) => (count === 0 ? [] : `${count} ${word}${count === 1 ? '' : 's'}`)).join(', ');
  return (
    <Card
      head={
        <>
          <label className={classes['choice']}>
            <input
              type="radio"
              name="way"
              checked={isChosen}
              disabled={why !== undefined}
              onChange={onChoose}
              aria-label={`Way ${letter}`}
            />
            <b>{letter}</b>
          </label>
          {isProposed ? (
            <span className={classes['badge']}>
              <IconBolt size={12} aria-hidden="true" />
              engine proposes
            </span>
          ) : why !== undefined ? (
            <span className={classes['against']} title={against.join('\n')}>
              <IconX size={12} aria-hidden="true" />
              {marginNs < 0 ? 'over the limit' : 'cannot be taken'}
            </span>
          ) : (
            isKept && <span className={classes['against']}>kept beforehand</span>
          )}
        </>
      }
      {...{ limitNs, scaleNs, route, marginNs, isChosen }}
      isFaded={false}
      onClick={why === undefined ? onChoose : undefined}
      facts={[
        ['Price', formatPrice(route.price)],
        ['Kept', plan.kept.length === 0 ? 'nothing' : plan.kept.join(', ')],
        ['Outage added', plan.isMadeBeforeBreak ? 'none' : `≈ ${formatSeconds(plan.expectedOutageMs)}`],
        [
          'In common',
          <span key="common" title={`With the old route: ${names}`}>
            {inCommonWords === '' ? 'nothing' : inCommonWords}
          </span>,
        ],
        ['Slots free', freeSlots === null ? '–' : `${formatCount(freeSlots)}, needs ${formatCount(neededSlots)}`],
      ]}
      why={marginNs < 0 ? undefined : why}
    />
  );
}

interface CardProps {
  readonly head: ReactNode;
  readonly route: RouteShown;
  readonly marginNs: number;
  readonly limitNs: number;
  readonly scaleNs: number;
  readonly isFaded: boolean;
  readonly isChosen?: boolean;
  readonly facts: readonly (readonly [string, ReactNode])[];
  readonly why?: string | undefined;
  readonly onClick?: (() => void) | undefined;
}

function Card({ head, route, marginNs, limitNs, scaleNs, isFaded, isChosen = false, facts, why, onClick }: CardProps) {
  const siteOf = useSiteOfNode();
  const severity = marginSeverity(marginNs, limitNs);
  const limitAt = (100 * limitNs) / scaleNs;
  const via = viaWords(route, siteOf);
  return (
    // The radio button in its head does the same for who has no mouse.
    <div
      className={classes['card']}
      data-chosen={isChosen || undefined}
      data-choosable={onClick !== undefined || undefined}
      onClick={onClick}
    >
      <div className={classes['head']}>{head}</div>
      <div className={classes['inside']}>
        <div className={classes['via']} title={via}>
          {via}
        </div>
        <div className={classes['carriers']} title={carrierWords(route)}>
          {carrierWords(route)}
        </div>
        <MiniRoute route={route} scaleNs={scaleNs} isFaded={isFaded} limitAt={limitAt} />
        <div className={classes['scale']} aria-hidden="true">
          <span>0</span>
          <span style={{ left: `${Math.min(limitAt, 84)}%` }}>limit {formatMsNumber(limitNs)}</span>
        </div>
        <div className={classes['total']}>
          <b>{formatMsNumber(route.oneWayNs, 3)}</b>
          <span>ms</span>
          <span className={classes['margin']} data-severity={severity}>
            {marginNs < 0 ? `over by ${formatMsNumber(-marginNs, 3)}` : `margin ${formatMsNumber(marginNs, 3)}`}
          </span>
        </div>
        <dl className={classes['facts']}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd title={typeof value === 'string' ? value : undefined}>{value}</dd>
            </div>
          ))}
        </dl>
        {why !== undefined && <p className={classes['why']}>{why}</p>}
      </div>
    </div>
  );
}

/** Hop by hop in the carriers' accents, against the limit. */
function MiniRoute({
  route,
  scaleNs,
  isFaded,
  limitAt,
}: {
  readonly route: RouteShown;
  readonly scaleNs: number;
  readonly isFaded: boolean;
  readonly limitAt: number;
}) {
  const carriers = useCarriers();
  const hops = hopsOf(route);
  const direction = worseDirection(hops);
  return (
    <div className={classes['mini']} role="img" aria-label={`${formatMsNumber(route.oneWayNs, 3)} ms in ${hops.length} hops`}>
      {hops.map(({ kind, id, carrierId, azNs, zaNs }, at) => {
        const ns = (direction === 'a-to-z' ? azNs : zaNs) ?? 0;
        const accent = (carriers.get(carrierId ?? '') ?? unknownCarrier(carrierId ?? '')).accent;
        return (
          <i
            key={`${id} ${String(at)}`}
            data-kind={kind}
            data-faded={isFaded || undefined}
            style={{ width: `${(100 * ns) / scaleNs}%`, ...(kind === 'resource' ? { background: accent } : {}) }}
          />
        );
      })}
      <span className={classes['limit']} style={{ left: `${limitAt}%` }} />
    </div>
  );
}
