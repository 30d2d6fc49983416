import WebSocket from 'ws';
import { protocolVersion } from '../../core/contract/frames';
import type { Topic } from '../../core/contract/live';

/** What the host tells of a topic now, to one who asks for the first time. */
export function freshSnapshot(
  { origin, token }: { readonly origin: string; readonly token: string },
  topic: Topic,
): Promise<ReadonlyMap<string, string>> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/console?network=live`, ['longlines', token], { origin });
    const rows = new Map<string, string>();
    socket.on('error', reject);
    socket.on('open', () => {
      socket.send(JSON.stringify({ hello: { protocol: protocolVersion, program: 'bench' } }));
    });
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as {
        readonly hello?: unknown;
        readonly seq: number;
        readonly put?: readonly { readonly id: string }[];
        readonly gone: readonly string[];
        readonly isWhole: boolean;
      };
      if (frame.hello) socket.send(JSON.stringify({ watch: 1, topic }));
      if (!frame.put) return;
      for (const row of frame.put) rows.set(row.id, JSON.stringify(row));
      for (const id of frame.gone) rows.delete(id);
      socket.send(JSON.stringify({ heard: 1, seq: frame.seq }));
      if (!frame.isWhole) return;
      socket.close();
      resolve(rows);
    });
  });
}
