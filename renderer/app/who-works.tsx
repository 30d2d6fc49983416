import { Button, Modal, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { shortestPassword } from '../../core/contract/accounts';
import { useClient, useConnection } from '../client/use-client';
import classes from '../ui/confirm.module.css';
import { usePreferences } from './preferences';
import { roleWords } from './role-words';
import settings from './settings.module.css';
import { useShell } from './shell-context';
import { tellOutcome, whyNotDone } from './use-command';

/** Whom the host takes to be at work here, and what he may do. `onUsed`: another name was chosen. */
export function WhoWorks({ onUsed }: { readonly onUsed?: () => void }) {
  const client = useClient();
  useConnection();
  const { signIn } = useShell();
  const [isChanging, setChanging] = useState(false);
  const hello = client.lastHello();
  if (!hello) return <p className={settings['words']}>The host has not said yet whom it takes you to be.</p>;
  const { user = 'unknown', role = 'viewer', peer } = hello;
  return (
    <>
      <p className={settings['words']}>
        {peer === 'account' ? 'Signed in as ' : 'The user who started the host: '}
        <b>
          <bdi>{user}</bdi>, {role}
        </b>
        .{' '}
        {role === 'administrator'
          ? 'Works the network, and sets what it stands on.'
          : `${role[0]?.toUpperCase() ?? ''}${role.slice(1)}: ${roleWords[role]}.`}
      </p>
      {peer === 'account' ? (
        <div className={settings['acts']}>
          <Button
            onClick={() => {
              setChanging(true);
            }}
          >
            Change password
          </Button>
          {signIn && (
            <Button
              onClick={() => {
                // The host closes this window’s channels; the page asks for another account then.
                void signIn.end().then(() => {
                  window.location.reload();
                });
              }}
            >
              Sign out
            </Button>
          )}
        </div>
      ) : (
        <NameField user={user} onUsed={onUsed} />
      )}
      {isChanging && (
        <OwnPassword
          onClose={() => {
            setChanging(false);
          }}
        />
      )}
    </>
  );
}

/** Several people may work as one user of a machine. */
function NameField({ user, onUsed }: { readonly user: string; readonly onUsed: (() => void) | undefined }) {
  const { operator, setOperator } = usePreferences();
  const [typed, setTyped] = useState(operator);
  return (
    <form
      className={settings['name']}
      onSubmit={(event) => {
        event.preventDefault();
        setOperator(typed.trim());
        onUsed?.();
      }}
    >
      <TextInput
        label="Your name"
        description={
          <>
            It stands in the history beside what you do, as “name (by <bdi>{user}</bdi>)”. Empty: <bdi>{user}</bdi> alone.
          </>
        }
        placeholder={user}
        maxLength={100}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
        }}
      />
      <Button type="submit" variant={onUsed ? 'filled' : 'default'} disabled={typed.trim() === operator}>
        Use this name
      </Button>
    </form>
  );
}

function OwnPassword({ onClose }: { readonly onClose: () => void }) {
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
