import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RecoveryHitShown, RecoverySurveyShown, WaysShown } from '../../../core/contract/recovery';
import { CarrierAnswers } from '../../recovery/carrier-answers';
import { HitList } from '../../recovery/hit-list';
import { MoveSteps } from '../../recovery/move-steps';
import { WaysOf } from '../../recovery/order-ways';
import { keyOfWay } from '../../recovery/recovery-words';
import { UnderWay } from '../../recovery/storm-view';
import { formatMsNumber } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import type { OpenDraft } from '../use-draft';
import { choiceOf, isChoosable, type Choice, type Previewed, type RecoveryFields } from './recovery-draft';
import classes from './recovery-wizard.module.css';

interface AlternativesStepProps {
  readonly draft: OpenDraft<RecoveryFields>;
  readonly survey: RecoverySurveyShown;
  readonly selected: RecoveryHitShown;
  readonly previewed: Previewed;
  readonly onSelect: (orderId: string) => void;
}

/** For each connection its ways side by side; the engine's proposal stands until another is chosen, or none. */
export function AlternativesStep({ draft, survey, selected, previewed, onSelect }: AlternativesStepProps) {
  const [shown, setShown] = useState<WaysShown | null>(null);
  const chosen = choiceOf(draft.fields, selected);
  const known = shown?.order.id === selected.order.id ? shown : null;
  const proposed = known?.ways.find(({ isProposed }) => isProposed);
  const chosenKey = chosen.kind === 'way' ? keyOfWay(chosen) : chosen.kind === 'proposal' && proposed ? keyOfWay(proposed.route) : null;
  const way = known?.ways.find(({ route }) => keyOfWay(route) === chosenKey);
  const choose = (choice: Choice): void => {
    draft.change({ choices: { ...draft.fields.choices, [selected.order.id]: choice } });
  };
  return (
    <div className={classes['two']}>
      <HitList
        survey={survey}
        selectedId={selected.order.id}
        onSelect={onSelect}
        standing={(hit) => chosenWords(hit, choiceOf(draft.fields, hit), previewed)}
      />
      <div className={classes['right']}>
        <WaysOf
          key={selected.order.id}
          hit={selected}
          chosenKey={chosenKey}
          onShown={setShown}
          onChoose={({ route, isProposed }) => {
            choose(
              isProposed
                ? { kind: 'proposal' }
                : { kind: 'way', hops: route.hops.map(({ kind, id }) => ({ kind, id })), oneWayNs: route.oneWayNs },
            );
          }}
          acts={
            isChoosable(selected) && (
              <Button
                onClick={() => {
                  choose(chosen.kind === 'leave' ? { kind: 'proposal' } : { kind: 'leave' });
                }}
              >
                {chosen.kind === 'leave' ? 'Take the proposal' : 'Leave it as it is'}
              </Button>
            )
          }
        />
        {way && <MoveSteps title="What will be sent for the chosen way" plan={way.plan} />}
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

function chosenWords(hit: RecoveryHitShown, choice: Choice, previewed: Previewed): string | null {
  if (!isChoosable(hit)) return null;
  if (choice.kind === 'way') return `your choice, ${formatMsNumber(choice.oneWayNs, 3)} ms`;
  if (choice.kind === 'proposal') {
    const hasNone = hit.phase === 'no-route' || previewed?.some(({ kind, orderId }) => kind === 'none' && orderId === hit.order.id);
    return hasNone === true ? 'none within its limit' : 'as the engine proposes';
  }
  return hit.phase === 'restored' || hit.phase === 'cleared' ? null : 'left as it is';
}
