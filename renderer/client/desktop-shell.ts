import { notifications } from '@mantine/notifications';
import type { Shell } from '../app/shell-context';
import { desktopChannels } from './desktop-channel';
import type { Native, SaveOutcome } from './native';

/** A window of the desktop shell. */
export function desktopShell(native: Native): Shell {
  return {
    kind: 'desktop',
    connect: desktopChannels(native),
    // The host is in the same program: there is nobody who could refuse us for good.
    isRefusal: () => false,
    async saveFile(name, content) {
      const outcome = await native
        .saveFile({ name, content })
        .catch((error: unknown): SaveOutcome => ({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }));
      if (outcome.kind === 'failed')
        notifications.show({ color: 'red', title: `${name} is not saved`, message: outcome.message, autoClose: false });
      return outcome.kind === 'saved';
    },
    openWindow: (hash, network) => {
      native.openWindow({ to: hash, network }).catch((error: unknown) => {
        notifications.show({ color: 'red', title: 'No window opened', message: error instanceof Error ? error.message : String(error) });
      });
    },
  };
}
