import { useEffect, useMemo, useState } from 'react';
import { addressOf, useAddress } from '../../app/address';
import { useOperator } from '../../app/operator';
import { verdictOf, type CircuitRow } from '../../circuits/circuit-rows';
import { readPasted } from '../../circuits/pasted-circuits';
import { useAnswer } from '../../client/use-answer';
import { useClient, useRow, useTable } from '../../client/use-client';
import { counted } from '../../ui/numbers';
import { DraftGate } from '../draft-gate';
import { useDraft, type OpenDraft } from '../use-draft';
import { WizardFrame, type WizardStep } from '../wizard-frame';
import { newWizard, type WizardProps } from '../wizard-address';
import { CircuitsProgress } from './circuits-progress';
import { circuitsShape, emptyCircuits, type CircuitsFields } from './circuits-fields';
import { countOrdered, isAtRest } from './ordered-counts';
import { PathStep } from './path-step';
import { PoolStep } from './pool-step';
import { UsersStep } from './users-step';

/** From a path and end users, one or a pasted list, to circuits that carry. */
export function CircuitsWizard({ draftId }: WizardProps) {
  const { query } = useAddress();
  const [pathId] = useState(() => query.get('path'));
  const opening = useDraft('circuits', draftId, {
    shape: circuitsShape,
    empty: {
      title: pathId === null ? 'New circuits' : `Circuits of ${pathId}`,
      step: pathId === null ? 'path' : 'users',
      fields: emptyCircuits(pathId),
    },
  });
  return (
    <DraftGate kind="circuits" opening={opening}>
      {(draft) => <Steps draft={draft} />}
    </DraftGate>
  );
}

const settleMs = 200;

function Steps({ draft }: { readonly draft: OpenDraft<CircuitsFields> }) {
  const client = useClient();
  const by = useOperator();
  const { fields, change } = draft;
  const { mode, typed, pasted, orderIds } = fields;
  const pathId = fields.pathId ?? '';
  const path = useRow('paths', fields.pathId);
  const paths = useTable('paths');
  const circuits = useTable('circuits');
  const [sending, setSending] = useState<{ readonly done: number; readonly total: number | null } | null>(null);
  const [refusal, setRefusal] = useState('');
  const isOrdered = orderIds !== null;

  const read = useMemo(() => {
    if (mode === 'list') return readPasted(pasted, pathId);
    const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ''));
    return { kind: 'rows' as const, rows: [{ line: 1, fields: { ...given, path: pathId } }] };
  }, [mode, typed, pasted, pathId]);
  const isBlank = mode === 'list' ? pasted.trim() === '' : Object.values(typed).every((value) => value.trim() === '');
  const rows = useMemo(() => (read.kind === 'rows' && !isBlank ? read.rows : []), [read, isBlank]);
  const check = useAnswer('circuits.check', rows.length === 0 || isOrdered ? null : { rows: rows.map((row) => ({ ...row.fields })) }, {
    ...{ settleMs, everyMs: 2_000 },
    version: path?.revision ?? 0,
  });
  const shown = useMemo(
    (): readonly CircuitRow[] => rows.map((row, at) => ({ ...row, verdict: verdictOf(row, check.output?.[at]), outcome: null })),
    [rows, check.output],
  );
  const good = shown.filter(({ verdict }) => verdict?.kind === 'given' || verdict?.kind === 'waits');
  const counts = countOrdered(orderIds ?? [], circuits.rows, pathId);

  const pathProblem =
    fields.pathId === null ? 'Choose a path.' : paths.isWhole && !path ? `Path ${pathId} is not there any more: choose another.` : null;
  const usersProblem = isBlank
    ? 'Say whose they are: one order, or a list.'
    : read.kind === 'malformed'
      ? `${read.message}.`
      : check.error !== ''
        ? check.error
        : check.output === null
          ? 'They are being checked.'
          : good.length === 0
            ? 'None of them can be ordered: see what each lacks.'
            : null;

  /** What is there already is not entered again: each has its own id. */
  const enter = async (wanted: readonly CircuitRow[]): Promise<void> => {
    const ids = wanted.map((row) => row.fields['order'] ?? '');
    setRefusal('');
    setSending({ done: 0, total: wanted.length });
    change({ orderIds: [...new Set([...(orderIds ?? []), ...ids])] });
    if (!(await draft.keep())) {
      change({ orderIds });
      setSending(null);
      setRefusal('nothing was ordered, because this draft cannot be saved now: try again once it is');
      return;
    }
    draft.goToStep('progress');
    const outcome = await client.call(
      'circuits.order',
      { rows: wanted.map((row) => ({ ...row.fields })), by },
      {
        onProgress: ({ done, total }) => {
          setSending({ done, total });
        },
      },
    );
    setSending(null);
    if (outcome.kind === 'answer') {
      const refused = outcome.output.filter(({ kind }) => kind !== 'received');
      const first = refused[0];
      const why = first?.kind === 'refused' ? first.message : first?.kind === 'malformed' ? (first.problems[0]?.message ?? '') : '';
      setRefusal(refused.length === 0 ? '' : `${counted(refused.length, 'order')} not entered: ${why}`);
    } else setRefusal(outcome.kind === 'error' ? outcome.error.message : outcome.message);
  };

  // Until the table is read, one that is not in it may be there all the same.
  const absent = shown.filter(
    ({ fields: row }) =>
      circuits.isWhole && orderIds?.includes(row['order'] ?? '') === true && circuits.rows.get(row['order'] ?? '')?.pathId !== pathId,
  );
  const isDone = isOrdered && circuits.isWhole && sending === null && isAtRest(counts);
  const isWhole = isDone && counts.waiting === 0 && counts.absent === 0 && refusal === '';
  const { step, goToStep } = draft;
  useEffect(() => {
    if (isWhole && step === 'progress') goToStep('result');
  }, [isWhole, step, goToStep]);
  const steps: readonly WizardStep[] = [
    {
      ...{ id: 'path', name: 'Path', problem: pathProblem, isClosed: isOrdered },
      content: (
        <PathStep
          pathId={fields.pathId}
          onChoose={(chosen) => {
            change({ pathId: chosen }, `Circuits of ${chosen}`);
          }}
        />
      ),
      words: 'The path whose switch and provider the circuits are to join.',
    },
    {
      ...{ id: 'users', name: 'End users', problem: usersProblem, isClosed: isOrdered },
      content: <UsersStep {...{ draft, shown, isBlank }} malformed={read.kind === 'malformed' && !isBlank ? read.message : ''} />,
      words: `${counted(good.length, 'order')} of ${rows.length} can be ordered.`,
    },
    {
      id: 'pool',
      name: 'Pool and conditions',
      problem: usersProblem ?? pathProblem,
      isClosed: isOrdered,
      content: <PoolStep {...{ path, shown, refusal }} />,
      words: 'Nothing has been sent to the switch yet.',
      next: {
        label: `Order ${counted(good.length, 'circuit')}`,
        act: () => void enter(good),
        asks: 'circuits.order',
        isBusy: sending !== null,
      },
    },
    {
      ...{ id: 'progress', name: 'Progress', problem: null, isClosed: !isOrdered },
      content: (
        <CircuitsProgress
          {...{ draft, counts, sending, refusal, path }}
          onEnterAbsent={
            absent.length > 0 && sending === null
              ? () => {
                  void enter(absent);
                }
              : null
          }
        />
      ),
      ...(isDone ? {} : { next: null }),
      words: !isDone
        ? 'You may leave; it goes on.'
        : counts.waiting > 0
          ? 'Those that wait are served by themselves once circuits are free. You may leave.'
          : 'Nothing is under way any more.',
    },
    {
      ...{ id: 'result', name: 'Result', problem: null, isClosed: !isOrdered, next: null },
      content: <CircuitsProgress {...{ draft, counts, sending, refusal, path }} isResult onEnterAbsent={null} />,
    },
  ];
  return (
    <WizardFrame
      draft={draft}
      steps={steps}
      home={addressOf('circuits', fields.pathId === null ? [] : [fields.pathId])}
      practise={newWizard('circuits')}
      isDone={draft.step === 'result'}
      discardWords={
        isOrdered ? (
          <p>The orders were entered, and go on: what is discarded is only how you came to them. Release them in Circuits.</p>
        ) : undefined
      }
    />
  );
}
