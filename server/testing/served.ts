import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Channel } from '../../core/contract/channel';
import { createAccess, type Access } from '../access';
import { webLimits, type WebLimits } from '../limits';
import { startWebServer, type WebServer } from '../start-web-server';
import type { StaticFile } from '../static-files';

export interface Served {
  readonly server: WebServer;
  readonly access: Access;
  readonly port: number;
  /** What was opened: purpose and network. */
  readonly opened: readonly string[];
  readonly faults: readonly unknown[];
  /** A browser with its own page and the token. */
  readonly socket: (path?: string) => Promise<WebSocket>;
}

export const password = 'correct horse battery';

/** A console whose channels say back what they hear; over when the test is. */
export async function served(limits: Partial<WebLimits> = {}, open: (channel: Channel) => void = echo): Promise<Served> {
  const all = { ...webLimits, ...limits };
  const access = createAccess({ now: () => performance.now(), limits: all, isPassword: async (given) => given === password });
  const [opened, faults]: [string[], unknown[]] = [[], []];
  const server = await startWebServer({
    ...{ host: '127.0.0.1', port: 0, tls: null, name: null, limits: all, access },
    files: new Map([
      ['/index.html', file('text/html; charset=utf-8', '<!doctype html>', false)],
      ['/assets/app-1.js', file('text/javascript; charset=utf-8', 'let a;', true)],
    ]),
    open: (purpose, network, channel, ending) => {
      opened.push(`${purpose} ${network}`);
      open(channel);
      return new Promise((resolve) => {
        channel.onClose(() => {
          resolve();
        });
        ending.addEventListener('abort', () => {
          channel.close('the host is ending');
          resolve();
        });
      });
    },
    onFault: (fault) => faults.push(fault),
  });
  onTestFinished(() => server.close());
  const port = Number(new URL(server.origin).port);
  return {
    ...{ server, access, port, opened, faults },
    async socket(path = '/console') {
      const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${path}`, ['longlines', access.token], { origin: server.origin });
      await once(socket, 'open');
      return socket;
    },
  };
}

const echo = (channel: Channel): void => {
  channel.onMessage((message) => {
    channel.send(message);
  });
};

const file = (type: string, content: string, isImmutable: boolean): StaticFile => ({
  ...{ type, isImmutable, content: Buffer.from(content) },
  compressed: async () => null,
});
