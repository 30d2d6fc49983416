import { Button } from '@mantine/core';
import type { DossierShown, HopShown, RouteShown } from '../../../core/contract/shapes';
import { signalSlots } from '../../../core/model/signal';
import { addressOf } from '../../app/address';
import { useCarriers } from '../../ui/carrier-name';
import { formatMs, formatMsNumber, formatPercent } from '../../ui/numbers';
import { LoadingRows } from '../../ui/panel-state';
import { LimitBar } from '../../ui/limit-bar';
import { marginSeverity, orderMarks } from '../../ui/severity';
import { MarkShape, StateMark } from '../../ui/state-mark';
import { Age } from '../../ui/times';
import type { NetworkKnown } from '../network-model';
import { routeInForce } from '../scene/emphasis';
import type { DossierState } from '../use-dossier';
import classes from './inspector.module.css';
import { Head, Section, type OnSelect } from './pieces';

interface OrderProps {
  readonly id: string;
  readonly dossier: DossierShown | null;
  readonly state: DossierState;
  readonly known: NetworkKnown;
  readonly onSelect: OnSelect;
}

/** One connection: its latency against the limit, its route hop by hop, what is kept ready. */
export function OrderInspector({ id, dossier, state, known, onSelect }: OrderProps) {
  if (!dossier) {
    return (
      <>
        <Head what="Order" id={id} title={state.kind === 'failed' ? 'It could not be shown' : id} onClose={onSelect}>
          {state.kind === 'failed' && <p role="alert">{state.message}</p>}
        </Head>
        {state.kind === 'loading' && <LoadingRows label={`Order ${id} is being loaded`} />}
      </>
    );
  }
  const { order, alternatives } = dossier;
  const route = routeInForce(dossier);
  return (
    <>
      <Head what="Order" id={id} title={`${endName(order.a.id, known)} – ${endName(order.z.id, known)}`} onClose={onSelect}>
        <StateMark mark={orderMarks[order.state]} title={order.cause}>
          {order.state}
        </StateMark>
        <bdi>{order.customer}</bdi>
        <span>{order.signal}</span>
        <span>{signalSlots[order.signal]} slots</span>
        <span>{order.recovery}</span>
      </Head>
      <Section>
        <Limit dossier={dossier} route={route} />
      </Section>
      {route && (
        <Section
          title="Route"
          aside={
            <a href={addressOf('orders', [id])} className={classes['pick']}>
              Waterfall
            </a>
          }
        >
          <Hops route={route} known={known} onSelect={onSelect} />
        </Section>
      )}
      {alternatives.length > 0 && <Alternatives alternatives={alternatives} known={known} />}
      <Section>
        <div className={classes['actions']}>
          <Button component="a" href={addressOf('orders', [id])}>
            Open in Orders
          </Button>
        </div>
      </Section>
    </>
  );
}

function Limit({ dossier: { order }, route }: { readonly dossier: DossierShown; readonly route: RouteShown | null }) {
  const limitNs = order.limit.oneWayNs;
  if (!route)
    return (
      <p className={classes['line']}>
        <span>{order.cause === '' ? 'No route serves it.' : order.cause}</span>
        <span className={classes['aside']}>limit {formatMs(limitNs, 3)}</span>
      </p>
    );
  const marginNs = limitNs - route.oneWayNs;
  const tone = marginSeverity(marginNs, limitNs);
  return (
    <>
      <p className={classes['line']}>
        <span>
          <b className={classes['figure']}>{formatMsNumber(route.oneWayNs, 3)}</b> <span className={classes['unit']}>ms one way</span>
        </span>
        <span>
          limit <b>{formatMs(limitNs, 3)}</b>
        </span>
      </p>
      <div className={classes['meter']}>
        <LimitBar latencyNs={route.oneWayNs} marginNs={marginNs} limit={order.limit} />
      </div>
      <p className={classes['line']}>
        <span>
          margin <b>{formatMs(marginNs, 3)}</b> ({formatPercent(marginNs / limitNs)})
        </span>
        {tone !== 'calm' && <StateMark mark={{ severity: tone }}>{tone === 'critical' ? 'over its limit' : 'little left'}</StateMark>}
      </p>
    </>
  );
}

const sourceWords = { operator: 'set', measured: 'meas.', reported: 'rep.', derived: 'der.' } as const;

/** Resources and interconnects one by one, all nodes together. */
function Hops({ route, known, onSelect }: { readonly route: RouteShown; readonly known: NetworkKnown; readonly onSelect: OnSelect }) {
  const carriers = useCarriers();
  const nodes = route.hops.filter(({ kind }) => kind === 'node');
  const transit = nodes.reduce((sum, { azNs, zaNs }) => sum + Math.max(azNs, zaNs), 0);
  return (
    <ul className={classes['hops']}>
      {route.hops.map((hop, at) =>
        hop.kind === 'node' ? null : (
          <li key={`${hop.kind} ${hop.id}`} style={{ display: 'contents' }}>
            <button
              type="button"
              className={`${classes['hop'] ?? ''} ${hop.kind === 'interconnect' ? (classes['between'] ?? '') : ''}`}
              onClick={() => {
                onSelect({ kind: hop.kind === 'interconnect' ? 'interconnect' : 'resource', id: hop.id });
              }}
            >
              {hop.kind === 'resource' ? (
                <i style={{ background: carriers.get(carrierOfHop(hop, known))?.accent ?? 'var(--ll-neutral)' }} />
              ) : (
                <i />
              )}
              <bdi className="ellipsis" title={hop.name}>
                {hopName(route.hops, at, known)}
              </bdi>
              <span className={classes['source']}>
                {hop.isDefault ? 'default' : hop.provenance === null ? '' : sourceWords[hop.provenance]}
              </span>
              <span className={classes['number']}>{formatMsNumber(Math.max(hop.azNs, hop.zaNs), 3)}</span>
            </button>
          </li>
        ),
      )}
      <li className={`${classes['hop'] ?? ''} ${classes['transit'] ?? ''}`}>
        <i />
        <span>Node transit, {nodes.length} nodes</span>
        <span />
        <span className={classes['number']}>{formatMsNumber(transit, 3)}</span>
      </li>
    </ul>
  );
}

const carrierOfHop = (hop: HopShown, { tables }: NetworkKnown): string => tables.resources.get(hop.id)?.carrierId ?? '';

/** Of a resource: from which site to which, along the route; its own name stands in the title. */
function hopName(hops: readonly HopShown[], at: number, { tables }: NetworkKnown): string {
  const hop = hops[at];
  const [from, to] = [hops[at - 1], hops[at + 1]].map((node) => {
    const row = tables.nodes.get(node?.id ?? '');
    return tables.sites.get(row?.siteId ?? '')?.name ?? node?.name ?? '';
  });
  if (hop?.kind === 'resource') return `${from ?? ''} – ${to ?? ''}`;
  const next = hops[at + 1]?.carrierName;
  return next ? `${from ?? ''}, to ${next}` : (hop?.name ?? '');
}

const endName = (id: string, { tables }: NetworkKnown): string => {
  const site = tables.sites.get(id) ?? tables.sites.get(tables.nodes.get(id)?.siteId ?? '');
  return site?.name ?? id;
};

function Alternatives({ alternatives, known }: { readonly alternatives: DossierShown['alternatives']; readonly known: NetworkKnown }) {
  const checkedAtMs = Math.max(...alternatives.map((each) => each.checkedAtMs));
  return (
    <Section
      title="Alternatives kept ready"
      aside={
        <>
          checked <Age sinceMs={checkedAtMs} isRelative />
        </>
      }
    >
      <ul className={classes['list']}>
        {alternatives.map(({ id, rank, route, marginNs, fault, shared }) => (
          <li key={id}>
            <span className={classes['line']}>
              <span className={classes['what']}>
                {fault === '' ? (
                  <svg width="22" height="6" aria-hidden="true">
                    <path d="M0 3H22" stroke="var(--ll-text-1)" strokeWidth="1.8" strokeDasharray="6 3" />
                  </svg>
                ) : (
                  <MarkShape mark={{ severity: 'minor' }} />
                )}
                <span className="ellipsis">
                  {rank} via {via(route, known)}
                </span>
              </span>
              <span>{formatMsNumber(route.oneWayNs, 3)}</span>
            </span>
            <span className={classes['sub']}>
              {fault === '' ? `margin ${formatMs(marginNs, 3)}, shares ${sharedWords(shared)}` : `no longer holds: ${fault}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function via(route: RouteShown, { tables }: NetworkKnown): string {
  const names = route.hops
    .filter(({ kind }) => kind === 'node')
    .slice(1, -1)
    .map(({ id }) => tables.sites.get(tables.nodes.get(id)?.siteId ?? '')?.name ?? id);
  const places = [...new Set(names)];
  return places.length <= 3
    ? places.join(', ') || 'the same sites'
    : `${places[0] ?? ''}, ${places[Math.floor(places.length / 2)] ?? ''}, ${places.at(-1) ?? ''}`;
}

function sharedWords({ edges, nodes, risks }: DossierShown['alternatives'][number]['shared']): string {
  const words = [
    edges > 0 && `${edges} ${edges === 1 ? 'link' : 'links'}`,
    nodes > 0 && `${nodes} ${nodes === 1 ? 'node' : 'nodes'}`,
    risks > 0 && `${risks} shared ${risks === 1 ? 'risk' : 'risks'}`,
  ].filter((word) => word !== false);
  return words.length === 0 ? 'nothing' : words.join(', ');
}
