import type { Shell } from '../app/shell-context';
import { accountNeeded, noAccess, signIn, signOut, takeToken, webChannel } from './web-channel';

/** A browser that was given the console by its host. */
export function webShell(): Shell {
  takeToken();
  return {
    kind: 'web',
    connect: webChannel,
    isRefusal: (reason) => reason === noAccess || reason === accountNeeded,
    signIn: { isNeededFor: (reason) => reason === accountNeeded, with: signIn, end: signOut },
    async saveFile(name, content) {
      download(name, new Blob([content as BlobPart]));
      return true;
    },
    async beginFile(name) {
      // Each piece is handed to the browser's own store at once, which keeps large ones on disk.
      let whole = new Blob([]);
      return {
        async add(content) {
          whole = new Blob([whole, content]);
        },
        async finish() {
          download(name, whole);
          return true;
        },
        giveUp() {
          whole = new Blob([]);
        },
      };
    },
    openWindow: (hash) => {
      window.open(`${window.location.pathname}${hash}`, '_blank', 'popup,width=1280,height=800');
    },
  };
}

function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has to have begun to read it.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
