import { Button, Group, Modal, Text } from '@mantine/core';
import { create } from 'zustand';
import { closeTab, isLive, useTerminals } from './sessions';

const useClosing = create<{ readonly id: string | null }>()(() => ({ id: null }));

/** Closes a tab; one whose session is open only after the operator has said so. */
export function askToClose(id: string): void {
  const tab = useTerminals.getState().tabs.get(id);
  if (!tab) return;
  if (isLive(tab.state)) useClosing.setState({ id });
  else closeTab(id);
}

export function ClosingQuestion() {
  const id = useClosing((closing) => closing.id);
  const tab = useTerminals((terminals) => (id === null ? undefined : terminals.tabs.get(id)));
  const leave = (): void => {
    useClosing.setState({ id: null });
  };
  return (
    <Modal opened={tab !== undefined} onClose={leave} title={`Close the session at ${tab?.title ?? ''}`} size="sm">
      <Text size="sm" c="dimmed">
        It is open. Closed, it ends at the switch too, with what runs in it; what stands on its screen is gone unless you save it first.
      </Text>
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button
          onClick={() => {
            leave();
            if (id !== null) closeTab(id);
          }}
        >
          Close the session
        </Button>
        <Button variant="filled" data-autofocus onClick={leave}>
          Keep it open
        </Button>
      </Group>
    </Modal>
  );
}
