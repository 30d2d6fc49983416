import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect, useMemo, useState } from 'react';
import type { NetworkKind } from '../../core/contract/channel';
import { beforeNextPicture } from '../client/before-next-picture';
import { createConsoleClient, type ConsoleClient } from '../client/console-client';
import { pageTime } from '../client/page-time';
import { ClientContext } from '../client/use-client';
import { cssVariablesResolver, theme as mantineTheme } from '../ui/theme';
import { CarrierIdentities } from './carrier-identities';
import classes from './console.module.css';
import { FrameOrPage } from './frame-or-page';
import { followOtherWindows, usePreferences } from './preferences';
import { RefusalOnFocus } from './refusal-on-focus';
import { ShellContext, type Shell } from './shell-context';
import { keepNetwork, networkOfThisWindow } from './window-network';

/** The whole console, in whatever shell. */
export function Console({ shell }: { readonly shell: Shell }) {
  const theme = usePreferences((preferences) => preferences.theme);
  const [network, setNetwork] = useState<NetworkKind>(networkOfThisWindow);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(followOtherWindows, []);
  const shellInUse = useMemo(
    () => ({
      ...shell,
      network,
      setNetwork: (next: NetworkKind) => {
        keepNetwork(next);
        setNetwork(next);
      },
    }),
    [shell, network],
  );
  return (
    <MantineProvider
      theme={mantineTheme}
      cssVariablesResolver={cssVariablesResolver}
      forceColorScheme={theme === 'light' ? 'light' : 'dark'}
    >
      <ShellContext value={shellInUse}>
        <Connected key={network} shell={shell} network={network}>
          <CarrierIdentities>
            <FrameOrPage />
            <RefusalOnFocus />
          </CarrierIdentities>
        </Connected>
        <Notifications position="bottom-right" autoClose={8_000} containerWidth={380} className={classes['notices'] ?? ''} />
      </ShellContext>
    </MantineProvider>
  );
}

function Connected({
  shell,
  network,
  children,
}: {
  readonly shell: Shell;
  readonly network: NetworkKind;
  readonly children: React.ReactNode;
}) {
  const [client] = useState(() => clientOf(shell, network));
  useEffect(() => {
    client.open();
    return client.close;
  }, [client]);
  return <ClientContext value={client}>{children}</ClientContext>;
}

const clientOf = (shell: Shell, network: NetworkKind): ConsoleClient =>
  createConsoleClient({
    connect: () => shell.connect('console', network),
    isRefusal: shell.isRefusal,
    ...pageTime,
    onFrame: beforeNextPicture,
    program: 'console',
  });
