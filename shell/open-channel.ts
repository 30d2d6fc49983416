import type { Channel, NetworkKind, Purpose } from '../core/contract/channel';
import type { RunningNetwork } from './start-network';

/** The networks that a shell serves now. */
export interface Networks {
  /** null: it is not started. */
  get(kind: NetworkKind): RunningNetwork | null;
}

/** Serves a window's channel until it closes, its network ends, or `ending` is aborted; in both shells. */
export async function openChannel(
  networks: Networks,
  { purpose, kind }: { readonly purpose: Purpose; readonly kind: NetworkKind },
  channel: Channel,
  ending: AbortSignal,
): Promise<void> {
  const network = networks.get(kind);
  if (network === null) channel.close(`the ${kind} network is not started`);
  else await network.serve(purpose, channel, ending);
}
