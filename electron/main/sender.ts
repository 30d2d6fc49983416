/** Where our pages are; nothing else is ever loaded into a window. */
export const pageScheme = 'app';
export const pageHost = 'longlines';
export const pageOrigin = `${pageScheme}://${pageHost}`;

export const isOurPage = (address: string): boolean => {
  try {
    const url = new URL(address);
    // A scheme of our own has the opaque origin "null" here: scheme and host are looked at.
    return url.protocol === `${pageScheme}:` && url.host === pageHost && url.username === '' && url.password === '';
  } catch {
    return false;
  }
};

/** The one page that there is. */
export const isConsolePage = (address: string): boolean => isOurPage(address) && new URL(address).pathname === '/index.html';

/** As Electron tells of who sent a message. */
export interface Sent {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Why a message is not listened to; null: it is from the page of one of our windows. */
export function faultOfSender({ senderFrame }: Sent, isOurWindow: boolean): string | null {
  if (!isOurWindow) return 'it is from no window of this console';
  // Its frame has gone meanwhile, or has navigated: nobody can tell any more who it was.
  if (senderFrame === null) return 'who sent it cannot be told';
  if (senderFrame.parent !== null) return 'it is from a frame inside a page';
  return isOurPage(senderFrame.url) ? null : 'it is from a page that is not ours';
}
