import type { Channel, NetworkKind, Purpose } from '../core/contract/channel';
import type { Peer } from '../core/contract/roles';
import type { RunningNetwork } from './start-network';

/** The networks that a shell serves now. */
export interface Networks {
  /** null: it is not started. */
  get(kind: NetworkKind): RunningNetwork | null;
}

/** A WebSocket takes 123 bytes for a reason. */
const notStarted: Readonly<Record<NetworkKind, string>> = {
  live: 'the host is not started yet',
  practice: 'the practice network is not started: on the screen Practise, go back to the live network and start it',
  field: 'no field pack is open: on the screen Field packs, go back to the live network and open one',
};

/** Serves a window's channel until it closes, its network ends, or `ending` is aborted; in both shells. */
export async function openChannel(
  networks: Networks,
  { purpose, kind }: { readonly purpose: Purpose; readonly kind: NetworkKind },
  channel: Channel,
  peer: Peer,
  ending: AbortSignal,
): Promise<void> {
  const network = networks.get(kind);
  if (network === null) channel.close(notStarted[kind]);
  else await network.serve(purpose, channel, peer, ending);
}
