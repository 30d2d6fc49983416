import type { Clock } from '../../model/clock';
import type { LatencyCheck } from '../../model/latency-check';
import type { CarrierInventory } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import { createAlarmBoard } from './alarms';
import { createFullReader, type CarrierDocuments } from './full-read';
import { learn } from './knowledge';
import { checkLatencies } from './latency-check';
import { standardLimits } from './limits';
import { marksOfLinks, namesOfNodes, type LinkMark, type NodeName } from './offered-names';
import { createRestconfClient } from './restconf/client';
import { discover } from './restconf/discovery';
import type { TlsIdentity } from './restconf/identity';
import type { Dialect } from './versions/dialect';

export interface ReadOnce {
  readonly url: string;
  readonly tls: TlsIdentity;
  readonly tapiVersion: CarrierMapping['tapiVersion'];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onStep: (text: string) => void;
}

/** What a manager said when it was read once; how it is understood is up to the mapping table. */
export interface ManagerReading {
  readonly atMs: number;
  readonly dialect: Dialect;
  readonly doubt: string | null;
  readonly documents: CarrierDocuments;
}

export type ReadOnceOutcome =
  { readonly kind: 'read'; readonly reading: ManagerReading } | { readonly kind: 'failed'; readonly reason: string };

/** Reads everything that a manager has, as a link does when it comes up, without subscribing to anything: at the manager nothing is changed. */
export async function readManagerOnce({ url, tls, tapiVersion, clock, signal, onStep }: ReadOnce): Promise<ReadOnceOutcome> {
  const client = createRestconfClient(url, tls, standardLimits, clock);
  const abandon = (): void => void client.close();
  signal.addEventListener('abort', abandon);
  try {
    onStep('asking what it speaks');
    const discovery = await discover(client, tapiVersion);
    if (discovery.kind === 'failed') return discovery;
    const { root, dialect, doubt } = discovery;
    onStep('reading its inventory');
    const outcome = await createFullReader(client, root, dialect).read(false);
    if (outcome.kind === 'failed') return outcome;
    if (outcome.kind === 'unchanged')
      return {
        kind: 'failed',
        reason: 'the manager answered "not modified" to a read that was not conditional: the carrier has to correct it',
      };
    return { kind: 'read', reading: { atMs: clock.now(), dialect, doubt, documents: outcome.documents } };
  } finally {
    signal.removeEventListener('abort', abandon);
    await client.close();
  }
}

/** A reading as a mapping table understands it, and what there is to choose from in that table. */
export interface UnderstoodReading {
  readonly inventory: CarrierInventory;
  readonly latencyCheck: LatencyCheck;
  readonly linkMarks: readonly LinkMark[];
  readonly nodeNames: readonly NodeName[];
}

/** Pure. */
export function understand({ dialect, doubt, documents }: ManagerReading, mapping: CarrierMapping): UnderstoodReading {
  const { known, warnings } = learn(documents, [], createAlarmBoard(mapping.alarms), { dialect, mapping });
  const { nodes, ports, resources } = known.interpretation;
  const doubts = doubt === null ? [] : [{ subject: 'ietf-yang-library', message: doubt }];
  return {
    inventory: { nodes, ports, resources, services: known.services, warnings: [...doubts, ...warnings] },
    latencyCheck: checkLatencies(
      known.snapshot,
      known.interpretation.index,
      new Map(nodes.map((node) => [node.uuid, node])),
      mapping.latency,
    ),
    linkMarks: marksOfLinks(known.snapshot),
    nodeNames: namesOfNodes(known.snapshot),
  };
}
