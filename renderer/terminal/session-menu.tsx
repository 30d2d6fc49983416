import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconClipboard,
  IconColumns2,
  IconCopy,
  IconDots,
  IconDownload,
  IconPlayerRecord,
  IconPlugConnected,
  IconX,
} from '@tabler/icons-react';
import { useShell } from '../app/shell-context';
import { askToClose } from './closing-question';
import type { LiveSession } from './live-session';
import { isLive, mostPanes, splitTab, useTerminals, type Tab } from './sessions';

interface SessionMenuProps {
  readonly tab: Tab;
  readonly session: LiveSession;
  readonly onPaste: (text: string) => void;
}

/** Says so where it cannot be. */
export function copySelected(session: LiveSession): void {
  session.screen.copy().catch(() => {
    notifications.show({
      title: 'Not copied',
      message: 'The window may not write the clipboard: allow it for this address in the browser, then copy again.',
      color: 'red',
    });
  });
}

export function SessionMenu({ tab, session, onPaste }: SessionMenuProps) {
  const shell = useShell();
  const panes = useTerminals((terminals) => terminals.panes);
  const own = panes.find(({ tabIds }) => tabIds.includes(tab.id));
  const isAlone = panes.length === 1 && own?.tabIds.length === 1;
  const isRecording = tab.recordedBytes !== null;
  const save = async (content: string | Uint8Array, kind: string): Promise<void> => {
    const name = `${tab.title.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60)}-${kind}-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '')}.log`;
    try {
      if (await shell.saveFile(name, content)) notifications.show({ message: `Saved as ${name}` });
    } catch (error) {
      notifications.show({ title: 'Not saved', message: String(error), color: 'red', autoClose: false });
    }
  };
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="More">
          <ActionIcon aria-label={`More of the session at ${tab.title}`}>
            <IconDots size={14} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={14} />}
          rightSection={<kbd>Ctrl Shift C</kbd>}
          onClick={() => {
            copySelected(session);
          }}
        >
          Copy what is selected
        </Menu.Item>
        <Menu.Item
          leftSection={<IconClipboard size={14} />}
          disabled={tab.state.kind !== 'open'}
          onClick={() => {
            navigator.clipboard.readText().then(onPaste, () => {
              notifications.show({ message: 'The window may not read the clipboard: paste with Ctrl+V, or Shift+Insert.' });
            });
          }}
        >
          Paste
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconDownload size={14} />}
          onClick={() => {
            void save(session.screen.text(), 'screen');
          }}
        >
          Save what stands here
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlayerRecord size={14} />}
          onClick={() => {
            if (isRecording) void save(session.stopRecording(), 'session');
            else session.startRecording();
          }}
        >
          {isRecording ? 'Stop and save the file' : 'Write to a file from now on'}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconColumns2 size={14} />}
          disabled={isAlone}
          onClick={() => {
            splitTab(tab.id);
          }}
        >
          {panes.length < mostPanes && (own?.tabIds.length ?? 0) > 1 ? 'Beside the others' : 'To the other side'}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlugConnected size={14} />}
          disabled={isLive(tab.state)}
          onClick={() => {
            session.reconnect();
          }}
        >
          Connect again
        </Menu.Item>
        <Menu.Item
          leftSection={<IconX size={14} />}
          onClick={() => {
            askToClose(tab.id);
          }}
        >
          Close the session
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
