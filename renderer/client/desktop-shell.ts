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
    saveFile: (name, content) => isSaved(name, native.saveFile({ name, content })),
    savePdf: (name) => isSaved(name, native.savePdf(name)),
    async beginFile(name) {
      const begun = await native.beginFile(name).catch((error: unknown) => ({ kind: 'failed', message: wordsOf(error) }) as const);
      if (begun.kind === 'failed') tellUnsaved(name, begun.message);
      if (begun.kind !== 'begun') return null;
      const { file } = begun;
      return {
        add: (content) => native.addToFile(file, content),
        finish: () => isSaved(name, native.endFile(file, true)),
        giveUp: () => {
          // Without it the shell gives the file up when the window closes.
          native.endFile(file, false).catch(() => undefined);
        },
      };
    },
    openWindow: (hash, network) => {
      native.openWindow({ to: hash, network }).catch((error: unknown) => {
        notifications.show({ color: 'red', title: 'No window opened', message: wordsOf(error) });
      });
    },
  };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function tellUnsaved(name: string, message: string): void {
  notifications.show({ color: 'red', title: `${name} is not saved`, message, autoClose: false });
}

async function isSaved(name: string, saving: Promise<SaveOutcome>): Promise<boolean> {
  const outcome = await saving.catch((error: unknown): SaveOutcome => ({ kind: 'failed', message: wordsOf(error) }));
  if (outcome.kind === 'failed') tellUnsaved(name, outcome.message);
  return outcome.kind === 'saved';
}
