import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { FailedPanel } from '../ui/panel-state';
import type { Shell } from './shell-context';
import classes from './sign-in.module.css';

/** Asks for the password of a console that is served beyond its own machine. */
export function SignIn({ signIn }: { readonly signIn: NonNullable<Shell['signIn']> }) {
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const submit = async (): Promise<void> => {
    setAsking(true);
    const why = await signIn.with(password);
    setAsking(false);
    setFault(why);
    // Every channel of this window is opened anew.
    if (why === null) window.location.reload();
  };
  return (
    <FailedPanel title="This console asks for its password">
      <p>It is served beyond its own machine. Whoever runs it knows the password.</p>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          value={password}
          error={fault}
          data-autofocus
          onChange={(event) => {
            setPassword(event.currentTarget.value);
          }}
        />
        <Button type="submit" variant="filled" loading={isAsking} disabled={password === ''}>
          Sign in
        </Button>
      </form>
    </FailedPanel>
  );
}
