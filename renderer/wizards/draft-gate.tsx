import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { FailedPanel, EmptyPanel, LoadingRows } from '../ui/panel-state';
import { asSentence } from '../ui/numbers';
import { UtcTime } from '../ui/times';
import type { DraftOpening, OpenDraft } from './use-draft';
import { leftOpenAddress, newWizard } from './wizard-address';
import type { DraftKind } from '../../core/model/draft';

interface DraftGateProps<Fields> {
  readonly kind: DraftKind;
  readonly opening: DraftOpening<Fields>;
  readonly children: (draft: OpenDraft<Fields>) => ReactNode;
}

/** The wizard once its draft is open; else what stands in the way, and what one can do. */
export function DraftGate<Fields>({ kind, opening, children }: DraftGateProps<Fields>) {
  switch (opening.kind) {
    case 'open':
      return children(opening.draft);
    case 'opening':
      return <LoadingRows label="The draft is being read" />;
    case 'failed':
      return (
        <FailedPanel
          title="The draft cannot be read"
          actions={
            <Button variant="filled" onClick={opening.tryAgain}>
              Try again
            </Button>
          }
        >
          <p>{asSentence(opening.message)}</p>
        </FailedPanel>
      );
    case 'absent':
      return (
        <EmptyPanel
          title="This draft is not there"
          actions={
            <>
              <Button component="a" href={newWizard(kind)} variant="filled">
                Begin anew
              </Button>
              <Button component="a" href={leftOpenAddress}>
                See what is left open
              </Button>
            </>
          }
        >
          <p>{asSentence(opening.message)}</p>
        </EmptyPanel>
      );
    case 'misfit':
      return (
        <FailedPanel
          title={`“${opening.draft.title}” was begun with another version of Longlines`}
          actions={
            <>
              <Button component="a" href={leftOpenAddress} variant="filled">
                Keep it, see what is left open
              </Button>
              <Button onClick={opening.beginAnew}>Begin anew in its place</Button>
            </>
          }
        >
          <p>
            {opening.draft.by} saved it at <UtcTime atMs={opening.draft.savedAtMs} withDate /> UTC, at the step “{opening.draft.step}”. What
            it keeps does not fit this version ({opening.problem}). Nothing of it was changed; beginning anew writes over it.
          </p>
        </FailedPanel>
      );
  }
}
