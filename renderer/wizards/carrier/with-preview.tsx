import { Button, Progress } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConnectingShown } from '../../../core/contract/connecting';
import type { Answered } from '../../client/use-answer';
import { asSentence } from '../../ui/numbers';
import { FailedPanel } from '../../ui/panel-state';
import parts from '../step-parts.module.css';

interface WithPreviewProps {
  readonly preview: Answered<ConnectingShown>;
  /** What was shown last, while it is worked out anew. */
  readonly last: ConnectingShown | null;
  readonly children: (shown: ConnectingShown) => ReactNode;
}

/** What the manager offers, once it was read; else how far that is, or why it cannot be. */
export function WithPreview({ preview, last, children }: WithPreviewProps) {
  const shown = preview.output ?? (preview.isAsking ? last : null);
  if (shown !== null) return <div className={parts['step']}>{children(shown)}</div>;
  if (preview.error !== '')
    return (
      <FailedPanel
        title="The manager cannot be read"
        actions={
          <Button variant="filled" leftSection={<IconRefresh size={14} />} onClick={preview.askAgain}>
            Read it again
          </Button>
        }
      >
        <p>{asSentence(preview.error)}</p>
      </FailedPanel>
    );
  return (
    <div className={parts['waiting']} role="status">
      <Progress
        value={((preview.progress?.done ?? 0) / (preview.progress?.total ?? 3)) * 100 + 8}
        animated
        size="sm"
        aria-label="Being read"
      />
      {asSentence(preview.progress?.text ?? 'reading what the manager has')}
    </div>
  );
}

/** Why one cannot go on from a step that shows what was read. */
export function previewProblem({ output, error, isAsking }: Answered<ConnectingShown>): string | null {
  if (error !== '' && !isAsking) return asSentence(error);
  return output === null ? 'The manager is being read.' : null;
}
