import type { MenuItemConstructorOptions } from 'electron';
import type { NativeAction } from '../../renderer/client/native';
import { deepLinkScreens } from './deep-links';

export interface MenuPorts {
  /** As Node names it. */
  readonly platform: string;
  /** Built and installed: without the tools for developers. */
  readonly isPackaged: boolean;
  /** To the window in front; opens one where there is none. */
  readonly act: (action: NativeAction) => void;
  readonly openWindow: (address: string) => void;
  readonly openFolder: (what: 'configuration' | 'data') => void;
  readonly about: () => void;
}

/** The application's menu. Keys that a page listens to itself are shown here and not taken from it. */
export function menuTemplate({ platform, isPackaged, act, openWindow, openFolder, about }: MenuPorts): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  /** On a Mac the menu takes the key, and the page does not hear it; elsewhere the page does. */
  const ofPage = (accelerator: string) => ({ accelerator, registerAccelerator: isMac });
  const aboutItem: MenuItemConstructorOptions = { id: 'about', label: 'About Longlines', click: about };
  return [
    ...(isMac
      ? [
          {
            label: 'Longlines',
            submenu: [aboutItem, separator, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, separator, { role: 'quit' }],
          } satisfies MenuItemConstructorOptions,
        ]
      : []),
    {
      label: '&File',
      submenu: [
        {
          id: 'new-window',
          label: 'New window',
          accelerator: 'CmdOrCtrl+Shift+N',
          click: () => {
            openWindow('#/');
          },
        },
        separator,
        {
          id: 'configuration-folder',
          label: 'Show the configuration',
          click: () => {
            openFolder('configuration');
          },
        },
        {
          id: 'data-folder',
          label: 'Show the store',
          click: () => {
            openFolder('data');
          },
        },
        separator,
        // Closing a window ends nothing but the window: the last one, on Linux and Windows, ends the console.
        { role: 'close' },
        ...(isMac ? [] : [{ role: 'quit', id: 'quit' } satisfies MenuItemConstructorOptions]),
      ],
    },
    { role: 'editMenu', label: '&Edit' },
    {
      label: '&View',
      submenu: [
        ...screens.map(({ id, name }, index): MenuItemConstructorOptions => ({
          id: `show-${id}`,
          label: name,
          ...ofPage(`Alt+${index + 1}`),
          click: () => {
            act({ kind: 'go', to: `#/${id}` });
          },
        })),
        separator,
        {
          id: 'palette',
          label: 'Find or do…',
          ...ofPage('CmdOrCtrl+K'),
          click: () => {
            act({ kind: 'palette' });
          },
        },
        {
          id: 'settings',
          label: 'Settings',
          click: () => {
            act({ kind: 'go', to: '#/settings' });
          },
        },
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : ([separator, { role: 'reload' }, { role: 'toggleDevTools' }] satisfies MenuItemConstructorOptions[])),
      ],
    },
    {
      label: '&Window',
      role: 'window',
      submenu: [
        ...screens.map(({ id, name }): MenuItemConstructorOptions => ({
          id: `window-${id}`,
          label: `${name} in a window of its own`,
          click: () => {
            openWindow(`#/${id}`);
          },
        })),
        separator,
        { role: 'minimize' },
        ...(isMac ? ([{ role: 'zoom' }, separator, { role: 'front' }] satisfies MenuItemConstructorOptions[]) : []),
      ],
    },
    {
      label: '&Help',
      role: 'help',
      submenu: [
        {
          id: 'keys',
          label: 'Keys',
          ...ofPage('Shift+?'),
          click: () => {
            act({ kind: 'keys' });
          },
        },
        {
          id: 'practise',
          label: 'Practise',
          click: () => {
            act({ kind: 'go', to: '#/practise' });
          },
        },
        ...(isMac ? [] : [separator, aboutItem]),
      ],
    },
  ];
}

const separator = { type: 'separator' } as const;

/** In the order of the console's rail. */
const screens: readonly { readonly id: string; readonly name: string }[] = deepLinkScreens.map((id) => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
}));
