import type { RouteShown } from '../../../core/contract/shapes';
import { carrierOf } from '../../../core/model/network';
import { unknownCarrier, useCarriers } from '../../ui/carrier-name';
import { formatMs } from '../../ui/numbers';
import classes from './connection.module.css';

/** Where the limit stands on every track. */
const limitAt = 80;

/** A route's latency hop by hop in one bar, against the tick of its limit: carrier for a resource, grey for nodes, ink between carriers. */
export function MiniWaterfall({ route, limitNs }: { readonly route: RouteShown; readonly limitNs: number }) {
  const carriers = useCarriers();
  const isForward = route.azNs >= route.zaNs;
  const words = `${formatMs(route.oneWayNs, 3)} of ${formatMs(limitNs, 3)}`;
  return (
    <span className={classes['mini']} role="img" aria-label={words} title={words}>
      {route.hops.map((hop, at) => {
        const ns = isForward ? hop.azNs : hop.zaNs;
        const { accent } = hop.kind === 'resource' ? (carriers.get(carrierOf(hop.id)) ?? unknownCarrier('')) : { accent: undefined };
        return (
          <i
            key={`${hop.id} ${at}`}
            data-kind={hop.kind}
            style={{ width: `${(100 * (ns / limitNs) * limitAt) / 100}%`, ...(accent === undefined ? {} : { background: accent }) }}
          />
        );
      })}
      <b style={{ left: `${limitAt}%` }} />
    </span>
  );
}
