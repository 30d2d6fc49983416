import { IconLink } from '@tabler/icons-react';
import { CarrierBar, unknownCarrier, useCarriers } from '../ui/carrier-name';
import { formatMs, formatMsNumber } from '../ui/numbers';
import { marginSeverity } from '../ui/severity';
import { MarkShape } from '../ui/state-mark';
import { percentOf, type HopLine, type SegmentLine, type Waterfall, type WaterfallHop } from './waterfall';
import classes from './waterfall-chart.module.css';

/** The name of a node's site; null: not known. */
export type SiteOfNode = (nodeId: string) => string | null;

interface WaterfallChartProps {
  readonly waterfall: Waterfall;
  readonly label: string;
  /** Why hops are down, by their ids. */
  readonly faults: ReadonlyMap<string, string>;
  readonly siteOf: SiteOfNode;
}

/** A route's latency hop by hop, against the line of its limit. */
export function WaterfallChart({ waterfall, label, faults, siteOf }: WaterfallChartProps) {
  const { lines, totalNs, isTotalKnown, limitNs, marginNs, ticksNs } = waterfall;
  const limitAt = percentOf(limitNs, waterfall);
  const totalAt = percentOf(totalNs, waterfall);
  const severity = marginNs === null ? 'calm' : marginSeverity(marginNs, limitNs);
  return (
    <div className={classes['chart']} role="table" aria-label={label}>
      <div className={classes['head']} role="row">
        <span role="columnheader">Hop</span>
        <span role="columnheader" className={classes['scale']} aria-label="Where it stands on the way, milliseconds">
          {ticksNs.map((ns, at) => (
            <span key={ns} style={{ left: `${percentOf(ns, waterfall)}%` }}>
              {tickText(ns)}
              {at === ticksNs.length - 1 && <span className={classes['unit']}>ms</span>}
            </span>
          ))}
        </span>
        <span role="columnheader" className={classes['value']}>
          one way
        </span>
        <span role="columnheader" className={classes['value']}>
          total
        </span>
        <span role="columnheader" className={classes['from']}>
          from
        </span>
      </div>
      <div className={classes['plot']} aria-hidden="true">
        {ticksNs.map((ns) => (
          <i key={ns} className={classes['tick']} style={{ left: `${percentOf(ns, waterfall)}%` }} />
        ))}
        {marginNs !== null && marginNs > 0 && (
          <i className={classes['margin']} style={{ left: `${totalAt}%`, width: `${limitAt - totalAt}%` }} />
        )}
        {marginNs !== null && marginNs < 0 && (
          <i className={classes['over']} style={{ left: `${limitAt}%`, width: `${totalAt - limitAt}%` }} />
        )}
        <i className={classes['limit']} style={{ left: `${limitAt}%` }} />
      </div>
      {lines.map((line, at) =>
        line.kind === 'segment' ? (
          <Segment key={line.key} line={line} waterfall={waterfall} siteOf={siteOf} />
        ) : (
          <Hop
            key={line.key}
            line={line}
            name={line.hop.kind === 'interconnect' ? interconnectName(lines, at, siteOf) : line.hop.name}
            waterfall={waterfall}
            fault={faults.get(line.hop.id) ?? null}
          />
        ),
      )}
      <div className={classes['total']} role="row">
        <b role="rowheader">Total</b>
        <span role="cell" className={classes['marks']}>
          <span className={classes[severity]} style={labelPlace(limitAt)}>
            {marginNs === null
              ? 'margin unknown'
              : marginNs < 0
                ? `${formatMsNumber(-marginNs, 3)} over`
                : `margin ${formatMsNumber(marginNs, 3)}`}
            <b> limit</b>
          </span>
        </span>
        <b role="cell" className={classes['value']}>
          {isTotalKnown ? formatMsNumber(totalNs, 3) : `≥ ${formatMsNumber(totalNs, 3)}`}
        </b>
        <span role="cell" className={classes['value']}>
          of {formatMsNumber(limitNs)}
        </span>
        <span role="cell" className={classes['from']} />
      </div>
    </div>
  );
}

/** Its words end at the limit's line, or begin there where the line stands far left. */
const labelPlace = (limitAt: number): React.CSSProperties => (limitAt > 30 ? { right: `${100 - limitAt}%` } : { left: `${limitAt}%` });

const tickText = (ns: number): string => String(Number((ns / 1e6).toFixed(3)));

interface SegmentProps {
  readonly line: SegmentLine;
  readonly waterfall: Waterfall;
  readonly siteOf: SiteOfNode;
}

function Segment({ line, waterfall, siteOf }: SegmentProps) {
  const { accent } = useCarriers().get(line.carrierId) ?? unknownCarrier(line.carrierId);
  const [from, to] = [siteOf(line.fromNodeId ?? '') ?? line.from, siteOf(line.toNodeId ?? '') ?? line.to];
  const ends = from === to ? from : `${from} – ${to}`;
  return (
    <div className={classes['segment']} role="row">
      <span role="rowheader" className={classes['name']} title={`${line.carrierName}: ${ends}`}>
        <CarrierBar carrierId={line.carrierId} />
        <bdi className={classes['carrier']}>{line.carrierName}</bdi>
        <bdi className={classes['ends']}>{ends}</bdi>
      </span>
      <span role="cell" className={classes['track']}>
        <i
          className={classes['reach']}
          style={{ ...place(line.startNs, line.oneWayNs ?? 0, waterfall), background: accent }}
          aria-hidden="true"
        />
      </span>
      <span role="cell" className={classes['value']}>
        {line.oneWayNs === null ? 'unknown' : formatMsNumber(line.oneWayNs, 3)}
      </span>
      <span role="cell" />
      <span role="cell" className={classes['from']} />
    </div>
  );
}

/** Where it is and whom it joins: its own name is made of two ports. */
function interconnectName(lines: Waterfall['lines'], at: number, siteOf: SiteOfNode): string {
  const [before, here, after] = [lines[at - 1], lines[at], lines[at + 1]];
  if (here?.kind !== 'hop') return '';
  if (before?.kind !== 'hop' || after?.kind !== 'segment') return here.hop.name;
  return `${siteOf(before.hop.id) ?? before.hop.name}, to ${after.carrierName}`;
}

interface HopProps {
  readonly line: HopLine;
  readonly name: string;
  readonly waterfall: Waterfall;
  readonly fault: string | null;
}

function Hop({ line, name, waterfall, fault }: HopProps) {
  const { hop, startNs, oneWayNs, totalNs, isTotalKnown } = line;
  const { accent } = useCarriers().get(hop.carrierId ?? '') ?? unknownCarrier('');
  const words = `${hop.name}${fault === null ? '' : ` is down, ${fault}`}: ${oneWayNs === null ? 'latency unknown' : `${formatMs(oneWayNs, 3)} one way, ${provenanceOf(hop)}`}`;
  return (
    <div className={classes['hop']} role="row">
      <span role="rowheader" className={hop.kind === 'interconnect' ? classes['bridge'] : classes['inside']} title={words}>
        {fault !== null && (
          <span className={classes['critical']}>
            <MarkShape mark={{ severity: 'critical' }} size={9} />
          </span>
        )}
        {hop.kind === 'interconnect' && <IconLink size={12} aria-label="interconnect" />}
        <bdi className={hop.kind === 'node' ? `mono ellipsis ${classes['node'] ?? ''}` : 'ellipsis'}>{name}</bdi>
      </span>
      <span role="cell" className={classes['track']} title={words}>
        {oneWayNs === null ? (
          <i className={classes['unknown']} style={place(startNs, Math.max(0, waterfall.limitNs - startNs), waterfall)} />
        ) : (
          <i
            className={fault === null ? classes[hop.kind] : classes['down']}
            style={{ ...place(startNs, oneWayNs, waterfall), ...(hop.kind === 'resource' && fault === null ? { background: accent } : {}) }}
          />
        )}
      </span>
      <span role="cell" className={oneWayNs === null ? classes['none'] : classes['value']}>
        {oneWayNs === null ? 'unknown' : formatMsNumber(oneWayNs, 3)}
      </span>
      <span role="cell" className={classes['running']}>
        {isTotalKnown ? '' : '≥ '}
        {formatMsNumber(totalNs, 3)}
      </span>
      <span role="cell" className={classes['from']}>
        {fault === null ? provenanceOf(hop) : <span className={classes['critical']}>down</span>}
      </span>
    </div>
  );
}

const provenanceOf = ({ provenance, isDefault }: WaterfallHop): string => (isDefault ? 'default' : (provenance ?? 'unknown'));

const place = (startNs: number, oneWayNs: number, waterfall: Waterfall): React.CSSProperties => ({
  left: `${percentOf(startNs, waterfall)}%`,
  width: `${percentOf(startNs + oneWayNs, waterfall) - percentOf(startNs, waterfall)}%`,
});
