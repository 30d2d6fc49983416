import type { ElectronApplication } from '@playwright/test';

interface Shown {
  readonly message: string;
  readonly detail: string;
}

/** Puts answers in the place of the system's dialogs, which nobody could click here, and keeps what they said. */
export async function answerDialogs(
  electron: ElectronApplication,
  { button = 0 }: { readonly button?: number } = {},
): Promise<() => Promise<readonly Shown[]>> {
  await electron.evaluate(({ dialog }, response) => {
    const shown: Shown[] = [];
    (globalThis as unknown as { shownDialogs: Shown[] }).shownDialogs = shown;
    // Electron's takes a window first, or none.
    const answer = async (...given: unknown[]) => {
      const { message, detail = '' } = given.at(-1) as { message: string; detail?: string };
      shown.push({ message, detail });
      return { response, checkboxChecked: false };
    };
    dialog.showMessageBox = answer;
  }, button);
  return () => electron.evaluate(() => (globalThis as unknown as { shownDialogs: readonly Shown[] }).shownDialogs);
}
