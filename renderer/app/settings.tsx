import { Button, Radio, Stack, TextInput } from '@mantine/core';
import { useConnection } from '../client/use-client';
import { addressOf } from './address';
import { useOperator } from './operator';
import { OutgoingConnections } from './outgoing-connections';
import { themes, usePreferences } from './preferences';
import classes from './settings.module.css';

const themeWords = { dark: 'Dark, for a dim room', light: 'Light', contrast: 'High contrast' } as const;

/** What this window looks like, in whose name it acts, and what it stands on. */
export function Settings() {
  const { theme, setTheme, setOperator } = usePreferences();
  const operator = useOperator();
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
        <h2>Operator</h2>
        <TextInput
          label="Your name"
          description="It stands in the history beside what you do. Empty: the user of the host."
          placeholder={operator}
          defaultValue={usePreferences.getState().operator}
          maxLength={100}
          w={320}
          onBlur={(event) => {
            setOperator(event.currentTarget.value.trim());
          }}
        />
      </section>
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
