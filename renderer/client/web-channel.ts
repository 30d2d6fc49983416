import type { Channel, NetworkKind, Purpose } from '../../core/contract/channel';

/** Why channels are refused, as `connect` tells it. */
export const noAccess =
  'this browser has no access: open the address that was printed in the terminal where the console was started ("npm start" or "longlines serve")';
export const accountNeeded = 'this console is for who has an account';

const tokenKey = 'longlines.token';
/** Which network a window shows (`console.tsx`). */
const networkKey = 'longlines.network';
const keptToken = (): string => localStorage.getItem(tokenKey) ?? '';

/**
 * The address that `npm start` and `longlines serve` print has the token of its launch in the fragment, which no server and no log sees. It is taken out of the address
 * bar, and kept for this origin (with its port), so that other tabs and windows get in too.
 */
export function takeToken(): void {
  const [, token, network] = /^#token=([\w-]+)(?:&network=(live|practice))?$/.exec(window.location.hash) ?? [];
  if (token === undefined) return;
  localStorage.setItem(tokenKey, token);
  if (network !== undefined) sessionStorage.setItem(networkKey, network);
  history.replaceState(null, '', window.location.pathname);
}

/** A browser does not say why a WebSocket was refused; null: not because of the token. */
async function whyRefused(token: string): Promise<string | null> {
  try {
    const response = await fetch('/session', { headers: { authorization: `Bearer ${token}` }, cache: 'no-store' });
    if (response.status !== 401 && response.status !== 429) return null;
    const { takesAccounts } = (await response.json()) as { readonly takesAccounts: boolean };
    return takesAccounts ? accountNeeded : noAccess;
  } catch {
    return null;
  }
}

/** Signs in where the server has accounts. Null: signed in, and channels that are opened from now on are let in; else why not. */
export async function signIn(account: string, password: string): Promise<string | null> {
  try {
    const response = await fetch('/session', { method: 'POST', body: JSON.stringify({ account, password }) });
    if (response.status === 429) return 'too many wrong passwords: wait a minute, then try again';
    if (response.status === 503)
      return 'the accounts of this console cannot be read: ask who runs it to mend their file, which the host names';
    if (!response.ok) return 'there is no such account, or the password is another one: correct it';
    const { token } = (await response.json()) as { readonly token: string };
    localStorage.setItem(tokenKey, token);
    return null;
  } catch {
    return 'the host cannot be reached: try again once it runs';
  }
}

/** What was signed in here is worth nothing any more; the host closes its channels. */
export async function signOut(): Promise<void> {
  const token = keptToken();
  localStorage.removeItem(tokenKey);
  // Where the host cannot be reached, nobody else has the token.
  await fetch('/session', { method: 'DELETE', headers: { authorization: `Bearer ${token}` } }).catch(() => undefined);
}

/** A channel of the web shell: one WebSocket. `reason` of a close is what the server said, or `noAccess`, `accountNeeded`. */
export function webChannel(purpose: Purpose, network: NetworkKind): Channel {
  const token = keptToken();
  const url = `${window.location.origin.replace(/^http/, 'ws')}/${purpose}?network=${network}`;
  // Without a token there is a second subprotocol all the same, so that the server has something to refuse.
  const socket = new WebSocket(url, ['longlines', token === '' ? 'none' : token]);
  socket.binaryType = 'arraybuffer';
  const early: (string | Uint8Array)[] = [];
  let wasOpen = false;
  let isOver = false;
  let heard: ((message: string | Uint8Array) => void) | null = null;
  let closed: ((reason: string) => void) | null = null;
  const end = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    closed?.(reason);
  };
  socket.onopen = () => {
    wasOpen = true;
    for (const message of early.splice(0)) socket.send(message as string | Uint8Array<ArrayBuffer>);
  };
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => heard?.(typeof data === 'string' ? data : new Uint8Array(data));
  socket.onclose = ({ reason }) => {
    const unreachable = 'the host cannot be reached';
    if (wasOpen) end(reason === '' ? unreachable : reason);
    else
      void whyRefused(token).then((why) => {
        end(why ?? unreachable);
      });
  };
  return {
    send(message) {
      if (socket.readyState === WebSocket.CONNECTING) early.push(message);
      else if (socket.readyState === WebSocket.OPEN) socket.send(message as string | Uint8Array<ArrayBuffer>);
    },
    onMessage: (listener) => void (heard = listener),
    onClose: (listener) => void (closed = listener),
    close() {
      isOver = true;
      socket.close();
    },
  };
}
