import { useMemo, useState } from 'react';
import type { OrderCandidates, RouteCandidateShown } from '../../../core/contract/route-choices';
import { isFinal } from '../../../core/model/order';
import { addressOf, useAddress } from '../../app/address';
import { useOperator } from '../../app/operator';
import { useAnswer } from '../../client/use-answer';
import { useClient, useRow, useTable } from '../../client/use-client';
import { nextOrderId } from '../../orders/next-order-id';
import { firstAccessing, sentFields } from '../../orders/order-inputs';
import type { OrderField, OrderFields } from '../../../core/model/order-fields';
import { problemWords } from '../../orders/problem-words';
import { counted } from '../../ui/numbers';
import { DraftGate } from '../draft-gate';
import { useDraft, type OpenDraft } from '../use-draft';
import { WizardFrame, type WizardStep } from '../wizard-frame';
import { newWizard, type WizardProps } from '../wizard-address';
import { connectionShape, connectionSteps, emptyConnection, typedFrom, type ConnectionFields } from './connection-fields';
import { DemandStep } from './demand-step';
import { EndsStep } from './ends-step';
import { ProgressStep } from './progress-step';
import { ResultStep } from './result-step';
import { ReviewStep } from './review-step';
import { routeSent } from './route-sent';
import { keyOf } from './compare-ways';
import { WaysStep } from './ways-step';

/** From where to where, how much and how slow at most, to a connection that carries. */
export function ConnectionWizard({ draftId }: WizardProps) {
  const { query } = useAddress();
  const [typed] = useState(() => typedFrom(query));
  const [orderId] = useState(() => query.get('for'));
  const opening = useDraft('connection', draftId, {
    shape: connectionShape,
    empty: {
      title: orderId === null ? 'A new connection' : `Another route for ${orderId}`,
      step: orderId === null ? connectionSteps[0] : 'ways',
      fields: emptyConnection(typed, orderId),
    },
  });
  return (
    <DraftGate kind="connection" opening={opening}>
      {(draft) => <Steps draft={draft} />}
    </DraftGate>
  );
}

/** A search follows what is typed so quickly that one does not wait for it. */
const settleMs = 40;

const endFields: readonly OrderField[] = ['a', 'z'];

function Steps({ draft }: { readonly draft: OpenDraft<ConnectionFields> }) {
  const client = useClient();
  const by = useOperator();
  const { fields, change } = draft;
  const typed = useTyped(fields.typed);
  const [touched, setTouched] = useState<ReadonlySet<OrderField>>(new Set());
  const [refusal, setRefusal] = useState('');
  const [isSending, setSending] = useState(false);
  const order = useRow('orders', fields.orderId);
  const isTaken = useRow('orders', typed.order ?? null) !== undefined && fields.orderId === null;
  const sites = useTable('sites');
  const isEntered = fields.orderId !== null;
  /** It asks for a decision, or waits: another route may be chosen for it. */
  const canChoose = isEntered && order?.state === 'planned' && !order.isCancelRequested;

  const sent = useMemo(() => sentFields(typed), [typed]);
  const isAsking = draft.step !== 'progress' && draft.step !== 'result';
  const chosen = fields.chosen;
  const asked = useAnswer('orders.candidates', isAsking ? { fields: sent, ...(chosen ? { chosen } : {}) } : null, {
    ...{ settleMs, everyMs: 3_000 },
    version: useTable('resources').version,
  });
  const answer = asked.output;
  const problems = useMemo(() => problemsOf(answer), [answer]);
  const candidates = answer !== null && 'candidates' in answer ? answer.candidates : noCandidates;
  const proposed = candidates.find(({ isProposed }) => isProposed) ?? null;
  const selected = chosen ? (candidates.find(({ route }) => keyOf(route) === keyOf(chosen)) ?? null) : proposed;
  const amiss = answer !== null && 'chosenAmiss' in answer ? answer.chosenAmiss : null;

  const nameOf = (end: string | undefined): string =>
    end === undefined || end === '' ? '' : (sites.rows.get(end)?.name ?? end.replace(/^(node|port):/, ''));
  const set = (field: OrderField, value: string | null): void => {
    const next = { ...fields.typed, [field]: value ?? '' };
    const [a, z] = [nameOf(next.a), nameOf(next.z)];
    // A route was chosen for what was asked then.
    change({ typed: next, chosen: null }, a === '' && z === '' ? undefined : `${a === '' ? '…' : a} – ${z === '' ? '…' : z}`);
    setTouched(new Set([...touched, field]));
    setRefusal('');
  };
  const typing = {
    ...{ typed, set },
    touch: (field: OrderField) => {
      setTouched(new Set([...touched, field]));
    },
    problem: (field: OrderField) => (touched.has(field) ? problems.get(field) : undefined),
  };

  const endsProblem = endFields
    .map((field) => (typed[field] ? null : field === 'a' ? 'Choose where it begins.' : 'Choose where it ends.'))
    .find((words) => words !== null);
  const sameEnds =
    typed.a !== undefined && typed.a !== '' && typed.a === typed.z ? 'A and Z are the same: a connection needs two different ends.' : null;
  const demandProblem = isTaken
    ? `Order ${typed.order ?? ''} exists already: give this one another id.`
    : ([...problems.values()][0] ??
      (answer?.kind === 'refused' ? answer.message : asked.error !== '' ? asked.error : answer === null ? 'It is being looked up.' : null));
  const isWaiting = answer?.kind === 'waits';
  const waysProblem =
    chosen !== null && amiss !== null
      ? `${upper(amiss)}. Choose another, or take it as it is now.`
      : selected !== null && selected.against.length > 0 && !isWaiting
        ? `This one cannot be taken: ${selected.against.join('; ')}.`
        : selected === null && !isWaiting
          ? answer !== null && 'candidates' in answer
            ? `No route can be taken: ${answer.message}.`
            : 'Routes are being looked up.'
          : null;

  const carryOut = async (): Promise<void> => {
    setSending(true);
    setRefusal('');
    const choice = routeSent(fields, selected);
    const fail = (words: string): void => {
      setSending(false);
      setRefusal(words);
    };
    if (isEntered && fields.orderId !== null) {
      const outcome = await client.call('orders.choose', { orderId: fields.orderId, choice, by });
      if (outcome.kind !== 'answer') fail(outcome.kind === 'error' ? outcome.error.message : outcome.message);
      else {
        setSending(false);
        draft.goToStep('progress');
      }
      return;
    }
    const orderId = typed.order ?? '';
    // Written down before it is asked for: whoever goes on with this draft looks what became of it, and asks for nothing twice.
    change({ orderId, typed });
    if (!(await draft.keep())) {
      change({ orderId: null });
      fail('nothing was submitted, because this draft cannot be saved now: try again once it is');
      return;
    }
    const outcome = await client.call('orders.submit', { fields: sent, by, ...(choice ? { choice } : {}) });
    if (outcome.kind === 'error') {
      change({ orderId: null });
      fail(outcome.error.message);
      return;
    }
    setSending(false);
    draft.goToStep('progress');
  };

  const steps: WizardStep[] = [
    {
      ...{ id: 'ends', name: 'Ends', problem: endsProblem ?? sameEnds ?? problems.get('z') ?? null, isClosed: isEntered },
      content: <EndsStep {...typing} />,
      words: 'Search, or choose on the map: the first site is where it begins, the next where it ends.',
    },
    {
      ...{ id: 'demand', name: 'Rate, limit, recovery', problem: demandProblem, isClosed: isEntered },
      content: <DemandStep {...typing} answer={answer} asked={asked} />,
    },
    {
      ...{ id: 'ways', name: 'Routes', problem: waysProblem, isClosed: isEntered && !canChoose },
      content: (
        <WaysStep
          {...{ answer, candidates, selected, amiss, asked }}
          chosenKey={chosen ? keyOf(chosen) : null}
          onChoose={(candidate) => {
            change({ chosen: candidate.isProposed ? null : candidate.route });
            setRefusal('');
          }}
        />
      ),
      words:
        selected?.isProposed === true
          ? 'The engine’s proposal: exactly this one is ordered.'
          : 'A route of your choice: exactly this one is ordered.',
    },
    {
      id: 'review',
      name: 'Review',
      problem: waysProblem,
      isClosed: isEntered && !canChoose,
      content: (
        <ReviewStep
          {...{ draft, typed, selected, refusal, amiss }}
          isWaiting={isWaiting}
          message={answer !== null && 'message' in answer ? answer.message : ''}
        />
      ),
      words: isEntered ? 'Its route is changed; nothing was sent to a carrier yet.' : 'Nothing has been sent to a carrier yet.',
      next: {
        label: isEntered ? 'Take this route' : isWaiting ? 'Submit; it will wait' : `Order it: ask ${carriersOf(selected)}`,
        act: () => void carryOut(),
        isBusy: isSending,
      },
    },
    {
      ...{ id: 'progress', name: 'Progress', problem: null, isClosed: !isEntered },
      content: <ProgressStep draft={draft} orderId={fields.orderId} typed={typed} />,
      ...(order !== undefined && (order.state === 'active' || isFinal(order.state)) ? {} : { next: null }),
    },
    {
      ...{ id: 'result', name: 'Result', problem: null, isClosed: !isEntered, next: null },
      content: <ResultStep draft={draft} orderId={fields.orderId} />,
    },
  ];
  return (
    <WizardFrame
      draft={draft}
      steps={steps}
      home={addressOf('orders', fields.orderId === null ? [] : [fields.orderId])}
      practise={newWizard('connection')}
      isDone={draft.step === 'result'}
      discardWords={
        isEntered ? (
          <p>
            Order {fields.orderId} was submitted, and goes on: what is discarded is only how you came to it. To end the order, cancel it in
            Orders.
          </p>
        ) : undefined
      }
    />
  );
}

const noCandidates: Extract<OrderCandidates, { readonly candidates: unknown }>['candidates'] = [];
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const carriersOf = (candidate: RouteCandidateShown | null): string =>
  counted(new Set(candidate?.segments.map(({ carrierId }) => carrierId)).size, 'carrier');

function problemsOf(answer: OrderCandidates | null): ReadonlyMap<string, string> {
  if (answer?.kind !== 'malformed') return new Map();
  return new Map(answer.problems.map(({ field, message }) => [field, problemWords(field, message)]));
}

/** With what is usual where nothing was typed; an id that was shown stays. */
function useTyped(given: OrderFields): OrderFields {
  const orders = useTable('orders');
  const carriers = useTable('carriers');
  const usual = useMemo(
    (): OrderFields => ({
      order: nextOrderId(orders.rows.keys()),
      accessing: firstAccessing(carriers.rows.values()),
      signal: '10GE-LAN',
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the rows change all the time
    [orders.isWhole, carriers.isWhole],
  );
  return useMemo(() => ({ ...usual, ...given }), [usual, given]);
}
