import { Tabs } from '@mantine/core';
import { addressOf, goTo, useAddress } from '../app/address';
import { FlapsView } from './flaps-view';
import { HandOverView } from './hand-over-view';
import { ImpairmentsView } from './impairments-view';
import { RecoveryPauses } from './recovery-pauses';
import classes from './recovery-screen.module.css';
import { StormView } from './storm-view';
import { WhatIfView } from './what-if-view';
import { WindowsView } from './windows-view';

const tabs = [
  ['impairments', 'Impairments', ImpairmentsView],
  ['storm', 'Restoration', StormView],
  ['what-if', 'What-if', WhatIfView],
  ['maintenance', 'Maintenance', WindowsView],
  ['flaps', 'Flapping', FlapsView],
  ['hand-over', 'Hand-over', HandOverView],
] as const;

/** What is impaired and what is done about it; what would be, and what is planned; what the next shift is handed. */
export function RecoveryScreen() {
  const { rest, query } = useAddress();
  const asked = query.get('tab');
  const [tab, , Shown] = tabs.find(([id]) => id === asked) ?? tabs[0];
  return (
    <div className={classes['screen']}>
      <div className={classes['bar']}>
        <Tabs
          className={classes['tabs'] ?? ''}
          value={tab}
          onChange={(next) => {
            // What is selected stays so between the two that show it.
            const kept = next === 'impairments' || next === 'storm' ? rest.slice(0, 1) : [];
            goTo(addressOf('recovery', kept, { tab: next === 'impairments' ? null : next }));
          }}
        >
          <Tabs.List aria-label="Of recovery">
            {tabs.map(([id, name]) => (
              <Tabs.Tab key={id} value={id}>
                {name}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <div className={classes['pauses']}>
          <RecoveryPauses />
        </div>
      </div>
      <Shown />
    </div>
  );
}
