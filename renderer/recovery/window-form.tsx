import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { WindowShown } from '../../core/contract/shapes';
import type { HoldOutSubject } from '../../core/model/hold-out';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useAnswer } from '../client/use-answer';
import { Confirm } from '../ui/confirm';
import { Side, SideSection } from '../ui/list-screen';
import { counted } from '../ui/numbers';
import { LoadingRows } from '../ui/panel-state';
import { useNow } from '../ui/times';
import { SubjectPicker } from './subject-picker';
import { UtcField } from '../ui/utc-field';
import { readUtc, timesAmiss, utcTyped } from '../ui/utc-typed';
import { WindowPreview } from './window-preview';
import { cutIds, someIds } from './window-words';

const hourMs = 3_600_000;

interface WindowFormProps {
  /** One that is changed: what is worked on stays. */
  readonly window?: WindowShown;
  readonly subjects: readonly HoldOutSubject[];
  readonly onClose: () => void;
  readonly onPlanned: (windowId: string) => void;
}

/** Plans a window, or changes one; whom it hits is shown before it is entered. */
export function WindowForm({ window, subjects: given, onClose, onPlanned }: WindowFormProps) {
  const by = useOperator();
  const command = useCommand();
  const may = useMay();
  const now = useNow();
  const [subjects, setSubjects] = useState(given);
  const [text, setText] = useState(window?.text ?? '');
  const [times, setTimes] = useState(() => ({
    from: utcTyped(window?.fromMs ?? Math.ceil(Date.now() / hourMs) * hourMs + hourMs),
    to: utcTyped(window?.toMs ?? Math.ceil(Date.now() / hourMs) * hourMs + 3 * hourMs),
  }));
  const [isSending, setSending] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const hasBegun = window !== undefined && window.state !== 'planned';
  const amiss = timesAmiss(times, now);
  const fromProblem = hasBegun ? null : amiss.from;
  const preview = useAnswer('windows.preview', subjects.length === 0 ? null : { subjects: [...subjects] });
  const [fromMs, toMs] = [readUtc(times.from), readUtc(times.to)];
  const isWhole =
    subjects.length > 0 && text.trim() !== '' && fromProblem === null && amiss.to === null && fromMs !== null && toMs !== null;
  // What is changed but for its beginning cuts nobody who was not asked about.
  const isNewTime = !hasBegun && fromMs !== window?.fromMs;
  const isFinding = isNewTime && subjects.length > 0 && preview.output === null && preview.error === '';
  const cut = isNewTime && preview.output ? cutIds(preview.output) : [];
  const enter = async (): Promise<void> => {
    if (!isWhole) return;
    setSending(true);
    const outcome = window
      ? await command.carryOut(
          'windows.change',
          { windowId: window.id, ...(hasBegun ? {} : { fromMs }), toMs, text: text.trim(), by },
          ({ overlapping }) => `It is changed.${overlapWords(overlapping)}`,
        )
      : await command.carryOut(
          'windows.plan',
          { subjects: [...subjects], fromMs, toMs, text: text.trim(), by },
          ({ overlapping }) => `It is planned.${overlapWords(overlapping)}`,
        );
    setSending(false);
    if (outcome.kind === 'answer') onPlanned(outcome.output.window.id);
  };
  return (
    <Side
      label={window ? `Change ${window.text}` : 'Plan a maintenance window'}
      title={window ? 'Change the window' : 'Plan a window'}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (cut.length > 0) setAsking(true);
          else void enter();
        }}
      >
        <SideSection>
          {!window && <SubjectPicker label="What is worked on" subjects={subjects} onChange={setSubjects} />}
          <TextInput
            label="What is done"
            placeholder="Splicing in manhole 12"
            required
            maxLength={500}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
            }}
          />
          <UtcField
            label="From"
            required
            disabled={hasBegun}
            description={hasBegun ? 'It has begun: only its end can change' : undefined}
            value={times.from}
            error={fromProblem}
            onChange={(from) => {
              setTimes({ ...times, from });
            }}
          />
          <UtcField
            label="To"
            required
            value={times.to}
            error={amiss.to}
            onChange={(to) => {
              setTimes({ ...times, to });
            }}
          />
          <div>
            <Button
              type="submit"
              variant="filled"
              disabled={!isWhole || isFinding}
              title={isFinding ? 'Whom it hits is being found' : undefined}
              loading={isSending}
              {...may(window ? 'windows.change' : 'windows.plan')}
            >
              {window ? 'Change it' : 'Plan it'}
            </Button>
          </div>
        </SideSection>
      </form>
      <Confirm
        isOpen={isAsking}
        title={`It would cut ${counted(cut.length, 'connection')}`}
        act={`${window ? 'Change' : 'Plan'} it, cut ${cut.length}`}
        keep={window ? 'Leave it as it was' : 'Do not plan it'}
        isCutting
        onConfirm={() => void enter()}
        onClose={() => {
          setAsking(false);
        }}
      >
        <p>
          Of {counted(preview.output?.orders.length ?? 0, 'connection')} that it hits, {cut.length} would not be moved away as things stand:{' '}
          {someIds(cut)}.
        </p>
        <p>{cut.length === 1 ? 'It is' : 'They are'} cut when the work begins, and then restored as in any failure.</p>
      </Confirm>
      <SideSection title="Whom it hits, as things stand">
        {subjects.length === 0 ? (
          <p>Choose what is worked on, and it is shown here who would be moved away and where to.</p>
        ) : preview.output ? (
          <WindowPreview shown={preview.output} />
        ) : preview.error === '' ? (
          <LoadingRows label="Whom it hits is being found" count={4} />
        ) : (
          <p role="alert">{preview.error}</p>
        )}
      </SideSection>
    </Side>
  );
}

const overlapWords = (overlapping: readonly string[]): string =>
  overlapping.length === 0
    ? ''
    : ` ${counted(overlapping.length, 'other window')} on the same overlaps it: it stays held out until the last ends.`;
