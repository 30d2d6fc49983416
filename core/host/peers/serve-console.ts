import type { Channel, NetworkKind } from '../../contract/channel';
import { protocolVersion } from '../../contract/frames';
import { callProcedure } from '../procedures/call-procedure';
import type { Serving } from '../procedures/serving';
import { servePeer, standardPeerLimits, type PeerLimits } from './serve-peer';

/** Of whom a peer is told: which network it sees, and whom it is taken to be until it says otherwise. */
export interface ConsoleGreeting {
  readonly network?: NetworkKind;
  readonly user?: string;
}

/** Serves the contract over a channel, until it closes or the host ends. */
export function serveConsole(
  serving: Serving,
  channel: Channel,
  greeting: ConsoleGreeting,
  ending: AbortSignal,
  limits: PeerLimits = standardPeerLimits,
): Promise<void> {
  const { version, store, pid, clock } = serving;
  return servePeer(
    channel,
    {
      hello: { protocol: protocolVersion, program: version, store, pid, ...greeting },
      clock,
      limits,
      carryOut: (name, input, call) => callProcedure(serving, name, input, call),
      watch: (topic, watcher) => serving.host.watchTopic(topic, watcher, { version, pid, store, isHost: serving.connect !== null }),
    },
    ending,
  );
}
