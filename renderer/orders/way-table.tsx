import { Select } from '@mantine/core';
import type { OrderRow } from '../../core/contract/live';
import type { DecisionShown } from '../../core/contract/shapes';
import { formatMsNumber, formatUtc } from '../ui/numbers';
import { marginSeverity } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { viasOf } from './candidate-hops';
import type { Way } from './candidate-list';
import { useSiteOfNode } from './use-site-of-node';
import classes from './way-table.module.css';

interface WayTableProps {
  readonly ways: readonly Way[];
  readonly decision: DecisionShown | null;
  readonly decisions: readonly DecisionShown[];
  readonly decisionAt: number;
  readonly order: Pick<OrderRow, 'limit'>;
  readonly selected: string | null;
  /** Why other ways are not told; empty: they are. */
  readonly fault: string;
  readonly onSelect: (key: string) => void;
  readonly onDecision: (at: number) => void;
}

/** The ways of an order, and why each was or was not taken. One that is selected is seen as a waterfall above. */
export function WayTable({ ways, decision, decisions, decisionAt, order, selected, fault, onSelect, onDecision }: WayTableProps) {
  const siteOf = useSiteOfNode();
  const vias = viasOf(
    ways.map(({ hops }) => hops),
    siteOf,
  );
  return (
    <div className={classes['ways']}>
      <div className={classes['title']}>
        <h3>Ways considered</h3>
        {decision === null ? (
          <span className={classes['quiet']}>no decision about it has been taken yet</span>
        ) : (
          <Select
            aria-label="Which decision"
            className={classes['decision'] ?? ''}
            allowDeselect={false}
            value={String(decisionAt)}
            onChange={(value) => {
              onDecision(Number(value ?? 0));
            }}
            data={decisions.map(({ occasion, outcome, atMs }, at) => ({
              value: String(at),
              label: `${occasion}, ${outcome.replace('-', ' ')}, ${formatUtc(atMs)}`,
            }))}
          />
        )}
      </div>
      {decision !== null && (
        <p className={classes['summary']} title={decision.summary}>
          {decision.summary}
        </p>
      )}
      {fault !== '' && <p className={classes['summary']}>Other ways cannot be told now: {fault}</p>}
      {ways.length > 0 && (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th>Via</th>
              <th className={classes['number']}>ms</th>
              <th className={classes['number']}>Margin</th>
              <th>Verdict and why</th>
            </tr>
          </thead>
          <tbody>
            {ways.map((way, at) => (
              <WayRow key={way.key} {...{ way, order, onSelect }} via={vias[at] ?? ''} isSelected={way.key === selected} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

interface WayRowProps {
  readonly way: Way;
  readonly via: string;
  readonly order: Pick<OrderRow, 'limit'>;
  readonly isSelected: boolean;
  readonly onSelect: (key: string) => void;
}

function WayRow({ way, via, order, isSelected, onSelect }: WayRowProps) {
  const limitNs = order.limit.oneWayNs;
  const marginNs = way.oneWayNs === null ? null : limitNs - way.oneWayNs;
  const severity = marginNs === null ? 'calm' : marginSeverity(marginNs, limitNs);
  return (
    <tr
      data-selected={isSelected || undefined}
      onClick={() => {
        onSelect(way.key);
      }}
    >
      <td>
        <button
          type="button"
          aria-pressed={isSelected}
          title="Show it as a waterfall beside the route"
          className={classes['via']}
          onClick={(event) => {
            event.stopPropagation();
            onSelect(way.key);
          }}
        >
          <bdi>{via}</bdi>
        </button>
      </td>
      <td className={classes['number']}>
        {way.oneWayNs === null ? <span className={classes['quiet']}>unknown</span> : formatMsNumber(way.oneWayNs, 3)}
      </td>
      <td className={`${classes['number'] ?? ''} ${way.isServing ? (classes[severity] ?? '') : (classes['quiet'] ?? '')}`}>
        {marginNs === null ? '' : formatMsNumber(marginNs, 3)}
      </td>
      <td className={classes['why']}>
        <StateMark mark={way.mark}>
          <b>{way.verdict}</b>
        </StateMark>
        {way.why !== '' && <bdi className={classes['words']}>{way.why}</bdi>}
      </td>
    </tr>
  );
}
