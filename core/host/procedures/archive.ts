import { answer, type Handlers } from './serving';

export const archiveHandlers: Handlers<'history.tail' | 'history.verify' | 'history.export-head' | 'backup'> = {
  'history.tail': async ({ host }, { count }) => answer(await host.history(count)),
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
  async backup({ host }, { file, overwrite }, { signal, onProgress }) {
    const { file: written, bytes } = await host.backup(file, {
      signal,
      ...(overwrite === undefined ? {} : { overwrite }),
      onProgress: ({ step, done, total }) => {
        onProgress({ text: step === 'copying' ? 'pages copied' : 'tables checked', done, total });
      },
    });
    return answer({ file: written, bytes });
  },
};
