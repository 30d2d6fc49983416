import type { DecisionShown } from '../../core/contract/shapes';
import type { Transition } from '../../core/model/order';
import { formatUtc } from '../ui/numbers';
import { orderMarks, type Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { UtcTime } from '../ui/times';
import classes from './time-line.module.css';

interface Moment {
  readonly key: string;
  readonly atMs: number;
  readonly mark: Mark;
  readonly what: string;
  readonly why: string;
  readonly who: string;
}

const decisionMark: Mark = { shape: 'dotted' };

/** What became of an order, the latest first, in whole sentences. */
export function TimeLine({
  transitions,
  decisions,
}: {
  readonly transitions: readonly Transition[];
  readonly decisions: readonly DecisionShown[];
}) {
  const moments = momentsOf(transitions, decisions);
  if (moments.length === 0) return <p className={classes['nothing']}>Nothing has happened to it yet.</p>;
  return (
    <ol className={classes['line']}>
      {moments.map(({ key, atMs, mark, what, why, who }, at) => {
        const day = formatUtc(atMs).slice(0, 10);
        const former = moments[at - 1];
        return (
          <li key={key}>
            {(former === undefined || formatUtc(former.atMs).slice(0, 10) !== day) && <p className={classes['day']}>{day} UTC</p>}
            <div className={classes['moment']}>
              <span className={classes['time']}>
                <UtcTime atMs={atMs} />
              </span>
              <StateMark mark={mark} />
              <p>
                <b>{what}</b>
                {why !== '' && (
                  <>
                    {': '}
                    <bdi>{why}</bdi>
                  </>
                )}
                {who !== '' && <span className={classes['who']}>{who}</span>}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function momentsOf(transitions: readonly Transition[], decisions: readonly DecisionShown[]): readonly Moment[] {
  const moves = transitions.map(({ to, atMs, cause, actor }, at): Moment => ({
    ...{ key: `to ${at}`, atMs, mark: orderMarks[to], what: to, why: cause },
    who: actor === 'operator' ? 'by an operator' : '',
  }));
  // A decision that led to a transition has told its reason there.
  const told = new Set(transitions.map(({ cause }) => cause));
  const decided = decisions
    .filter(({ summary }) => !told.has(summary))
    .map(({ atMs, occasion, outcome, summary }, at): Moment => ({
      ...{ key: `decided ${at}`, atMs, mark: decisionMark, what: `${occasion}, ${outcome.replace('-', ' ')}`, why: summary, who: '' },
    }));
  return [...moves.toReversed(), ...decided].sort((one, other) => other.atMs - one.atMs);
}
