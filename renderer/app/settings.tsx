import { Button, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useConnection } from '../client/use-client';
import { Accounts } from './accounts';
import { addressOf } from './address';
import { KeptSecrets } from './kept-secrets';
import { OwnPassword } from './own-password';
import { OutgoingConnections } from './outgoing-connections';
import { themes, usePreferences } from './preferences';
import classes from './settings.module.css';
import { useMay } from './use-may';
import { WhoWorks } from './who-works';

const themeWords = { dark: 'Dark, for a dim room', light: 'Light', contrast: 'High contrast' } as const;

/** What this window looks like, who works in it, who else may, and what it stands on. */
export function Settings() {
  const { theme, setTheme } = usePreferences();
  const isAdministrator = useMay().whyNot('accounts.list') === null;
  const [isChanging, setChanging] = useState(false);
  const connection = useConnection();
  const hello = connection.kind === 'up' ? connection.hello : null;
  return (
    <div className={classes['page']}>
      <section>
        <h2>Look</h2>
        <Radio.Group
          label="Theme"
          value={theme}
          onChange={(value) => {
            const chosen = themes.find((each) => each === value);
            if (chosen) setTheme(chosen);
          }}
        >
          <Stack gap="sm" mt="xs">
            {themes.map((each) => (
              <Radio key={each} value={each} label={themeWords[each]} size="xs" />
            ))}
          </Stack>
        </Radio.Group>
      </section>
      <section>
        <h2>Who works here</h2>
        <WhoWorks
          onChangePassword={() => {
            setChanging(true);
          }}
        />
        {isChanging && (
          <OwnPassword
            onClose={() => {
              setChanging(false);
            }}
          />
        )}
      </section>
      {isAdministrator && (
        <>
          <section className={classes['wide'] ?? ''} aria-label="Accounts">
            <h2>Accounts</h2>
            <Accounts />
          </section>
          <section className={classes['wide'] ?? ''} aria-label="Secrets">
            <h2>Secrets</h2>
            <KeptSecrets />
          </section>
        </>
      )}
      <section>
        <h2>Host</h2>
        <dl className={classes['facts']}>
          <dt>Longlines</dt>
          <dd>{hello?.program ?? 'unknown'}</dd>
          <dt>Store</dt>
          <dd className="mono">{hello?.store ?? 'unknown'}</dd>
          <dt>Process</dt>
          <dd>{hello?.pid ?? 'unknown'}</dd>
        </dl>
      </section>
      <section>
        <h2>Work in the field</h2>
        <p className={classes['words']}>
          A part of the network in one sealed file, to plan with where there is no network, and the way back of what was changed there.
        </p>
        <Button component="a" href={addressOf('field-packs')}>
          Field packs…
        </Button>
      </section>
      <section className={classes['wide'] ?? ''} aria-label="Outgoing connections">
        <h2>Outgoing connections</h2>
        <OutgoingConnections />
      </section>
    </div>
  );
}
