import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { AccountShown } from '../../core/contract/accounts';
import type { Channel } from '../../core/contract/channel';
import type { Peer } from '../../core/contract/roles';
import type { Role } from '../../core/model/role';
import { createAccess, type Access, type AccessPorts } from '../access';
import { webLimits, type WebLimits } from '../limits';
import { startWebServer, type WebServer } from '../start-web-server';
import type { StaticFile } from '../static-files';

export interface Served {
  readonly server: WebServer;
  readonly access: Access;
  readonly port: number;
  /** What was opened: purpose and network. */
  readonly opened: readonly string[];
  /** For whom. */
  readonly peers: readonly Peer[];
  /** The one account gets another role, as another window would have it. */
  readonly changeAccount: (role: Role) => void;
  readonly faults: readonly unknown[];
  /** A browser with its own page and a token: that of the launch, usually. */
  readonly socket: (path?: string, token?: string) => Promise<WebSocket>;
}

/** Of the one account. */
export const credentials = { account: 'zoe', password: 'correct horse battery' };

/** A console whose channels say back what they hear; over when the test is. */
export async function served(
  limits: Partial<WebLimits> = {},
  open: (channel: Channel) => void = echo,
  accountsOf: AccessPorts['accounts'] = null,
): Promise<Served> {
  const all = { ...webLimits, ...limits };
  const one = oneAccount();
  const accounts = accountsOf ?? one;
  const access = createAccess({ now: () => performance.now(), limits: all, user: 'ann', accounts });
  const [opened, peers, faults]: [string[], Peer[], unknown[]] = [[], [], []];
  const server = await startWebServer({
    ...{ host: '127.0.0.1', port: 0, tls: null, name: null, limits: all, access },
    files: new Map([
      ['/index.html', file('text/html; charset=utf-8', '<!doctype html>', false)],
      ['/assets/app-1.js', file('text/javascript; charset=utf-8', 'let a;', true)],
    ]),
    open: ({ purpose, network, peer }, channel, ending) => {
      peers.push(peer);
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
    ...{ server, access, port, opened, peers, faults },
    changeAccount: one.change,
    async socket(path = '/console', token = access.token) {
      const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${path}`, ['longlines', token], { origin: server.origin });
      await once(socket, 'open');
      return socket;
    },
  };
}

function oneAccount() {
  let account: AccountShown = { name: 'zoe', role: 'operator', createdAtMs: 1, changedAtMs: 1 };
  const listeners = new Set<(name: string) => void>();
  return {
    list: () => [account],
    find: (name: string) => (name === account.name ? account : undefined),
    check: async (name: string, given: string) => (name === credentials.account && given === credentials.password ? account : null),
    onChange: (listener: (name: string) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change: (role: Role) => {
      account = { ...account, role, changedAtMs: account.changedAtMs + 1 };
      for (const listener of listeners) listener(account.name);
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
