import { Button, Radio } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { OrderCandidates, RouteCandidateShown } from '../../../core/contract/route-choices';
import { WaysMap } from '../../network/ways-map';
import { viasOf } from '../../orders/candidate-hops';
import type { Way } from '../../orders/candidate-list';
import { RouteWaterfall } from '../../orders/route-waterfall';
import { useSiteOfNode } from '../../orders/use-site-of-node';
import { hopsOf } from '../../orders/waterfall';
import { CarrierName } from '../../ui/carrier-name';
import { asSentence, formatAmount, formatMsNumber, priceUnitWords } from '../../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../../ui/panel-state';
import { marginSeverity } from '../../ui/severity';
import { StateMark } from '../../ui/state-mark';
import { keyOf, sortWays, type WayColumn, type WaySort } from './compare-ways';
import type { Asked } from './asked';
import classes from './connection.module.css';
import { MiniWaterfall } from './mini-waterfall';

interface WaysStepProps {
  readonly answer: OrderCandidates | null;
  readonly asked: Asked;
  readonly candidates: readonly RouteCandidateShown[];
  readonly selected: RouteCandidateShown | null;
  /** Of what was chosen before; null: the engine's own choice. */
  readonly chosenKey: string | null;
  /** What of it is not as it was seen; null: all is. */
  readonly amiss: string | null;
  readonly onChoose: (candidate: RouteCandidateShown) => void;
}

/** The routes that it could be given: as a table, on the map, and hop by hop. */
export function WaysStep({ answer, asked, candidates, selected, chosenKey, amiss, onChoose }: WaysStepProps) {
  const [sort, setSort] = useState<WaySort>({ column: 'latency', isDescending: false });
  const siteOf = useSiteOfNode();
  const sorted = useMemo(() => sortWays(candidates, sort), [candidates, sort]);
  const vias = viasOf(
    sorted.map(({ shown }) => shown.hops),
    siteOf,
  );
  const limitNs = answer !== null && 'limitNs' in answer ? answer.limitNs : 0;
  const shown = selected ?? sorted[0] ?? null;
  const others = useMemo(
    () => candidates.filter((each) => each !== shown && each.against.length === 0).map((each) => each.shown),
    [candidates, shown],
  );
  const proposed = candidates.find(({ isProposed }) => isProposed) ?? null;
  if (answer === null && asked.error !== '')
    return (
      <FailedPanel title="Routes cannot be looked up now">
        <p>{asked.error}</p>
      </FailedPanel>
    );
  if (answer === null) return <LoadingRows label="Routes are being looked up" />;
  if (sorted.length === 0 || shown === null)
    return (
      <EmptyPanel title={answer.kind === 'waits' ? 'No route can be taken now, and it would wait' : 'There is no route'}>
        <p>{answer.kind === 'malformed' ? 'What was asked for is not whole: go back and complete it.' : answer.message}</p>
        {'bestAchievableNs' in answer && answer.bestAchievableNs !== null && (
          <p>The least that could be had is {formatMsNumber(answer.bestAchievableNs, 3)} ms one way.</p>
        )}
      </EmptyPanel>
    );
  const changeSort = (column: WayColumn): void => {
    setSort({ column, isDescending: sort.column === column ? !sort.isDescending : column === 'margin' });
  };
  return (
    <div className={classes['ways']}>
      <div className={classes['compare']}>
        {amiss !== null && (
          <div className={classes['moved']} role="alert">
            <StateMark mark={{ severity: 'minor' }}>Moved since you chose</StateMark>
            <p>{asSentence(amiss)}</p>
            {selected !== null && selected.against.length === 0 && (
              <Button
                onClick={() => {
                  onChoose(selected);
                }}
              >
                Take it as it is now
              </Button>
            )}
          </div>
        )}
        <div className={classes['tableBox']}>
          <table className={classes['table']} aria-label="Routes to choose from" data-old={asked.isAsking || undefined}>
            <thead>
              <tr>
                <th>
                  <span className="visually-hidden">Chosen</span>
                </th>
                <th>Via</th>
                <th>Carriers</th>
                <th>Against the limit</th>
                <SortHead column="latency" name="Latency, ms" {...{ sort, changeSort }} />
                <SortHead column="margin" name="Margin, ms" {...{ sort, changeSort }} />
                <SortHead column="price" name="Price a month, units" about={priceUnitWords} {...{ sort, changeSort }} />
                <th>What is to be said of it</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((candidate, at) => {
                const key = keyOf(candidate.route);
                const isSelected = candidate === selected;
                const cannot = candidate.against.length > 0;
                return (
                  <tr
                    key={key}
                    data-selected={isSelected || undefined}
                    data-cannot={cannot || undefined}
                    onClick={() => {
                      if (!cannot) onChoose(candidate);
                    }}
                  >
                    <td>
                      <Radio
                        name="route"
                        size="xs"
                        aria-label={`Take the route via ${vias[at] ?? ''}`}
                        checked={isSelected}
                        disabled={cannot}
                        onChange={() => {
                          onChoose(candidate);
                        }}
                      />
                    </td>
                    <td className={classes['via']}>
                      <bdi>{vias[at]}</bdi>
                    </td>
                    <td>
                      <span className={classes['carriers']}>
                        {[...new Set(candidate.segments.map(({ carrierId }) => carrierId))].map((id) => (
                          <CarrierName key={id} carrierId={id} />
                        ))}
                      </span>
                    </td>
                    <td className={classes['bar']}>
                      <MiniWaterfall route={candidate.shown} limitNs={limitNs} />
                    </td>
                    <td className={classes['number']}>{formatMsNumber(candidate.shown.oneWayNs, 3)}</td>
                    <td className={`${classes['number'] ?? ''} ${classes[marginSeverity(candidate.marginNs, limitNs)] ?? ''}`}>
                      {formatMsNumber(candidate.marginNs, 3)}
                    </td>
                    <td className={classes['number']}>{formatAmount(candidate.shown.price)}</td>
                    <td className={classes['notes']}>
                      {candidate.isProposed && <StateMark mark={{ shape: 'dot' }}>the engine proposes it</StateMark>}
                      {key === chosenKey && <StateMark mark={{ shape: 'target' }}>your choice</StateMark>}
                      {cannot && <StateMark mark={{ shape: 'cross' }}>{candidate.against.join('; ')}</StateMark>}
                      {candidate.notes.length > 0 && <bdi>{candidate.notes.join('; ')}</bdi>}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        <div className={classes['falls']}>
          <RouteWaterfall
            order={{ limit: { oneWayNs: limitNs, enteredAs: 'one-way' }, state: 'planned' }}
            serving={shown.shown}
            compared={proposed !== null && proposed !== shown ? proposedWay(proposed) : null}
            answeredAtMs={asked.atMs}
          />
        </div>
      </div>
      <div className={classes['map']}>
        <WaysMap ends={noEnds} way={shown.shown} others={others} />
      </div>
    </div>
  );
}

const noEnds = [null, null] as const;

const proposedWay = ({ route, shown }: RouteCandidateShown): Way => ({
  ...{ key: keyOf(route), hops: shown.hops, detail: hopsOf(shown), oneWayNs: shown.oneWayNs, price: shown.price },
  ...{ mark: { shape: 'dot' }, verdict: 'The engine’s own choice', why: '', isServing: false },
});

interface SortHeadProps {
  readonly column: WayColumn;
  readonly name: string;
  /** More of what it tells. */
  readonly about?: string;
  readonly sort: WaySort;
  readonly changeSort: (column: WayColumn) => void;
}

function SortHead({ column, name, about, sort, changeSort }: SortHeadProps) {
  const isSorted = sort.column === column;
  const Arrow = sort.isDescending ? IconArrowUp : IconArrowDown;
  return (
    <th className={classes['number']} aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        title={[`Sort by ${name.toLowerCase()}`, about].filter((words) => words !== undefined).join('. ')}
        onClick={() => {
          changeSort(column);
        }}
      >
        {name}
        {isSorted && <Arrow size={12} aria-hidden="true" />}
      </button>
    </th>
  );
}
