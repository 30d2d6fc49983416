import type { Channel, NetworkKind, Purpose } from '../../core/contract/channel';

/** A channel of the web shell: one WebSocket. `reason` of a close is what the server said. */
export function webChannel(url: string, purpose: Purpose, network: NetworkKind): Channel {
  const socket = new WebSocket(`${url}/${purpose}?network=${network}`);
  socket.binaryType = 'arraybuffer';
  const early: (string | Uint8Array)[] = [];
  let isOver = false;
  let heard: ((message: string | Uint8Array) => void) | null = null;
  let closed: ((reason: string) => void) | null = null;
  const end = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    closed?.(reason);
  };
  socket.onopen = () => {
    for (const message of early.splice(0)) socket.send(message as string | Uint8Array<ArrayBuffer>);
  };
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => heard?.(typeof data === 'string' ? data : new Uint8Array(data));
  socket.onclose = ({ reason }) => {
    end(reason === '' ? 'the host cannot be reached' : reason);
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
