import type { PathRow } from '../../../core/contract/live';
import type { ConditionAction } from '../../../core/model/condition';
import type { CircuitRow } from '../../circuits/circuit-rows';
import { actionWords } from '../../circuits/conditions-now';
import { PoolRing } from '../../circuits/pool-ring';
import { hasNoMore } from '../../circuits/path-standing';
import { tippingWords } from '../../circuits/tipping-words';
import { useAnswer } from '../../client/use-answer';
import { Facts } from '../../ui/list-screen';
import { asSentence, counted } from '../../ui/numbers';
import { EmptyPanel } from '../../ui/panel-state';
import { StateMark } from '../../ui/state-mark';
import { useNow } from '../../ui/times';
import classes from './circuits.module.css';

interface PoolStepProps {
  readonly path: PathRow | undefined;
  readonly shown: readonly CircuitRow[];
  /** Why nothing was ordered; empty: it was not tried. */
  readonly refusal: string;
}

/** What the path's pool gives at once, what waits, and what the conditions table makes of it. */
export function PoolStep({ path, shown, refusal }: PoolStepProps) {
  const nowMs = useNow();
  const count = (...kinds: readonly string[]): number =>
    shown.filter(({ verdict }) => verdict !== null && kinds.includes(verdict.kind)).length;
  const [given, waits, refused] = [count('given'), count('waits'), count('refused', 'malformed')];
  // Every minute: what it is tried with has the time in it.
  const minuteMs = Math.floor(nowMs / 60_000) * 60_000;
  const afterwards = useAnswer(
    'conditions.try',
    path
      ? {
          parameters: {
            // One beyond the last where the last is given too.
            currentVci: Math.min(path.lastVci + 1, path.currentVci + given),
            ...{ lastVci: path.lastVci, status: path.status, deltaThreshold: path.deltaThreshold, startTimeMs: path.startTimeMs },
            ...{ currentTimeMs: Math.max(minuteMs, path.startTimeMs ?? 0), timeThresholdMs: path.timeThresholdMs, bulkSize: path.bulkSize },
          },
        }
      : null,
  );
  if (!path)
    return (
      <EmptyPanel title="The path is not there any more">
        <p>It was removed since you chose it. Go back and choose another; the list of end users stays.</p>
      </EmptyPanel>
    );
  // The table may say to send although the switch has no identifier left to ask for: then nothing is.
  const isUsedUp = hasNoMore(path);
  const doing = (action: ConditionAction): string => (isUsedUp && action !== 'do-not-send' ? 'nothing is sent' : actionWords[action]);
  const tried = afterwards.output?.kind === 'tried' ? afterwards.output.tried[0] : undefined;
  return (
    <div className={classes['pool']}>
      <section className={classes['column']} aria-labelledby="pool">
        <h2 id="pool">The pool of {path.id}</h2>
        <div className={classes['ring']}>
          <PoolRing path={path} size={140} />
        </div>
        <Facts
          facts={[
            ['Free now', path.pool.free],
            ['Used', path.pool.used],
            ['Pending', path.pool.pending],
            ['In quarantine', path.pool.quarantined],
            ['Wait already', path.waiting],
            ['Delta threshold', path.deltaThreshold],
          ]}
        />
      </section>
      <section className={classes['wide']} aria-labelledby="comes">
        <h2 id="comes">What comes of it</h2>
        {refusal !== '' && (
          <p role="alert">
            <StateMark mark={{ severity: 'major' }}>{asSentence(refusal)}</StateMark>
          </p>
        )}
        <ul>
          <li>
            <StateMark mark={{ shape: 'dot' }}>{counted(given, 'order')} at once</StateMark>
            <p>Each has a circuit that is created already, and is joined to its line.</p>
          </li>
          {waits > 0 && (
            <li>
              <StateMark mark={{ severity: 'minor' }}>
                {counted(waits, 'order')} wait until {isUsedUp ? 'circuits are released' : 'more circuits are created'}
              </StateMark>
              <p>
                {isUsedUp
                  ? 'No more identifiers exist on this path, so none are created: they are served when circuits are released. Or order them on another path.'
                  : 'They are served in their order as soon as the switch has created more.'}
              </p>
            </li>
          )}
          {refused > 0 && (
            <li>
              <StateMark mark={{ severity: 'major' }}>
                {counted(refused, 'line')} cannot be ordered, and {refused === 1 ? 'is' : 'are'} left out
              </StateMark>
              <p>Go back to see what each lacks.</p>
            </li>
          )}
        </ul>
        <h2>What the conditions table does</h2>
        <ul>
          <li>
            <strong>Now: {`row ${path.applied.number}, ${doing(path.applied.action)}`}</strong>
            <p>
              {asSentence(path.applied.text)} {asSentence(path.applied.outcome)}
            </p>
          </li>
          <li>
            <strong>
              Once these are given:{' '}
              {tried?.applied
                ? `row ${tried.applied.number}, ${doing(tried.applied.action)}`
                : afterwards.error !== ''
                  ? 'not known'
                  : 'being tried'}
            </strong>
            <p>
              {tried ? asSentence(tried.text) : asSentence(afterwards.error)}{' '}
              {tried?.applied ? asSentence(isUsedUp && tried.applied.action !== 'do-not-send' ? nothingLeft : tried.applied.outcome) : ''}{' '}
              {isUsedUp
                ? 'Orders are served from what is free, and else wait until circuits are released.'
                : 'As if each took a fresh identifier; released ones that are free again are given first.'}
            </p>
          </li>
        </ul>
        {!isUsedUp && <p className={classes['quiet']}>{asSentence(tippingWords(path, nowMs))}</p>}
      </section>
    </div>
  );
}

const nothingLeft = 'nothing is sent: no more identifiers exist';
