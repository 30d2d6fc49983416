import { Button, Modal, Progress, Tooltip } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import { useState } from 'react';
import { goTo } from '../app/address';
import { useShell } from '../app/shell-context';
import { tellOutcome } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useClient } from '../client/use-client';
import classes from './practise-button.module.css';

/** Opens the same thing in the practice network, in this window; what was begun here stays left open. */
export function PractiseButton({ address }: { readonly address: string }) {
  const { network, setNetwork } = useShell();
  const client = useClient();
  const may = useMay();
  const [doing, setDoing] = useState<string | null>(null);
  if (network === 'practice')
    return (
      <Tooltip label="Nothing that you do here reaches a real network">
        <Button
          leftSection={<IconSchool size={14} />}
          onClick={() => {
            setNetwork('live');
          }}
        >
          Back to the live network
        </Button>
      </Tooltip>
    );
  const practise = async (): Promise<void> => {
    setDoing('Looking whether the practice network runs');
    const outcome = await client.call(
      'practice.start',
      { isFresh: false },
      {
        onProgress: ({ text }) => {
          setDoing(text);
        },
      },
    );
    setDoing(null);
    if (outcome.kind !== 'answer') {
      tellOutcome(outcome, '');
      return;
    }
    goTo(address);
    setNetwork('practice');
  };
  return (
    <>
      <Tooltip label="The same in a network of this machine that is made for practising; what you typed here stays left open">
        <Button leftSection={<IconSchool size={14} />} onClick={() => void practise()} {...may('practice.start')}>
          Practise
        </Button>
      </Tooltip>
      <Modal opened={doing !== null} onClose={() => undefined} withCloseButton={false} title="The practice network is being started">
        <div role="status" className={classes['doing']}>
          <Progress value={100} animated size="sm" aria-label="Under way" />
          {doing}
        </div>
      </Modal>
    </>
  );
}
