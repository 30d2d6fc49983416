import type { BackupOptions } from '../../store/store';
import { answer, type Handlers } from './serving';

type BackupProgress = Parameters<NonNullable<BackupOptions['onProgress']>>[0];

export const archiveHandlers: Handlers<
  'history.tail' | 'history.find' | 'history.events' | 'history.verify' | 'history.export-head' | 'backup'
> = {
  'history.tail': async ({ host }, { count }) => answer(await host.history(count)),
  'history.find': async ({ host }, question, { signal }) => answer(await host.findHistory(question, signal)),
  'history.events': async ({ host }) => answer({ events: await host.historyEvents() }),
  async 'history.verify'({ host }, { keptHead, publicKey }, { signal, onProgress }) {
    return answer(
      await host.verifyHistory({
        signal,
        ...(keptHead === undefined ? {} : { keptHead }),
        ...(publicKey === undefined ? {} : { publicKey }),
        onProgress: ({ done, total }) => {
          onProgress({ text: 'records verified', done, total });
        },
      }),
    );
  },
  'history.export-head': async ({ host }) => answer({ head: await host.exportHead() }),
  async backup({ host }, { file, overwrite, by }, { signal, onProgress }) {
    const options = {
      signal,
      ...(overwrite === undefined ? {} : { overwrite }),
      onProgress: ({ step, done, total }: BackupProgress) => {
        onProgress({ text: step === 'copying' ? 'pages copied' : 'tables checked', done, total });
      },
    };
    const { file: written, bytes } = await host.backup(file, options, by);
    return answer({ file: written, bytes });
  },
};
