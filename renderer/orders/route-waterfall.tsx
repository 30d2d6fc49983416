import { useMemo, useState } from 'react';
import type { OrderRow } from '../../core/contract/live';
import type { RouteShown } from '../../core/contract/shapes';
import { useTable } from '../client/use-client';
import { useCarriers } from '../ui/carrier-name';
import { Segments } from '../ui/segments';
import { Age } from '../ui/times';
import { candidateHops } from './candidate-hops';
import type { Way } from './candidate-list';
import classes from './route-waterfall.module.css';
import { hopsOf, layWaterfall, worseDirection, type Direction, type WaterfallHop } from './waterfall';
import { useSiteOfNode } from './use-site-of-node';
import { WaterfallChart } from './waterfall-chart';

interface RouteWaterfallProps {
  readonly order: Pick<OrderRow, 'limit' | 'state'>;
  /** The route that serves the order, or is being made; null: none. */
  readonly serving: RouteShown | null;
  /** A way to be seen beside it. */
  readonly compared: Way | null;
  readonly answeredAtMs: number | null;
}

const directionWords: Readonly<Record<Direction, string>> = { 'a-to-z': 'A to Z', 'z-to-a': 'Z to A' };

const directionOptions = [
  { value: 'a-to-z', label: 'A → Z' },
  { value: 'z-to-a', label: 'Z → A' },
] as const;

/** The latency waterfall of an order's route, and of one way beside it, on one scale. */
export function RouteWaterfall(props: RouteWaterfallProps) {
  const { compared, order } = props;
  const isBroken = order.state === 'impaired' || order.state === 'restoring';
  // The network is followed only while something of it is shown: what a candidate's hops take, or which hop is down.
  if (isBroken || (compared !== null && compared.detail === null)) return <WithNetwork {...props} />;
  return <Waterfalls {...props} other={compared?.detail ?? null} faults={noFaults} />;
}

const noFaults: ReadonlyMap<string, string> = new Map();

function WithNetwork(props: RouteWaterfallProps) {
  const { compared, serving } = props;
  const nodes = useTable('nodes');
  const resources = useTable('resources');
  const interconnects = useTable('interconnects');
  const carriers = useCarriers();
  const other = useMemo(() => {
    if (compared === null || compared.detail !== null) return compared?.detail ?? null;
    return candidateHops(compared, {
      nodes: nodes.rows,
      resources: resources.rows,
      interconnects: interconnects.rows,
      carrierName: (id) => carriers.get(id)?.name ?? id,
    });
  }, [compared, nodes, resources, interconnects, carriers]);
  const faults = useMemo(() => {
    const rows = { node: nodes.rows, resource: resources.rows, interconnect: interconnects.rows };
    return new Map(
      [...(serving?.hops ?? []), ...(other ?? [])].flatMap(({ kind, id }) => {
        const row = rows[kind].get(id);
        return row === undefined || row.condition === 'up' || row.condition === 'degraded'
          ? []
          : [[id, row.conditionText === '' ? row.condition : row.conditionText] as const];
      }),
    );
  }, [serving, other, nodes, resources, interconnects]);
  return <Waterfalls {...props} other={other} faults={faults} />;
}

interface WaterfallsProps extends RouteWaterfallProps {
  readonly other: readonly WaterfallHop[] | null;
  /** Why hops are down, by their ids. */
  readonly faults: ReadonlyMap<string, string>;
}

function Waterfalls({ order, serving, compared, answeredAtMs, other, faults }: WaterfallsProps) {
  const siteOf = useSiteOfNode();
  const own = useMemo(() => (serving === null ? null : hopsOf(serving)), [serving]);
  const worse = worseDirection(own ?? other ?? []);
  const [chosen, setChosen] = useState<Direction | null>(null);
  const direction = chosen ?? worse;
  const limitNs = order.limit.oneWayNs;
  const [ownLaid, otherLaid] = useMemo(() => {
    const extentNs = Math.max(...[own, other].map((hops) => (hops === null ? 0 : layWaterfall(hops, direction, limitNs).totalNs)));
    const lay = (hops: readonly WaterfallHop[] | null) => (hops === null ? null : layWaterfall(hops, direction, limitNs, extentNs));
    return [lay(own), lay(other)];
  }, [own, other, direction, limitNs]);
  return (
    <section className={classes['waterfall']} aria-label="Latency waterfall">
      <div className={classes['title']}>
        <h3>Latency waterfall</h3>
        <span className={classes['direction']}>
          {directionWords[direction]}
          {direction === worse ? ', the worse direction' : ', the better direction'}
        </span>
        <Segments label="Direction" value={direction} options={directionOptions} onChange={setChosen} />
        <span className={classes['legend']} aria-hidden="true">
          <i className={classes['node']} /> node transit
          <i className={classes['bridge']} /> interconnect
        </span>
        {answeredAtMs !== null && (
          <span className={classes['age']}>
            as of <Age sinceMs={answeredAtMs} isRelative />
          </span>
        )}
      </div>
      <div className={classes['charts']} role="group" aria-label="Hop by hop" tabIndex={0}>
        {ownLaid && (
          <div className={classes['chart']}>
            {(otherLaid || faults.size > 0) && (
              <p className={classes['which']}>
                {order.state === 'active' ? 'In service' : faults.size > 0 ? 'Its route, which carries nothing now' : 'Its route'}
              </p>
            )}
            <WaterfallChart
              waterfall={ownLaid}
              faults={faults}
              siteOf={siteOf}
              label={`How the latency of its route adds up, ${directionWords[direction]}`}
            />
          </div>
        )}
        {otherLaid && (
          <div className={classes['chart']}>
            <p className={classes['which']}>
              {compared?.verdict}
              {compared !== null && compared.detail === null && <span className={classes['age']}>, with the latencies in force now</span>}
            </p>
            <WaterfallChart
              waterfall={otherLaid}
              faults={faults}
              siteOf={siteOf}
              label={`How the latency of the other way adds up, ${directionWords[direction]}`}
            />
          </div>
        )}
        {!ownLaid && !otherLaid && <p className={classes['nothing']}>No route serves it, and none has been considered yet.</p>}
      </div>
    </section>
  );
}
