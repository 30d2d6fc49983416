import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useClient, useConnection } from '../client/use-client';
import { usePreferences } from './preferences';
import { roleWords } from './role-words';
import settings from './settings.module.css';
import { useShell } from './shell-context';

/** Whom the host takes to be at work here, and what he may do. `onUsed`: another name was chosen. */
export function WhoWorks({ onChangePassword, onUsed }: { readonly onChangePassword: () => void; readonly onUsed?: () => void }) {
  const client = useClient();
  useConnection();
  const { signIn } = useShell();
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
          <Button onClick={onChangePassword}>Change password</Button>
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
