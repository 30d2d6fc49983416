import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FieldNetworkShown, FieldStateShown } from '../../core/contract/field-pack';
import { useOperator } from '../app/operator';
import { useShell } from '../app/shell-context';
import { tellOutcome, useCommand } from '../app/use-command';
import { useClient } from '../client/use-client';
import { Confirm } from '../ui/confirm';
import { Panel } from '../ui/panel';
import { UtcTime } from '../ui/times';
import { SealedFileInput, type SealedGiven } from './sealed-file-input';
import classes from './field.module.css';

/** Opens a pack as a network of its own, and shows those that this machine has. */
export function OpenPacks({ state, onChanged }: { readonly state: FieldStateShown; readonly onChanged: () => void }) {
  const client = useClient();
  const { network, setNetwork } = useShell();
  const by = useOperator();
  const [isOpening, setOpening] = useState(false);
  const [problem, setProblem] = useState('');
  const { networks } = state;
  if (networks === null) return null;

  const open = async (given: SealedGiven): Promise<void> => {
    setOpening(true);
    setProblem('');
    const outcome = await client.call('field-pack.open', { ...given, by });
    setOpening(false);
    if (outcome.kind === 'answer') setNetwork('field');
    else setProblem(outcome.kind === 'error' ? outcome.error.message : outcome.message);
  };
  return (
    <Panel title="Open a field pack" fact="as a network of its own: no links, everything as last known">
      <div className={classes['body']}>
        <SealedFileInput act="Open the pack" isBusy={isOpening} problem={problem} onGiven={(given) => void open(given)} />
        {networks.length > 0 && (
          <ul className={classes['networks']} aria-label="Field packs on this machine">
            {networks.map((each) => (
              <Kept
                key={each.packId}
                kept={each}
                isHere={network === 'field' && each.packId === state.here?.packId}
                onChanged={onChanged}
              />
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}

function Kept({ kept, isHere, onChanged }: { readonly kept: FieldNetworkShown; readonly isHere: boolean; readonly onChanged: () => void }) {
  const client = useClient();
  const command = useCommand();
  const { setNetwork } = useShell();
  const [isAsking, setAsking] = useState(false);
  const { packId, title, madeAtMs, madeBy, isOpen } = kept;
  const show = async (): Promise<void> => {
    const outcome = await client.call('field-pack.reopen', { packId });
    if (outcome.kind === 'answer') setNetwork('field');
    else tellOutcome(outcome, '');
  };
  return (
    <li>
      <span className={classes['kept']}>
        <b className="ellipsis" title={title}>
          {title === '' ? 'Field pack' : title}
        </b>
        <span className={classes['words']}>
          made <UtcTime atMs={madeAtMs} withDate /> by {madeBy}
          {isHere ? ', shown in this window' : isOpen ? ', open' : ''}
        </span>
      </span>
      {isHere ? (
        <Button
          onClick={() => {
            setNetwork('live');
          }}
        >
          Back to the live network
        </Button>
      ) : (
        <Button onClick={() => void show()}>Show it in this window</Button>
      )}
      {isOpen && !isHere && (
        <Button
          onClick={() => {
            void command.carryOut('field-pack.close', {}, 'The field pack is being closed').then(onChanged);
          }}
        >
          Close
        </Button>
      )}
      {!isOpen && (
        <Button
          onClick={() => {
            setAsking(true);
          }}
        >
          Remove…
        </Button>
      )}
      <Confirm
        isOpen={isAsking}
        title={`Remove ${title === '' ? 'the field pack' : title} from this machine`}
        act="Remove it"
        keep="Keep it"
        isCutting
        onConfirm={() => {
          void command.carryOut('field-pack.remove', { packId }, 'The field pack is removed').then(onChanged);
        }}
        onClose={() => {
          setAsking(false);
        }}
      >
        <p>What was changed in it goes with it, unless it was brought back as a proposal. The file that it was opened from stays.</p>
      </Confirm>
    </li>
  );
}
