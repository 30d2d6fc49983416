import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { addressOf } from '../../app/address';
import { useOperator } from '../../app/operator';
import { useClient } from '../../client/use-client';
import { asSentence, counted } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { StateMark } from '../../ui/state-mark';
import { DraftGate } from '../draft-gate';
import parts from '../step-parts.module.css';
import { useDraft, type OpenDraft } from '../use-draft';
import { newWizard, type WizardProps } from '../wizard-address';
import { WizardFrame, type WizardStep } from '../wizard-frame';
import { FilesStep } from './files-step';
import { heldFiles } from './held-files';
import { carrierProblem, emptyInventory, filesProblem, inventoryFields, requestFrom, type InventoryFields } from './inventory-draft';
import { MappingStep } from './mapping-step';
import { PreviewStep } from './preview-step';
import { usePreview } from './use-preview';

const shape = { shape: inventoryFields, empty: { title: 'Import an inventory', step: 'files', fields: emptyInventory } };

/** Imports a carrier's inventory from files, to plan with: what is in them, how it is read, and then exactly what was looked at. */
export function InventoryWizard({ draftId }: WizardProps) {
  const opening = useDraft('inventory', draftId, shape);
  return (
    <DraftGate kind="inventory" opening={opening}>
      {(draft) => <Steps draft={draft} />}
    </DraftGate>
  );
}

function Steps({ draft }: { readonly draft: OpenDraft<InventoryFields> }) {
  const { fields, step } = draft;
  const client = useClient();
  const by = useOperator();
  const held = useMemo(() => heldFiles(draft.id, fields.files), [draft.id, fields.files]);
  const noFiles = filesProblem(fields, held);
  const noCarrier = carrierProblem(fields);
  const isReady = noFiles === null && noCarrier === null;
  const isDone = fields.imported !== null;
  const preview = usePreview(fields, held, isReady && !isDone && (step === 'mapping' || step === 'preview'));
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const shown = preview.output;

  const importIt = async (): Promise<void> => {
    if (shown === null) return;
    setBusy(true);
    setRefusal('');
    // What must not be done twice is begun only once what is here is kept.
    const outcome = (await draft.keep())
      ? await client.call('inventory.import', { request: requestFrom(fields, held), digest: shown.digest, by })
      : null;
    setBusy(false);
    if (outcome === null) setRefusal('What is here cannot be saved now, so nothing was begun. Try again once it can.');
    else if (outcome.kind !== 'answer') setRefusal(asSentence(outcome.kind === 'error' ? outcome.error.message : outcome.message));
    else if (outcome.output.kind === 'changed') {
      setRefusal(`${asSentence(outcome.output.message)} What you see is what it would do now.`);
      preview.askAgain();
    } else {
      const { node, resource, interconnect } = outcome.output.preview.counts;
      const words = `${counted(node.new, 'node')}, ${counted(resource.new, 'link')} and ${counted(interconnect.new, 'interconnect')} are new; ${counted(node.changed + resource.changed, 'thing')} changed, ${counted(node.withdrawn + resource.withdrawn, 'thing')} withdrawn.`;
      draft.change({ imported: { atMs: Date.now(), words } });
      draft.goToStep('done');
      await draft.keep();
      // It is done: what is shown stays here, and nothing is left open.
      await draft.discard();
    }
  };

  const unread =
    noFiles ??
    noCarrier ??
    (preview.error !== '' ? asSentence(preview.error) : shown === null || preview.isAsking ? 'The files are being read.' : null);
  const steps: readonly WizardStep[] = [
    { id: 'files', name: 'Files', problem: noFiles, isClosed: isDone, content: <FilesStep draft={draft} held={held} /> },
    {
      ...{ id: 'mapping', name: 'Carrier and mapping', isClosed: isDone, problem: noFiles ?? noCarrier },
      content: <MappingStep draft={draft} held={held} preview={preview} />,
    },
    {
      ...{ id: 'preview', name: 'Preview', isClosed: isDone, problem: unread },
      content: <PreviewStep preview={preview} refusal={refusal} />,
      next: { label: `Import ${fields.name.trim() || 'it'}`, act: () => void importIt(), asks: 'inventory.import', isBusy },
    },
    { id: 'done', name: 'Done', problem: null, next: null, content: <Imported fields={fields} /> },
  ];
  return <WizardFrame draft={draft} steps={steps} home={addressOf('carriers')} practise={newWizard('inventory')} isDone={isDone} />;
}

function Imported({ fields }: { readonly fields: InventoryFields }) {
  return (
    <div className={parts['step']}>
      <div className={parts['verdict']} role="status">
        <StateMark mark={{ severity: 'cleared' }}>Imported</StateMark>
        <p>
          {fields.name} is known from {counted(fields.files.length, 'file')}: {fields.imported?.words}
        </p>
      </div>
      <Panel title="What comes next">
        <div className={parts['inside']}>
          <p>
            Orders can be planned over {fields.name} now; they wait until its manager is connected, because nothing can be provisioned over
            a file. Once the manager is heard, what it reports counts alone.
          </p>
          <div className={parts['row']}>
            <Button component="a" variant="filled" href={addressOf('network', [], { carrier: fields.id })}>
              See it on the map
            </Button>
            <Button component="a" href={addressOf('carriers', [fields.id])}>
              Open {fields.name}
            </Button>
            <Button component="a" href={newWizard('carrier')}>
              Connect its manager
            </Button>
          </div>
        </div>
      </Panel>
    </div>
  );
}
