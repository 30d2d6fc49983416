import type { Channel, NetworkKind } from '../../contract/channel';
import { protocolVersion } from '../../contract/frames';
import type { Peer } from '../../contract/roles';
import { callProcedure } from '../procedures/call-procedure';
import type { Serving } from '../procedures/serving';
import { servePeer, standardPeerLimits, type PeerLimits } from './serve-peer';

/** What a peer is told: which network it sees, and whom it is taken to be. */
export interface ConsoleGreeting {
  readonly network?: NetworkKind;
  readonly peer: Peer;
}

/** Serves the contract over a channel, until it closes or the host ends. */
export function serveConsole(
  serving: Serving,
  channel: Channel,
  { network, peer }: ConsoleGreeting,
  ending: AbortSignal,
  limits: PeerLimits = standardPeerLimits,
): Promise<void> {
  const { version, store, pid, clock } = serving;
  const { account: user, role, kind, isBeyond } = peer;
  return servePeer(
    channel,
    {
      hello: { protocol: protocolVersion, program: version, store, pid, ...(network && { network }), user, role, peer: kind, isBeyond },
      clock,
      limits,
      carryOut: (name, input, call) => callProcedure(serving, name, input, { ...call, peer }),
      watch: (topic, watcher) => serving.host.watchTopic(topic, watcher, { version, pid, store, isHost: serving.connect !== null }),
    },
    ending,
  );
}
