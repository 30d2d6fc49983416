import { ActionIcon, Button, Menu, Popover, Tooltip, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconCircleHalf2, IconExternalLink, IconKeyboard, IconPlugConnectedX, IconSearch, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useClient, useConnection, useRow, useTable } from '../client/use-client';
import { openKeyList } from './frame-keys';
import { useOperator } from './operator';
import { OwnPassword } from './own-password';
import { themes, usePreferences } from './preferences';
import { useAddress } from './address';
import { firstScreen, screens } from './screens';
import { FieldBadge } from '../field/field-badge';
import { useShell } from './shell-context';
import { wizardOf } from '../wizards/wizard-list';
import classes from './top-bar.module.css';
import { WhoWorks } from './who-works';

export function TopBar() {
  const { screen, rest } = useAddress();
  const shell = useShell();
  const name = screen === 'wizard' ? (wizardOf(rest[0] ?? '')?.name ?? 'Left open') : nameOf(screen === '' ? firstScreen : screen);
  const draft = useRow('drafts', screen === 'wizard' ? (rest[1] ?? null) : null);
  const isLetIn = useConnection().kind !== 'refused';
  return (
    <header className={classes['bar']}>
      <h1 className={classes['name']}>
        {name}
        {draft && <span className={classes['subject']}>{draft.title}</span>}
      </h1>
      <UnstyledButton className={classes['search']} onClick={spotlight.open}>
        <IconSearch size={14} />
        <span className="ellipsis">Find an order, site, resource, circuit or action</span>
        <kbd>Ctrl K</kbd>
      </UnstyledButton>
      <div className={classes['right']}>
        {isLetIn && <LinkWord />}
        <Tooltip label="Keys (?)">
          <ActionIcon aria-label="Keys" onClick={openKeyList}>
            <IconKeyboard size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Open this screen in a window of its own">
          <ActionIcon
            aria-label="Open this screen in a window of its own"
            onClick={() => {
              shell.openWindow(window.location.hash, shell.network);
            }}
          >
            <IconExternalLink size={16} />
          </ActionIcon>
        </Tooltip>
        <ThemeMenu />
        {isLetIn && <Operator />}
      </div>
    </header>
  );
}

const nameOf = (id: string): string =>
  screens.find((each) => each.id === id)?.name ??
  (id === 'settings' ? 'Settings' : id === 'field-packs' ? 'Field packs' : id === 'practise' ? 'Practise' : 'Longlines');

/** What the window stands on: live, practice, or nothing that answers. */
function LinkWord() {
  const connection = useConnection();
  const { network } = useShell();
  const { rows, isWhole } = useTable('carriers');
  const carriers = [...rows.values()];
  const isOffline = connection.kind !== 'up' || (carriers.length > 0 && carriers.every(({ link }) => link !== 'up'));
  if (connection.kind === 'up' && isWhole && carriers.length === 0 && network === 'live')
    return (
      <span className={classes['live']}>
        <IconPlugConnectedX size={14} />
        NOT CONNECTED
      </span>
    );
  return (
    <>
      {network === 'field' && <FieldBadge />}
      {network === 'practice' && <span className={`${classes['live'] ?? ''} ${classes['practice'] ?? ''}`}>PRACTICE</span>}
      {isOffline ? (
        <span className={classes['live']}>
          <IconPlugConnectedX size={14} />
          OFFLINE
        </span>
      ) : (
        network === 'live' && <span className={classes['live']}>LIVE</span>
      )}
    </>
  );
}

const themeNames = { dark: 'Dark', light: 'Light', contrast: 'High contrast' } as const;

function ThemeMenu() {
  const { theme, setTheme } = usePreferences();
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="Theme">
          <ActionIcon aria-label="Theme">
            <IconCircleHalf2 size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {themes.map((each) => (
          <Menu.Item
            key={each}
            aria-current={each === theme}
            onClick={() => {
              setTheme(each);
            }}
          >
            {themeNames[each]}
            {each === theme ? ' ✓' : ''}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Who acts: his name stands in the history beside everything that is done here. */
function Operator() {
  const operator = useOperator();
  const [isOpen, setOpen] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const client = useClient();
  const role = client.lastHello()?.role;
  return (
    <>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus>
        <Popover.Target>
          <Button
            leftSection={<IconUser size={13} />}
            className={classes['operator'] ?? ''}
            aria-label={`Operator ${operator}${role === undefined ? '' : `, ${role}`}`}
            onClick={() => {
              setOpen(!isOpen);
            }}
          >
            <bdi className="ellipsis">{operator}</bdi>
            {role !== undefined && role !== 'administrator' && <span className={classes['role']}>, {role}</span>}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="md" w={340}>
          <WhoWorks
            onChangePassword={() => {
              // What is over the page is not to be in what closes when one clicks elsewhere.
              setOpen(false);
              setChanging(true);
            }}
            onUsed={() => {
              setOpen(false);
            }}
          />
        </Popover.Dropdown>
      </Popover>
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
