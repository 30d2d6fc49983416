import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { addressOf, goTo, useAddress } from '../app/address';
import { useMay } from '../app/use-may';
import { asSentence } from '../ui/numbers';
import { EmptyPanel } from '../ui/panel-state';
import { beginDraft } from './draft-id';
import { LeftOpen } from './left-open';
import { leftOpenAddress } from './wizard-address';
import { wizardOf } from './wizard-list';

/** `#/wizard`: what was left open. `#/wizard/connection/new`: begins one. `#/wizard/connection/k3f9…`: goes on with it. */
export function WizardScreen() {
  const { rest, query } = useAddress();
  const [kind = '', draftId = ''] = rest;
  const wizard = wizardOf(kind);
  const { whyNot } = useMay();
  const refusal = whyNot('drafts.save') ?? (wizard ? whyNot(wizard.asks) : null);
  const isNew = wizard !== undefined && (draftId === 'new' || draftId === '') && refusal === null;
  const asked = query.toString();
  useEffect(() => {
    // The address has the draft from the beginning: loading the page again, or another window, finds it there.
    if (isNew) goTo(addressOf('wizard', [kind, beginDraft()], Object.fromEntries(new URLSearchParams(asked))), { replace: true });
  }, [isNew, kind, asked]);
  if (kind === '') return <LeftOpen />;
  if (!wizard)
    return (
      <EmptyPanel
        title={`Nothing leads through “${kind.slice(0, 60)}”`}
        actions={
          <Button component="a" href={leftOpenAddress} variant="filled">
            See what there is
          </Button>
        }
      >
        <p>The address is of another version of Longlines, or was mistyped.</p>
      </EmptyPanel>
    );
  if (refusal !== null)
    return (
      <EmptyPanel title={`“${wizard.name}” is not for your role`}>
        <p>{asSentence(refusal)}</p>
      </EmptyPanel>
    );
  if (isNew) return null;
  const Shown = wizard.component;
  return <Shown key={draftId} draftId={draftId} />;
}
