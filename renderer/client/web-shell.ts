import type { Shell } from '../app/shell-context';
import { webChannel } from './web-channel';

/** A browser that was given the console by its host. */
export function webShell(): Shell {
  const url = new URL(window.location.href);
  const base = `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.host}`;
  return {
    kind: 'web',
    connect: (purpose, network) => webChannel(base, purpose, network),
    // What the server says when it will not have us at all: a wrong or missing token, or another page's origin.
    isRefusal: (reason) => reason.startsWith('refused: '),
    async saveFile(name, content) {
      const address = URL.createObjectURL(new Blob([content as BlobPart]));
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      URL.revokeObjectURL(address);
      return true;
    },
    openWindow: (hash) => {
      window.open(`${url.pathname}${url.search}${hash}`, '_blank', 'popup,width=1280,height=800');
    },
  };
}
