import type { RecoverySurveyShown } from '../../../core/contract/recovery';
import { addressOf } from '../../app/address';
import { CarrierAnswers } from '../../recovery/carrier-answers';
import { HitList } from '../../recovery/hit-list';
import { phaseMarks, phaseWords } from '../../recovery/recovery-words';
import { UnderWay } from '../../recovery/storm-view';
import { formatMs } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { StateMark } from '../../ui/state-mark';
import { Age } from '../../ui/times';
import classes from './recovery-wizard.module.css';

interface WhomStepProps {
  readonly survey: RecoverySurveyShown;
  readonly selectedId: string | null;
  readonly onSelect: (orderId: string) => void;
}

/** Whom it hits, worst first; of the one that is selected, why it stands as it does. */
export function WhomStep({ survey, selectedId, onSelect }: WhomStepProps) {
  const hit = survey.hits.find(({ order }) => order.id === selectedId);
  return (
    <div className={classes['two']}>
      <HitList survey={survey} selectedId={selectedId} onSelect={onSelect} />
      <div className={classes['right']}>
        {hit && (
          <div>
            <h2 className={classes['title']}>
              <bdi>{hit.a}</bdi> – <bdi>{hit.z}</bdi>{' '}
              <a href={addressOf('orders', [hit.order.id])} className="mono">
                {hit.order.id}
              </a>
            </h2>
            <p>
              <StateMark mark={phaseMarks[hit.phase]}>{phaseWords[hit.phase]}</StateMark>{' '}
              {hit.settledAtMs === null && (
                <>
                  for <Age sinceMs={hit.hitAtMs} />
                </>
              )}
            </p>
            <p className={classes['lead']}>{hit.text}</p>
            <p className={classes['lead']}>
              {hit.order.customer}, {hit.order.signal}, limit {formatMs(hit.order.limit.oneWayNs, 3)} one way, priority {hit.order.priority}
              , {hit.order.recovery === 'after' ? 'alternatives are found when something breaks' : 'alternatives were found beforehand'},{' '}
              {hit.order.revert === 'automatic' ? 'returns by itself once its first route is whole' : 'stays where it is moved'}.
            </p>
          </div>
        )}
        <Panel title="Restoration under way" fact="by the engine, by priority">
          <div className={classes['split']}>
            <UnderWay hits={survey.hits} />
            <CarrierAnswers carriers={survey.carriers} />
          </div>
        </Panel>
      </div>
    </div>
  );
}
