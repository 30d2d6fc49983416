import { IconFileDots, IconSchool, IconSettings } from '@tabler/icons-react';
import { useImpairmentGroups } from '../recovery/use-impairment-groups';
import { MarkShape } from '../ui/state-mark';
import { addressOf, useAddress } from './address';
import classes from './rail.module.css';
import { firstScreen, screens } from './screens';
import { counted } from '../ui/numbers';
import { useLeftOpen } from '../wizards/left-open-drafts';
import { leftOpenAddress } from '../wizards/wizard-address';

export function Rail() {
  const { screen } = useAddress();
  const shown = screen === '' ? firstScreen : screen;
  const leftOpen = useLeftOpen().length;
  // As Recovery and the status bar count: what broke together is one event.
  const critical = useImpairmentGroups().filter(({ members }) =>
    members.some(({ severity, handling }) => severity === 'critical' && handling.acknowledgedBy === null),
  ).length;
  return (
    <nav className={classes['rail']} aria-label="Screens">
      <svg
        className={classes['logo']}
        viewBox="0 0 28 28"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M4 20h20M4 14h7l6-6h7" />
        <circle cx="4" cy="14" r="2" fill="currentColor" stroke="none" />
        <circle cx="24" cy="8" r="2" fill="currentColor" stroke="none" />
      </svg>
      {screens.map(({ id, name, icon: Icon }) => (
        <a key={id} href={addressOf(id)} aria-current={id === shown ? 'page' : undefined}>
          <Icon size={20} stroke={1.75} />
          {name}
          {id === 'recovery' && critical > 0 && (
            <span className={classes['count']} aria-label={`${critical} critical ${critical === 1 ? 'event' : 'events'}, not acknowledged`}>
              <MarkShape mark={{ severity: 'critical' }} size={7} />
              {critical}
            </span>
          )}
        </a>
      ))}
      <span className={classes['end']}>
        <a href={leftOpenAddress} aria-current={shown === 'wizard' ? 'page' : undefined}>
          <IconFileDots size={18} stroke={1.75} />
          Left open
          {leftOpen > 0 && (
            <span className={classes['leftOpen']} aria-label={counted(leftOpen, 'draft')}>
              {leftOpen}
            </span>
          )}
        </a>
        <a href={addressOf('practise')} aria-current={shown === 'practise' ? 'page' : undefined}>
          <IconSchool size={18} stroke={1.75} />
          Practise
        </a>
        <a href={addressOf('settings')} aria-current={shown === 'settings' ? 'page' : undefined}>
          <IconSettings size={18} stroke={1.75} />
          Settings
        </a>
      </span>
    </nav>
  );
}
