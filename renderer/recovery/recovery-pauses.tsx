import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useAnswer } from '../client/use-answer';
import { useRows } from '../client/use-client';
import { AskWords } from '../ui/ask-words';
import { counted } from '../ui/numbers';
import { StateMark } from '../ui/state-mark';

/** Whether recovery is paused everywhere, and the switch for it. */
export function RecoveryPauses() {
  const command = useCommand();
  const may = useMay();
  const by = useOperator();
  const carriers = useRows('carriers');
  const pauses = useAnswer(
    'recovery.pauses',
    {},
    { version: carriers.map(({ recoveryPausedBy }) => recoveryPausedBy ?? '').join('\n'), settleMs: 200 },
  );
  const [isAsking, setAsking] = useState(false);
  const everywhere = pauses.output?.find(({ carrierId }) => carrierId === null);
  const some = (pauses.output ?? []).filter(({ carrierId }) => carrierId !== null);
  return (
    <>
      {everywhere ? (
        <StateMark mark={{ severity: 'minor' }} title={everywhere.text}>
          automatic recovery is paused everywhere
        </StateMark>
      ) : (
        some.length > 0 && (
          <StateMark mark={{ severity: 'minor' }}>automatic recovery is paused at {counted(some.length, 'carrier')}</StateMark>
        )
      )}
      <Button
        leftSection={everywhere ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
        disabled={pauses.output === null}
        onClick={() => {
          setAsking(true);
        }}
        {...may(everywhere ? 'recovery.resume' : 'recovery.pause')}
      >
        {everywhere ? 'Resume recovery everywhere' : 'Pause recovery everywhere'}
      </Button>
      <AskWords
        isOpen={isAsking}
        title={everywhere ? 'Resume automatic recovery everywhere' : 'Pause automatic recovery everywhere'}
        label="Why, for the history"
        act={everywhere ? 'Resume it' : 'Pause it'}
        onClose={() => {
          setAsking(false);
        }}
        onAct={(reason) => {
          const input = { carrierId: null, by, reason };
          const done = everywhere
            ? command.carryOut('recovery.resume', input, 'Automatic recovery goes on; what waited is worked on.')
            : command.carryOut('recovery.pause', input, 'Automatic recovery is paused everywhere.');
          void done.then(pauses.askAgain);
        }}
      >
        <p>
          {everywhere
            ? 'Connections that broke meanwhile are restored at once, the most important first.'
            : 'No connection is moved automatically, even when it breaks, until you resume it. What you move yourself is moved.'}
        </p>
      </AskWords>
    </>
  );
}
