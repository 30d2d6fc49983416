import { useEffect, useRef, useState } from 'react';
import type { ConnectingShown } from '../../../core/contract/connecting';
import type { PracticeCarrierToConnect } from '../../../core/contract/practice';
import { addressOf } from '../../app/address';
import { useOperator } from '../../app/operator';
import { useShell } from '../../app/shell-context';
import { useAnswer } from '../../client/use-answer';
import { useClient } from '../../client/use-client';
import { asSentence } from '../../ui/numbers';
import { DraftGate } from '../draft-gate';
import { useDraft, type OpenDraft } from '../use-draft';
import parts from '../step-parts.module.css';
import { WizardFrame, type WizardStep } from '../wizard-frame';
import { newWizard, type WizardProps } from '../wizard-address';
import { AddressStep } from './address-step';
import { addressFrom, carrierFields, emptyCarrier, missingIn, movedAway, planFrom, type CarrierFields } from './carrier-draft';
import { CertificatesStep, certificatesProblem } from './certificates-step';
import { DedicatedStep } from './dedicated-step';
import { DoneStep } from './done-step';
import { InterconnectsStep } from './interconnects-step';
import { LatencyStep, latencyProblem } from './latency-step';
import { OfferStep } from './offer-step';
import { ReviewStep } from './review-step';
import { previewProblem, WithPreview } from './with-preview';

const shape = { shape: carrierFields, empty: { title: 'Connect a carrier', step: 'address', fields: emptyCarrier } };

/** Connects a carrier: who is there, what it would bring, how that is to be read, and then exactly that. */
export function CarrierWizard({ draftId }: WizardProps) {
  const opening = useDraft('carrier', draftId, shape);
  return (
    <DraftGate kind="carrier" opening={opening}>
      {(draft) => <Steps draft={draft} />}
    </DraftGate>
  );
}

const previewed: ReadonlySet<string> = new Set(['offer', 'latency', 'dedicated', 'interconnects', 'review']);

function Steps({ draft }: { readonly draft: OpenDraft<CarrierFields> }) {
  const { fields, step } = draft;
  const client = useClient();
  const by = useOperator();
  const toConnect = useToConnect();
  const isRefilled = useRefilled(draft, toConnect);
  const missing = missingIn(fields);
  const probe = useAnswer('connecting.probe', step === 'certificates' && missing === null ? addressFrom(fields) : null, { everyMs: 0 });
  const isShown = previewed.has(step) && missing === null;
  const [fresh, setFresh] = useState(0);
  const preview = useAnswer('connecting.preview', isShown ? { plan: planFrom(fields), isFresh: fresh > 0 } : null, {
    version: fresh,
    settleMs: 150,
    everyMs: 0,
  });
  const last = useLast(preview.output);
  const [doing, setDoing] = useState<string | null>(null);
  const [moved, setMoved] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState('');
  const shown = preview.output;
  const readAgain = (): void => {
    if (fresh > 0) preview.askAgain();
    else setFresh(1);
  };

  const connect = async (): Promise<void> => {
    if (shown === null) return;
    setDoing('It is read once more');
    setRefusal('');
    setMoved([]);
    // What must not be done twice is begun only once what is here is kept.
    const isKept = await draft.keep();
    const outcome = isKept
      ? await client.call(
          'connecting.carry-out',
          { plan: planFrom(fields), digest: shown.digest, by },
          {
            onProgress: ({ text }) => {
              setDoing(asSentence(text));
            },
          },
        )
      : null;
    setDoing(null);
    if (outcome === null) setRefusal('What is here cannot be saved now, so nothing was begun. Try again once it can.');
    else if (outcome.kind !== 'answer')
      setRefusal(
        asSentence(
          outcome.kind === 'error' ? outcome.error.message : `${outcome.message}: look at the screen Carriers whether it was connected`,
        ),
      );
    else if (outcome.output.kind === 'changed') {
      setMoved(outcome.output.moved);
      preview.askAgain();
    } else {
      draft.change({ connected: { keptIn: outcome.output.keptIn, atMs: Date.now() } });
      draft.goToStep('done');
      await draft.keep();
      // It is done: what is shown stays here, and nothing is left open.
      await draft.discard();
    }
  };

  const discard = async (): Promise<boolean> => {
    // What was pasted last is the draft's once that is saved, and goes with it.
    await draft.keep();
    return draft.discard();
  };
  const isDone = fields.connected !== null;
  const of = (content: (known: ConnectingShown) => React.ReactNode): React.ReactNode => (
    <WithPreview preview={preview} last={last}>
      {content}
    </WithPreview>
  );
  const told = (content: React.ReactNode): React.ReactNode =>
    isRefilled ? (
      <div className={parts['noticed']}>
        <p className={parts['notice']} role="status">
          {fields.name} was started anew since, with another address and other certificates: they were filled in. Compare its fingerprint
          once more.
        </p>
        {content}
      </div>
    ) : (
      content
    );
  const unread = isShown ? previewProblem(preview) : null;
  const steps: readonly WizardStep[] = [
    {
      id: 'address',
      name: 'Address',
      problem: missing,
      isClosed: isDone,
      content: told(<AddressStep draft={draft} toConnect={toConnect} />),
    },
    {
      ...{ id: 'certificates', name: 'Certificates', isClosed: isDone },
      problem: fields.confirmed !== '' && step !== 'certificates' ? null : certificatesProblem(draft, probe),
      content: told(<CertificatesStep draft={draft} probe={probe} />),
    },
    {
      ...{ id: 'offer', name: 'Offer', isClosed: isDone, problem: unread },
      content: of((known) => <OfferStep shown={known} isAsking={preview.isAsking} onReadAgain={readAgain} />),
    },
    {
      ...{ id: 'latency', name: 'Latency', isClosed: isDone },
      problem: unread ?? (shown === null ? null : latencyProblem(shown, fields)),
      content: of((known) => <LatencyStep shown={known} draft={draft} />),
    },
    {
      ...{ id: 'dedicated', name: 'Dedicated', isClosed: isDone, problem: unread },
      content: of((known) => <DedicatedStep shown={known} draft={draft} />),
    },
    {
      ...{ id: 'interconnects', name: 'Interconnects', isClosed: isDone, problem: unread },
      content: of((known) => <InterconnectsStep shown={known} draft={draft} />),
    },
    {
      ...{ id: 'review', name: 'Review', isClosed: isDone },
      problem:
        unread ??
        (shown !== null && shown.fingerprint !== fields.confirmed
          ? otherCertificate
          : shown === null
            ? null
            : latencyProblem(shown, fields)),
      content: of((known) => <ReviewStep shown={known} fields={fields} moved={moved} refusal={refusal} />),
      words: doing,
      next: {
        label: `Connect ${fields.name.trim() || 'it'}`,
        act: () => void connect(),
        asks: 'connecting.carry-out',
        isBusy: doing !== null,
      },
    },
    { id: 'done', name: 'Done', problem: null, next: null, content: <DoneStep fields={fields} /> },
  ];
  return (
    <WizardFrame
      draft={{ ...draft, discard }}
      steps={steps}
      home={addressOf('carriers')}
      practise={newWizard('carrier')}
      isDone={isDone}
      discardWords={
        <p>
          What was typed here is lost, for every window, and certificates and keys that were pasted are removed from the host’s machine.
          Nothing was entered, and nothing was changed at the carrier.
        </p>
      }
    />
  );
}

const otherCertificate = 'The manager shows another certificate than the one that was compared: go back to Certificates, and compare it.';

/** While something is worked out anew, what was shown last stays. */
function useLast<Value>(value: Value | null): Value | null {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
}

/** The practice carrier's address is filled in anew once, when it is found to be another than the draft's; true: it was. */
function useRefilled(draft: OpenDraft<CarrierFields>, toConnect: PracticeCarrierToConnect | null): boolean {
  const [isRefilled, setRefilled] = useState(false);
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  useEffect(() => {
    const { fields, step, change, goToStep } = latest.current;
    const anew = movedAway(fields, toConnect);
    if (anew === null) return;
    change(anew);
    if (step !== 'address') goToStep('certificates');
    setRefilled(true);
  }, [toConnect]);
  return isRefilled;
}

/** In the practice network: a manager that runs and that nobody has connected. */
function useToConnect() {
  const { network } = useShell();
  const { output } = useAnswer('practice.state', network === 'practice' ? {} : null, { everyMs: 0 });
  return output?.toConnect ?? null;
}
