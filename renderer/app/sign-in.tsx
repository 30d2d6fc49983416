import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { asSentence } from '../ui/numbers';
import { FailedPanel } from '../ui/panel-state';
import type { Shell } from './shell-context';
import classes from './sign-in.module.css';

/** Asks for the account of whoever came without the address that the host printed. */
export function SignIn({ signIn }: { readonly signIn: NonNullable<Shell['signIn']> }) {
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const submit = async (): Promise<void> => {
    setAsking(true);
    const why = await signIn.with(account.trim(), password);
    setAsking(false);
    setFault(why);
    // Every channel of this window is opened anew.
    if (why === null) window.location.reload();
  };
  return (
    <FailedPanel title="Sign in to this console">
      <p>An administrator gives you an account, with its role. Whoever started the host opens the address that it printed instead.</p>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextInput
          label="Account"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          value={account}
          data-autofocus
          onChange={(event) => {
            setAccount(event.currentTarget.value);
          }}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          value={password}
          error={fault === null ? null : asSentence(fault)}
          maxLength={1_000}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
          }}
        />
        <Button type="submit" variant="filled" loading={isAsking} disabled={account.trim() === '' || password === ''}>
          Sign in
        </Button>
      </form>
    </FailedPanel>
  );
}
