import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { protocolVersion } from '../../contract/frames';
import { temporaryFolder } from '../../store/testing/temporary-folder';
import { systemClock } from '../system-clock';
import { servePeer, standardPeerLimits } from '../peers/serve-peer';
import { lineChannel } from './line-channel';
import { standardLocalLimits } from './serve-locally';

const folder = temporaryFolder();

test('progress is not kept for a peer that does not read; its answer is', async () => {
  const address = join(folder, 'peer.sock');
  const server = createServer();
  const ending = new AbortController();
  await new Promise<void>((resolve) => void server.listen(address, resolve));
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const peer = connect(address).on('error', () => undefined);
  const [socket] = await accepted;
  onTestFinished(() => {
    peer.destroy();
    server.close();
  });

  const maxUnreadBytes = 10_000;
  const text = 'x'.repeat(1_000);
  let unread = 0;
  const served = servePeer(
    lineChannel(socket, systemClock, { ...standardLocalLimits, maxUnreadBytes }),
    {
      hello: { protocol: protocolVersion, program: '1', store: '/', pid: 1 },
      clock: systemClock,
      limits: { ...standardPeerLimits, maxUnreadBytes },
      watch: null,
      async carryOut(_name, _input, { onProgress }) {
        for (let done = 0; done < 5_000; done += 1) {
          onProgress({ text, done, total: null });
          unread = Math.max(unread, socket.writableLength);
        }
        return { kind: 'answer', output: 'done' };
      },
    },
    ending.signal,
  );
  let heard = '';
  const answered = new Promise<void>((resolve) => {
    peer.setEncoding('utf8').on('data', (piece: string) => {
      heard += piece;
      if (heard.includes('"ok"')) resolve();
    });
  });
  const lines = [{ hello: { protocol: protocolVersion, program: 'test' } }, { id: 1, call: 'status' }];
  peer.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await answered;
  expect(heard).toContain('{"id":1,"ok":"done"}');
  expect(heard).toContain('"progress"');
  // One frame may be begun while there is room.
  expect(unread).toBeLessThan(maxUnreadBytes + 2_000);
  peer.end();
  await served;
});
