import type { ComplianceShown, DossierShown, HopShown, PortNames, RouteShown } from '../../core/contract/shapes';
import type { Order } from '../../core/model/order';
import { signalSlots } from '../../core/model/signal';
import { addressOf } from '../app/address';
import { useAnswer } from '../client/use-answer';
import { useRow, useTable } from '../client/use-client';
import { useEndWords } from '../orders/use-end-words';
import {
  counted,
  formatMs,
  formatMsNumber,
  formatPercent,
  formatPrice,
  formatDuration,
  formatTimes,
  formatUtc,
  priceUnitWords,
} from '../ui/numbers';
import classes from './print-page.module.css';
import { NoSheetYet } from './no-sheet-yet';
import { Part, Sheet, SheetFacts, SheetTable } from './sheet';

/** All that is to be known of an order, on paper. */
export function OrderDatasheet({ orderId }: { readonly orderId: string }) {
  const row = useRow('orders', orderId);
  // A move changes its route, services and price: what is on the page is drawn up anew.
  const version = `${row?.state ?? ''} ${row?.stateSinceMs ?? 0} ${row?.latencyNs ?? ''}`;
  const dossier = useAnswer('orders.show', { orderId }, { version });
  const receivedAtMs = dossier.output?.order.receivedAtMs ?? null;
  const compliance = useAnswer('compliance', receivedAtMs === null ? null : { fromMs: receivedAtMs, orderId });
  const explanation = useAnswer('orders.explain', { orderId });
  if (dossier.output === null) return <NoSheetYet what={`The datasheet of ${orderId}`} asked={dossier} />;
  return (
    <Datasheet
      shown={dossier.output}
      recoveryWords={explanation.output?.recoveryWords ?? null}
      compliance={compliance.output}
      drawnUpAtMs={dossier.atMs}
      onAgain={() => {
        dossier.askAgain();
        compliance.askAgain();
      }}
    />
  );
}

interface DatasheetProps {
  readonly shown: DossierShown;
  /** null: not told yet. */
  readonly recoveryWords: string | null;
  readonly compliance: ComplianceShown | null;
  readonly drawnUpAtMs: number | null;
  readonly onAgain: () => void;
}

function Datasheet({ shown, recoveryWords, compliance, drawnUpAtMs, onAgain }: DatasheetProps) {
  const { order } = shown;
  const serving = shown.connections.find(({ state }) => state === 'active') ?? shown.connections.find(({ state }) => state !== 'ended');
  return (
    <Sheet
      what="Datasheet of order"
      of={order.id}
      about={
        <>
          <bdi>{order.customer}</bdi>, {order.state}
        </>
      }
      file={`datasheet-${order.id}`}
      drawnUpAtMs={drawnUpAtMs}
      onAgain={onAgain}
      back={addressOf('orders', [order.id])}
    >
      <Part title="What was ordered">
        <OrderFacts order={order} recoveryWords={recoveryWords} route={serving?.route ?? null} />
        <p>{priceUnitWords}</p>
      </Part>
      {serving === undefined ? (
        <Part title="Route">
          <p>No connection serves it now: {order.cause}</p>
        </Part>
      ) : (
        <>
          <Part title={serving.state === 'active' ? 'Route, as its carriers realised it' : `Route, ${serving.state}`}>
            <Hops route={serving.route} limitNs={order.limit.oneWayNs} />
          </Part>
          <Part title="Carriers and their services">
            <Services shown={shown} connectionId={serving.id} />
          </Part>
        </>
      )}
      <Part title="Alternatives">
        <Alternatives shown={shown} />
      </Part>
      <Part title="Compliance so far">
        <Compliance shown={compliance} orderId={order.id} />
      </Part>
      <Part title="Its states">
        <SheetTable
          label="States of the order"
          rows={shown.transitions}
          keyOf={({ atMs, to }, index) => `${atMs} ${to} ${index}`}
          columns={[
            { head: 'When, UTC', isKept: true, cell: ({ atMs }) => formatUtc(atMs).replace(' UTC', '') },
            { head: 'State', isKept: true, cell: ({ to }) => to },
            { head: 'By', cell: ({ actor }) => actor },
            { head: 'Why', cell: ({ cause }) => <bdi>{cause}</bdi> },
          ]}
        />
      </Part>
    </Sheet>
  );
}

/** `1/1/3 at BOREALIS-PRG-1` */
const portWords = ({ port, node }: PortNames): string => (node === null ? port : `${port} at ${node}`);

/** At which node of whom. */
const portAt = (port: string, hop: HopShown | undefined): string =>
  [portWords({ port, node: hop?.name ?? null }), ...(hop?.carrierName == null ? [] : [hop.carrierName])].join(', ');

const when = (atMs: number | null, none: string): string => (atMs === null ? none : formatUtc(atMs));

function OrderFacts({
  order,
  recoveryWords,
  route,
}: {
  readonly order: Order & { readonly latencyNs: number | null; readonly marginNs: number | null };
  readonly recoveryWords: string | null;
  readonly route: RouteShown | null;
}) {
  const { rows: carriers } = useTable('carriers');
  const endWords = useEndWords([order.a, order.z]);
  const { limit, latencyNs, marginNs, diversity } = order;
  return (
    <SheetFacts
      facts={[
        ['Customer', order.customer],
        ['Ordered through', carriers.get(order.accessingCarrierId)?.name ?? order.accessingCarrierId],
        ['A', endWords(order.a)],
        ['Z', endWords(order.z)],
        ['Port at A', route === null ? 'none yet' : portAt(route.aPort, route.hops.at(0))],
        ['Port at Z', route === null ? 'none yet' : portAt(route.zPort, route.hops.at(-1))],
        ['Rate', `${order.signal}, ${counted(signalSlots[order.signal], 'slot')}`],
        ['Price', route === null ? 'none: no route serves it' : formatPrice(route.price)],
        [
          'Latency limit, one way',
          `${formatMs(limit.oneWayNs, 3)} (${formatMs(2 * limit.oneWayNs, 3)} round trip; entered ${limit.enteredAs.replace('-', ' ')})`,
        ],
        ['Latency now, one way', latencyNs === null ? 'none: nothing serves it' : formatMs(latencyNs, 3)],
        ['Margin', marginNs === null ? 'none' : `${formatMs(marginNs, 3)} (${formatPercent(marginNs / limit.oneWayNs)})`],
        ['Chosen by', order.objective],
        ['Recovery', recoveryWords ?? order.recovery],
        ['Return to the first route', order.revert === 'automatic' ? 'by itself' : 'when an operator asks'],
        ['Priority', `${order.priority} of 9, 1 is served first`],
        ['Readings that count', order.minimumProvenance === 'derived' ? 'any' : `${order.minimumProvenance} or stronger`],
        ['Apart from', diversity === null ? 'no other order' : `${diversity.fromOrderId}, by ${diversity.by}`],
        ['Automatic moves', order.isFrozen ? 'none: it is frozen' : 'as the policy says'],
        ['Received', formatUtc(order.receivedAtMs)],
        ['Wanted from', when(order.startMs, 'at once')],
        ['Wanted until', when(order.endMs, 'it is cancelled')],
        [`${order.state[0]?.toUpperCase() ?? ''}${order.state.slice(1)} since`, formatUtc(order.stateSinceMs)],
      ]}
    />
  );
}

interface HopRow {
  readonly hop: HopShown;
  readonly oneWayNs: number | null;
  readonly totalNs: number | null;
}

/** In the direction that counts, A to Z; what nobody tells is unknown, and so is all that is totalled with it. */
function rowsOf({ hops, azNs, zaNs }: RouteShown): readonly HopRow[] {
  const rows: HopRow[] = [];
  let totalNs: number | null = 0;
  for (const hop of hops) {
    const isKnown = hop.provenance !== null || hop.isDefault;
    const oneWayNs = isKnown ? (zaNs > azNs ? hop.zaNs : hop.azNs) : null;
    totalNs = totalNs === null || oneWayNs === null ? null : totalNs + oneWayNs;
    rows.push({ hop, oneWayNs, totalNs });
  }
  return rows;
}

function Hops({ route, limitNs }: { readonly route: RouteShown; readonly limitNs: number }) {
  const isBack = route.zaNs > route.azNs;
  return (
    <SheetTable
      label="Route hop by hop"
      rows={rowsOf(route)}
      keyOf={({ hop }, index) => `${hop.id} ${index}`}
      columns={[
        { head: 'Hop', cell: ({ hop }) => <bdi>{hop.name}</bdi> },
        { head: 'What', isKept: true, cell: ({ hop }) => hop.kind },
        { head: 'Carrier', cell: ({ hop }) => hop.carrierName ?? 'between carriers' },
        {
          head: isBack ? 'Z to A, ms' : 'A to Z, ms',
          align: 'right',
          cell: ({ oneWayNs }) => (oneWayNs === null ? 'unknown' : formatMsNumber(oneWayNs, 3)),
        },
        { head: 'Up to here, ms', align: 'right', cell: ({ totalNs }) => (totalNs === null ? 'unknown' : formatMsNumber(totalNs, 3)) },
        { head: 'Told by', isKept: true, cell: ({ hop }) => `${hop.provenance ?? 'nobody'}${hop.isDefault ? ', default' : ''}` },
      ]}
      foot={
        <tr className={classes['strong']}>
          <td colSpan={3}>
            Total, in the worse direction; A to Z {formatMs(route.azNs, 3)}, Z to A {formatMs(route.zaNs, 3)}
          </td>
          <td data-align="right">{formatMsNumber(route.oneWayNs, 3)}</td>
          <td data-align="right" colSpan={2}>
            limit {formatMsNumber(limitNs, 3)}, margin {formatMsNumber(limitNs - route.oneWayNs, 3)}
          </td>
        </tr>
      }
    />
  );
}

function Services({ shown, connectionId }: { readonly shown: DossierShown; readonly connectionId: string }) {
  const segments = shown.segments.filter((segment) => segment.connectionId === connectionId);
  return (
    <SheetTable
      label="Services at the carriers"
      rows={[...segments].sort((a, b) => a.ordinal - b.ordinal)}
      keyOf={({ id }) => id}
      columns={[
        { head: 'Carrier', cell: ({ carrierName }) => carrierName },
        { head: 'Service id', isId: true, cell: ({ id }) => <span className="mono">{id}</span> },
        { head: 'From port', cell: ({ from }) => <bdi>{portWords(from)}</bdi> },
        { head: 'To port', cell: ({ to }) => <bdi>{portWords(to)}</bdi> },
        { head: 'Slots', align: 'right', cell: ({ slots }) => slots },
        { head: 'State', isKept: true, cell: ({ state }) => state },
      ]}
    />
  );
}

function Alternatives({ shown: { alternatives, order } }: { readonly shown: DossierShown }) {
  if (alternatives.length === 0)
    return <p>{order.recovery === 'after' ? 'None is kept: they are found when they are needed.' : 'None is kept at this moment.'}</p>;
  return (
    <SheetTable
      label="Alternatives"
      rows={alternatives}
      keyOf={({ id }) => id}
      columns={[
        { head: '#', align: 'right', cell: ({ rank }) => rank },
        {
          head: 'By',
          cell: ({ route }) => <bdi>{route.hops.flatMap(({ kind, name }) => (kind === 'node' ? [] : [name])).join(', ')}</bdi>,
        },
        { head: 'Latency, ms', align: 'right', cell: ({ route }) => formatMsNumber(route.oneWayNs, 3) },
        { head: 'Margin, ms', align: 'right', cell: ({ marginNs }) => formatMsNumber(marginNs, 3) },
        {
          head: 'Shared with the route',
          cell: ({ shared: { edges, nodes, risks } }) =>
            edges + nodes + risks === 0 ? 'nothing' : `${counted(edges, 'link')}, ${counted(nodes, 'node')}, ${counted(risks, 'risk')}`,
        },
        { head: 'Standing', cell: ({ fault, checkedAtMs }) => (fault === '' ? `held ${formatUtc(checkedAtMs)}` : fault) },
      ]}
    />
  );
}

function Compliance({ shown, orderId }: { readonly shown: ComplianceShown | null; readonly orderId: string }) {
  const own = shown?.report.orders.find((order) => order.orderId === orderId);
  if (shown === null || own === undefined) return <p>{shown === null ? 'Not drawn up.' : 'It was not in service yet.'}</p>;
  if (own.inServiceMs === 0) return <p>It was not in service yet.</p>;
  return (
    <SheetFacts
      facts={[
        ['In service for', formatDuration(own.inServiceMs)],
        ['Available', own.availability === null ? 'unknown' : formatPercent(own.availability)],
        ['Within its limit', formatDuration(own.withinMs)],
        ['Over its limit', formatDuration(own.overMs)],
        ['Carried nothing', formatDuration(own.downMs)],
        ['Carried, total unknown', formatDuration(own.unknownMs)],
        ['Worst latency', own.worstNs === null ? 'unknown' : formatMs(own.worstNs, 3)],
        ['Least margin', own.leastMarginNs === null ? 'unknown' : formatMs(own.leastMarginNs, 3)],
        ['Impairments', formatTimes(own.impairments)],
        ['Restorations', formatTimes(own.restorations.length)],
        ['Moves', formatTimes(own.moves)],
        ['Counted from', formatUtc(own.recordedFromMs ?? shown.report.fromMs)],
      ]}
    />
  );
}
