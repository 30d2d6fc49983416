import { Button, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowLeft, IconArrowRight, IconCheck, IconDeviceFloppy, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ProcedureName } from '../../core/contract/procedures';
import { goTo } from '../app/address';
import { useMay } from '../app/use-may';
import { Confirm } from '../ui/confirm';
import { PractiseButton } from './practise-button';
import { SavedAgo, SaveNotice } from './save-words';
import type { OpenDraft } from './use-draft';
import classes from './wizard-frame.module.css';

export interface WizardStep {
  readonly id: string;
  readonly name: string;
  /** Why one cannot go on from here yet, as a sentence for who stands in it; null: one can. */
  readonly problem: string | null;
  /** One cannot come back to it: what it decided has been sent. */
  readonly isClosed?: boolean;
  /** One may go over it by the list of steps; without: where it does nothing but lead to the next. */
  readonly isPassable?: boolean;
  /** Drawn while it is the step that is shown. */
  readonly content: ReactNode;
  /** What goes on from here, and what that asks of the host; without: `Next: ⟨name of the next⟩`; null: nothing does (it goes on by itself, or is the end). */
  readonly next?: { readonly label: string; readonly act: () => void; readonly isBusy?: boolean; readonly asks?: ProcedureName } | null;
  /** Beside Back and Next: a sentence, and further acts. */
  readonly words?: ReactNode;
  readonly actions?: ReactNode;
}

interface WizardFrameProps {
  readonly draft: OpenDraft<object>;
  /** In their order; the draft's step is one of them, else the first is shown. */
  readonly steps: readonly WizardStep[];
  /** Where one is when it is left. */
  readonly home: string;
  /** What the practice network begins it with; null: it cannot be practised. */
  readonly practise?: string | null;
  /** What discarding does not undo; asked once. */
  readonly discardWords?: ReactNode;
  /** Nothing is left to discard or to resume: it is done. */
  readonly isDone?: boolean;
}

/** What stands around every wizard: its steps, leaving and resuming, going on and back. */
export function WizardFrame({ draft, steps, home, practise = null, discardWords, isDone = false }: WizardFrameProps) {
  const [isDiscarding, setDiscarding] = useState(false);
  const may = useMay();
  const at = Math.max(
    0,
    steps.findIndex(({ id }) => id === draft.step),
  );
  const step = steps[at];
  const before = steps[at - 1];
  const after = steps[at + 1];
  const body = useRef<HTMLDivElement>(null);
  const shownStep = useRef(step?.id);
  useEffect(() => {
    // Who went on by keyboard is in the new step, not where the old one was.
    if (shownStep.current !== step?.id) body.current?.focus();
    shownStep.current = step?.id;
  }, [step?.id]);

  const discardIfLeft = useRef((): void => undefined);
  useEffect(() => {
    discardIfLeft.current = () => {
      if (isDone && may.whyNot('drafts.discard') === null && !window.location.hash.includes(draft.id)) void draft.discard();
    };
  });
  // What is done and left is in nobody's way; a page that only lost its host, or is loaded anew, is not left.
  useEffect(
    () => () => {
      discardIfLeft.current();
    },
    [],
  );

  const canGoBack = before !== undefined && before.isClosed !== true;
  const back = (): void => {
    if (canGoBack) draft.goToStep(before.id);
  };
  const next = step?.next === undefined ? after && toStep(draft, after) : step.next;
  const isRefused = ({ asks }: NonNullable<WizardStep['next']>): boolean => asks !== undefined && may.whyNot(asks) !== null;
  const goOn = (): void => {
    if (next && step?.problem === null && next.isBusy !== true && !isRefused(next)) next.act();
  };
  useHotkeys(
    [
      ['mod+Enter', goOn],
      ['mod+shift+Enter', back],
    ],
    [],
  );
  if (!step) return null;
  /** Every step before it can be gone on from. */
  const isReachable = (index: number): boolean =>
    steps[index]?.isClosed !== true &&
    (index <= at ? !steps.slice(index, at).some(({ isClosed }) => isClosed) : steps.slice(at, index).every(canPass));
  return (
    <div className={classes['wizard']}>
      <div className={classes['head']} data-many={steps.length > 6 || undefined}>
        <ol className={classes['steps']} aria-label="Steps">
          {steps.map(({ id, name }, index) => (
            <li
              key={id}
              data-state={index < at ? 'done' : index === at ? 'here' : 'to-come'}
              data-far={Math.abs(index - at) > 1 || undefined}
            >
              <button
                type="button"
                title={name}
                aria-current={index === at ? 'step' : undefined}
                disabled={index !== at && !isReachable(index)}
                onClick={() => {
                  if (index !== at) draft.goToStep(id);
                }}
              >
                <span className={classes['number']} aria-hidden="true">
                  {index < at ? <IconCheck size={12} /> : index + 1}
                </span>
                <span className={classes['name']}>{name}</span>
                {index < at && <span className="visually-hidden">, done</span>}
              </button>
            </li>
          ))}
        </ol>
        <div className={classes['acts']}>
          {practise !== null && <PractiseButton address={practise} />}
          {!isDone && (
            <>
              <Tooltip label="Leave, resume later: what is here is saved, and stays in “Left open” for you or another operator">
                <Button
                  variant="subtle"
                  leftSection={<IconDeviceFloppy size={14} />}
                  aria-label="Leave, resume later"
                  onClick={() => {
                    void draft.keep().then(() => {
                      goTo(home);
                    });
                  }}
                >
                  <span className={classes['actName']}>Leave, resume later</span>
                </Button>
              </Tooltip>
              <Tooltip label="Discard: what was typed is lost">
                <Button
                  variant="subtle"
                  leftSection={<IconTrash size={14} />}
                  aria-label="Discard"
                  onClick={() => {
                    if (draft.saved.kind === 'untouched') goTo(home);
                    else setDiscarding(true);
                  }}
                  {...may('drafts.discard')}
                >
                  <span className={classes['actName']}>Discard</span>
                </Button>
              </Tooltip>
            </>
          )}
        </div>
      </div>
      <SaveNotice draft={draft} />
      <div className={classes['body']} ref={body} tabIndex={-1} role="group" aria-label={`Step ${at + 1} of ${steps.length}: ${step.name}`}>
        {step.content}
      </div>
      <div className={classes['foot']} data-wizard-foot role="group" aria-label="Going on">
        {before && (
          <Button leftSection={<IconArrowLeft size={14} />} disabled={!canGoBack} onClick={back} title="Ctrl Shift Enter">
            {before.name}
          </Button>
        )}
        <span className={classes['words']} role="status">
          {step.problem ?? step.words}
        </span>
        <SavedAgo draft={draft} />
        {step.actions}
        {next && (
          <Button
            variant="filled"
            rightSection={<IconArrowRight size={14} />}
            disabled={step.problem !== null}
            loading={next.isBusy === true}
            onClick={goOn}
            title="Ctrl Enter"
            {...(next.asks !== undefined && may(next.asks))}
          >
            {next.label}
          </Button>
        )}
      </div>
      <Confirm
        isOpen={isDiscarding}
        title={`Discard “${draft.title}”?`}
        act="Discard it"
        keep="Keep it"
        onClose={() => {
          setDiscarding(false);
        }}
        onConfirm={() => {
          void draft.discard().then((isDiscarded) => {
            if (isDiscarded) goTo(home);
            else setDiscarding(false);
          });
        }}
      >
        {discardWords ?? <p>What was typed here is lost, for every window. Nothing was sent to a carrier or a switch.</p>}
      </Confirm>
    </div>
  );
}

const toStep = (draft: OpenDraft<object>, { id, name }: WizardStep): NonNullable<WizardStep['next']> => ({
  label: name,
  act: () => {
    draft.goToStep(id);
  },
});

const canPass = ({ problem, next, isClosed = false, isPassable = problem === null && next === undefined }: WizardStep): boolean =>
  isPassable && !isClosed;
