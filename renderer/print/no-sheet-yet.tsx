import { Button } from '@mantine/core';
import type { Answered } from '../client/use-answer';
import { FailedPanel, LoadingRows } from '../ui/panel-state';

interface NoSheetYetProps {
  /** What is drawn up, as the beginning of a sentence. */
  readonly what: string;
  readonly asked: Pick<Answered<unknown>, 'error' | 'askAgain'>;
}

/** In a sheet's place until it is answered, or where it cannot be. */
export function NoSheetYet({ what, asked }: NoSheetYetProps) {
  if (asked.error === '') return <LoadingRows label={`${what} is being drawn up`} />;
  return (
    <FailedPanel title={`${what} cannot be drawn up`} actions={<Button onClick={asked.askAgain}>Ask again</Button>}>
      <p>{asked.error}</p>
    </FailedPanel>
  );
}
