import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import type { PreviewedMoveShown, RecoverySurveyShown } from '../../../core/contract/recovery';
import { addressOf, goTo, useAddress } from '../../app/address';
import { useOperator } from '../../app/operator';
import { tellOutcome } from '../../app/use-command';
import { useMay } from '../../app/use-may';
import { useAnswer } from '../../client/use-answer';
import { useClient, useTable } from '../../client/use-client';
import { groupOfOne } from '../../recovery/impairment-groups';
import { useEventAt, useImpairmentGroups } from '../../recovery/use-impairment-groups';
import { useSurvey } from '../../recovery/use-survey';
import { asSentence, counted } from '../../ui/numbers';
import { FailedPanel, LoadingRows } from '../../ui/panel-state';
import { DraftGate } from '../draft-gate';
import { useDraft, type OpenDraft } from '../use-draft';
import { WizardFrame, type WizardStep } from '../wizard-frame';
import { newWizard, type WizardProps } from '../wizard-address';
import { AlternativesStep } from './alternatives-step';
import { KeepStep } from './keep-step';
import { ProgressStep } from './progress-step';
import {
  choicesAsked,
  choiceWords,
  countMovable,
  markSent,
  movesOf,
  recoveryDraft,
  whyNoProposals,
  withOutcomes,
  type RecoveryFields,
} from './recovery-draft';
import { ReviewStep } from './review-step';
import { StandingNotice } from './standing-notice';
import { ChooseEvent, WhatStep } from './what-step';
import { WhomStep } from './whom-step';
import classes from './recovery-wizard.module.css';

/** Leads from what broke to where each connection is moved, and then does exactly what was shown. */
export function RecoveryWizard({ draftId }: WizardProps) {
  return (
    <DraftGate kind="recovery" opening={useDraft('recovery', draftId, recoveryDraft)}>
      {(draft) => <Opened draft={draft} />}
    </DraftGate>
  );
}

function Opened({ draft }: { readonly draft: OpenDraft<RecoveryFields> }) {
  useAskedEvent(draft);
  const { impairmentIds } = draft.fields;
  const survey = useSurvey(impairmentIds.length === 0 ? null : impairmentIds);
  const home = addressOf('recovery');
  if (impairmentIds.length === 0)
    return (
      <WizardFrame
        draft={draft}
        home={home}
        practise={newWizard('recovery')}
        steps={[
          {
            ...{ id: 'what', name: 'What happened', problem: 'Choose what is to be recovered.' },
            content: (
              <ChooseEvent
                onChoose={(group) => {
                  draft.change(
                    { name: group.words, impairmentIds: group.members.map(({ id }) => id).slice(0, 1_000) },
                    `Recover ${group.words}`,
                  );
                }}
              />
            ),
          },
          ...laterSteps.map(({ id, name }) => ({ id, name, problem: null, content: null })),
        ]}
      />
    );
  if (!survey.output)
    return survey.error === '' ? (
      <LoadingRows label="What happened is being asked" />
    ) : (
      <FailedPanel title="What happened cannot be told" actions={<Button onClick={survey.askAgain}>Ask again</Button>}>
        <p>{survey.error}</p>
      </FailedPanel>
    );
  return <Steps draft={draft} survey={survey.output} error={survey.error} />;
}

const laterSteps = [
  { id: 'whom', name: 'Whom it hits' },
  { id: 'alternatives', name: 'Alternatives' },
  { id: 'review', name: 'Review' },
  { id: 'progress', name: 'Progress' },
  { id: 'keep', name: 'Keep or revert' },
] as const;

interface StepsProps {
  readonly draft: OpenDraft<RecoveryFields>;
  readonly survey: RecoverySurveyShown;
  readonly error: string;
}

function Steps({ draft, survey, error }: StepsProps) {
  const client = useClient();
  const by = useOperator();
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [previewed, setPreviewed] = useState<readonly PreviewedMoveShown[] | null>(null);
  const [isSending, setSending] = useState(false);
  const barred = useMay().whyNot('recovery.carry-out');
  const { fields } = draft;
  const asked = choicesAsked(fields, survey);
  const selected = survey.hits.find(({ order }) => order.id === selectedId) ?? survey.hits[0];
  const moves = movesOf(previewed ?? []);
  // A proposal that there is none of is not counted; for a storm that is told in the review.
  const proposals = useAnswer(
    'recovery.preview',
    draft.step === 'alternatives' && asked.length > 0 && asked.length <= countedAtOnce ? { choices: asked } : null,
    { settleMs: 200, version: survey.hits.map(({ order, phase }) => `${order.id} ${phase}`).join(), everyMs: 3_000 },
  );
  const movable = countMovable(asked, proposals.output);
  const noProposals = whyNoProposals(fields, survey, proposals.output);
  const isNoneMovable = asked.length === 0 || (draft.step === 'review' ? previewed !== null && moves.length === 0 : movable === 0);
  const toKeep = {
    label: 'Keep or revert',
    act: () => {
      draft.goToStep('keep');
    },
  };
  // Who was restored is handled whether or not somebody else can be moved.
  const isPassable = isNoneMovable || survey.counts.restored > 0;
  const carryOut = async (): Promise<void> => {
    setSending(true);
    const before = fields.sent;
    const marked = withOutcomes(before, markSent(moves), Date.now());
    // Whoever resumes it is to know that something may have been asked for.
    draft.change({ sent: marked });
    if (await draft.keep()) {
      const outcome = await client.call('recovery.carry-out', { moves, by, reason: fields.reason.trim() });
      if (outcome.kind !== 'answer') tellOutcome(outcome, '');
      // It was refused whole: nothing was done.
      if (outcome.kind === 'error') draft.change({ sent: before });
      else {
        const answered = outcome.kind === 'answer' ? outcome.output.map(({ orderId, kind, text }) => ({ orderId, kind, text })) : [];
        draft.change({ sent: withOutcomes(marked, answered, marked.atMs) });
        draft.goToStep('progress');
      }
    } else {
      draft.change({ sent: before });
      notifications.show({
        ...{ title: 'Not done', color: 'red', autoClose: false },
        message: 'Nothing was asked for, because this draft cannot be saved now: try again once it is.',
      });
    }
    setSending(false);
  };
  const { goToStep } = draft;
  const wasInterrupted = draft.step === 'review' && fields.sent?.outcomes.some(({ kind }) => kind === 'sent') === true;
  useEffect(() => {
    if (wasInterrupted) goToStep('progress');
    // eslint-disable-next-line react-hooks/exhaustive-deps -- who resumes it after it was sent sees first what became of that
  }, []);
  const isOver = survey.impairments.every(({ clearedAtMs }) => clearedAtMs !== null);
  const hit = survey.hits.length;
  const isAnyMoved = survey.hits.some(({ phase }) => phase === 'restored');
  const grown = useGrown(draft);
  const notice = (
    <>
      <StandingNotice survey={survey} error={error} />
      {grown && (
        <p className={classes['notice']} role="status">
          It has grown: {counted(grown.more, 'more part')} of {grown.words} by now.
          <Button onClick={grown.takeIn}>Take {grown.more === 1 ? 'it' : 'them'} in</Button>
        </p>
      )}
    </>
  );
  const framed = (content: React.ReactNode): React.ReactNode => (
    <div className={classes['step']}>
      {notice}
      <div className={classes['content']}>{content}</div>
    </div>
  );
  const steps: readonly WizardStep[] = [
    { id: 'what', name: 'What happened', problem: null, content: framed(<WhatStep survey={survey} name={fields.name} />) },
    {
      ...{ id: 'whom', name: 'Whom it hits', problem: hit === 0 ? 'It hits no connection: nothing is to be recovered.' : null },
      content: framed(<WhomStep survey={survey} selectedId={selected?.order.id ?? null} onSelect={setSelectedId} />),
    },
    {
      ...{ id: 'alternatives', name: 'Alternatives' },
      ...{ problem: null, isPassable },
      content: framed(
        selected && <AlternativesStep {...{ draft, survey, selected }} previewed={proposals.output} onSelect={setSelectedId} />,
      ),
      words: asked.length === 0 ? nothingWords(isOver) : choiceWords(fields, survey, proposals.output),
      actions: (
        <Button
          disabled={noProposals !== null}
          title={noProposals ?? undefined}
          onClick={() => {
            draft.change({ choices: {} });
          }}
        >
          Take all proposals
        </Button>
      ),
      next: isNoneMovable
        ? toKeep
        : {
            label: `Review ${counted(movable, 'move')}`,
            act: () => {
              setPreviewed(null);
              draft.goToStep('review');
            },
          },
    },
    {
      ...{ id: 'review', name: 'Review' },
      isPassable,
      problem: isNoneMovable
        ? null
        : previewed === null
          ? 'What the moves would touch is being found.'
          : barred !== null
            ? asSentence(barred)
            : fields.reason.trim() === ''
              ? 'Say why, for the history.'
              : null,
      content: framed(<ReviewStep {...{ draft, survey, asked, previewed }} onPreviewed={setPreviewed} />),
      words: !isNoneMovable
        ? 'Each is moved by exactly this plan, or not at all; what has moved since is shown.'
        : asked.length === 0
          ? nothingWords(isOver)
          : 'None of them can be moved: see why above. Choose other ways in Alternatives, or go on to Keep or revert.',
      next: isNoneMovable
        ? toKeep
        : { label: `Move ${moves.length}`, act: () => void carryOut(), asks: 'recovery.carry-out', isBusy: isSending },
    },
    {
      ...{ id: 'progress', name: 'Progress', isPassable: isPassable || fields.sent !== null },
      problem: fields.sent === null && !isPassable ? 'Nothing was asked for yet: review the moves first.' : null,
      content: framed(
        fields.sent === null ? (
          <p className={classes['page']}>No move was asked for here: go back to Alternatives to choose one, or on to Keep or revert.</p>
        ) : (
          <ProgressStep draft={draft} survey={survey} />
        ),
      ),
    },
    {
      ...{ id: 'keep', name: 'Keep or revert', problem: null },
      content: framed(<KeepStep survey={survey} />),
      words: isAnyMoved
        ? 'What is kept stays where it is. It can be reverted later too, from its order or from Recovery.'
        : 'Nothing was moved: there is nothing to keep or to revert.',
      next: {
        label: isAnyMoved ? 'Keep the rest and finish' : 'Finish',
        act: () => {
          void draft.discard().then(() => {
            goTo(addressOf('recovery'));
          });
        },
      },
    },
  ];
  return (
    <WizardFrame
      draft={draft}
      steps={steps}
      home={addressOf('recovery')}
      practise={newWizard('recovery')}
      discardWords={
        fields.sent === null ? undefined : (
          <p>What you chose here is lost. The moves that were asked for go on: see them in Recovery, under Restoration.</p>
        )
      }
    />
  );
}

/** The event of which this is a part has more by now: taken in by itself while one looks at what happened, and else when one wants it. */
function useGrown(draft: OpenDraft<RecoveryFields>): { readonly more: number; readonly words: string; readonly takeIn: () => void } | null {
  const { impairmentIds } = draft.fields;
  const group = useImpairmentGroups().find(({ members }) => members.some(({ id }) => impairmentIds.includes(id)));
  const more = (group?.members ?? []).map(({ id }) => id).filter((id) => !impairmentIds.includes(id));
  const takeIn = (): void => {
    if (group) draft.change({ name: group.words, impairmentIds: [...impairmentIds, ...more].slice(0, 1_000) }, `Recover ${group.words}`);
  };
  const isLookedAt = draft.step === 'what' && more.length > 0;
  const latest = useRef(takeIn);
  useEffect(() => {
    latest.current = takeIn;
  });
  useEffect(() => {
    if (isLookedAt) latest.current();
  }, [isLookedAt, more.length]);
  return group && more.length > 0 && !isLookedAt ? { more: more.length, words: group.words, takeIn } : null;
}

const nothingWords = (isOver: boolean): string =>
  isOver
    ? 'It is cleared and nobody is left to be moved: go on to Keep or revert, or discard this.'
    : 'Nobody is left to be moved: those that suffer are on their way, or left as they are. Go on to Keep or revert.';

/** Proposals that are worked out while one chooses. */
const countedAtOnce = 100;

/** The event that the address asks for is taken once it is known. */
function useAskedEvent(draft: OpenDraft<RecoveryFields>): void {
  const { query } = useAddress();
  const key = query.get('event') ?? undefined;
  const { rows } = useTable('impairments');
  const one = key === undefined ? undefined : rows.get(key);
  const event = useEventAt(key === undefined || one ? undefined : key);
  const group = one ? groupOfOne(one) : event;
  const isEmpty = draft.fields.impairmentIds.length === 0;
  useEffect(() => {
    if (!isEmpty || !group) return;
    draft.change({ name: group.words, impairmentIds: group.members.map(({ id }) => id).slice(0, 1_000) }, `Recover ${group.words}`);
  }, [draft, isEmpty, group]);
}
