import type { Channel, NetworkKind, Purpose } from '../core/contract/channel';
import type { Peer } from '../core/contract/roles';
import { serveConsole } from '../core/host/peers/serve-console';
import { serveTerminal } from '../core/host/peers/serve-terminal';
import type { Serving } from '../core/host/procedures/serving';

/** The channels of one network's windows. */
export interface Channels {
  serve(purpose: Purpose, channel: Channel, peer: Peer, ending: AbortSignal): Promise<void>;
  /** Tells them that the host ends; resolves once nothing of them is under way. */
  close(): Promise<void>;
}

export function serveChannels(serving: Serving, kind: NetworkKind): Channels {
  const closing = new AbortController();
  const served = new Set<Promise<void>>();
  const open = (purpose: Purpose, channel: Channel, peer: Peer, ending: AbortSignal): Promise<void> => {
    switch (purpose) {
      case 'console':
        return serveConsole(serving, channel, { network: kind, peer }, ending);
      case 'terminal':
        return serveTerminal(channel, serving, peer, ending);
    }
  };
  return {
    async serve(purpose, channel, peer, ending) {
      const work = open(purpose, channel, peer, AbortSignal.any([ending, closing.signal]));
      served.add(work);
      try {
        await work;
      } finally {
        served.delete(work);
      }
    },
    async close() {
      closing.abort();
      await Promise.allSettled(served);
    },
  };
}
