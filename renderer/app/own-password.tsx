import { Button, Modal, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { shortestPassword } from '../../core/contract/accounts';
import { useClient } from '../client/use-client';
import classes from '../ui/confirm.module.css';
import { tellOutcome, whyNotDone } from './use-command';

/** Another password for who is signed in, who knows the one of before. */
export function OwnPassword({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const missing = shortestPassword - next.length;
  const send = async (): Promise<void> => {
    setSending(true);
    const outcome = await client.call('accounts.own-password', { current, next });
    setSending(false);
    // The change ends this window's channel, perhaps before its answer is here; what follows is the sign-in.
    const why = outcome.kind === 'unanswered' ? null : whyNotDone(outcome);
    setFault(why);
    if (why !== null) return;
    if (outcome.kind === 'answer') tellOutcome(outcome, 'The password is changed: sign in with it.');
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Change password" closeOnClickOutside={false}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap="md">
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            data-autofocus
            value={current}
            error={fault}
            onChange={(event) => {
              setCurrent(event.currentTarget.value);
            }}
          />
          <PasswordInput
            label="New password"
            description={missing > 0 ? `${shortestPassword} characters or more: ${missing} to go` : 'You sign in with it at once.'}
            autoComplete="new-password"
            maxLength={1_000}
            value={next}
            onChange={(event) => {
              setNext(event.currentTarget.value);
            }}
          />
        </Stack>
        <div className={classes['actions']}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={isSending} disabled={current === '' || missing > 0}>
            Change it
          </Button>
        </div>
      </form>
    </Modal>
  );
}
