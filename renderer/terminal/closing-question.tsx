import { create } from 'zustand';
import { Confirm } from '../ui/confirm';
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
    <Confirm
      isOpen={tab !== undefined}
      title={`Close the session at ${tab?.title ?? ''}`}
      act="Close the session"
      keep="Keep it open"
      isCutting
      onConfirm={() => {
        if (id !== null) closeTab(id);
      }}
      onClose={leave}
    >
      It is open. Closed, it ends at the switch too, with what runs in it; what stands on its screen is gone unless you save it first.
    </Confirm>
  );
}
