import type { LinkWarning } from '../carrier-link';
import { entries, isObject, member } from './json';
import type { JsonObject } from './json';
import { wordsOf } from './restconf/answer';
import type { RestconfClient } from './restconf/client';
import { mappedPorts } from './network-index';
import { isUsableUuid, uuidOf } from './snapshot';
import type { Snapshot } from './snapshot';

export interface DirtyObject {
  readonly kind: 'link' | 'node' | 'port';
  readonly uuid: string;
}

export interface ObjectReadsOutcome {
  /** Those that could not be read; their old state stands. */
  readonly failed: readonly DirtyObject[];
  readonly warnings: readonly LinkWarning[];
}

const context = 'tapi-common:context';

/** Reads the objects again, at most as many at a time as the client has connections, and puts them into the snapshot; those that are gone leave it. */
export async function readObjects(
  objects: readonly DirtyObject[],
  client: RestconfClient,
  root: string,
  snapshot: Snapshot,
): Promise<ObjectReadsOutcome> {
  const results = await Promise.all(
    objects.map(async (object) => ({ object, fault: await readObject(object, client, `${root}/data/${context}`, snapshot) })),
  );
  const failed = results.filter(({ fault }) => fault !== null);
  return {
    failed: failed.map(({ object }) => object),
    warnings: failed.map(({ object, fault }) => ({
      subject: object.uuid,
      message: `the ${object.kind} could not be read again (${fault ?? ''}): its last known state is shown; it is tried again`,
    })),
  };
}

/** Ports that these nodes map and that were never read: a node that is new brings its ports along. */
export function unreadPorts(objects: readonly DirtyObject[], snapshot: Snapshot): readonly DirtyObject[] {
  const nodes = objects.flatMap(({ kind, uuid }) => (kind === 'node' ? (snapshot.nodes.get(uuid)?.value ?? []) : []));
  const mapped = nodes.flatMap((node) => entries(member(node, 'owned-node-edge-point'))).flatMap(mappedPorts);
  return [...new Set(mapped)].filter((uuid) => isUsableUuid(uuid) && !snapshot.ports.has(uuid)).map((uuid) => ({ kind: 'port', uuid }));
}

async function readObject(object: DirtyObject, client: RestconfClient, base: string, snapshot: Snapshot): Promise<string | null> {
  if (object.kind === 'port') {
    const found = await readOne(
      client,
      `${base}/service-interface-point=${encodeURIComponent(object.uuid)}`,
      'service-interface-point',
      object.uuid,
    );
    if (found.kind === 'failed') return found.reason;
    if (found.kind === 'absent') snapshot.ports.delete(object.uuid);
    else snapshot.ports.set(object.uuid, found.value);
    return null;
  }
  const held = object.kind === 'link' ? snapshot.links : snapshot.nodes;
  const known = held.get(object.uuid)?.topologyUuid;
  // A new object may be in any topology.
  for (const topologyUuid of known === undefined ? snapshot.topologies.keys() : [known]) {
    const path = `${base}/tapi-topology:topology-context/topology=${encodeURIComponent(topologyUuid)}/${object.kind}=${encodeURIComponent(object.uuid)}`;
    const found = await readOne(client, path, object.kind, object.uuid);
    if (found.kind === 'failed') return found.reason;
    if (found.kind === 'found') {
      held.set(object.uuid, { topologyUuid, value: found.value });
      return null;
    }
  }
  held.delete(object.uuid);
  return null;
}

type OneOutcome =
  | { readonly kind: 'found'; readonly value: JsonObject }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly reason: string };

async function readOne(client: RestconfClient, path: string, name: string, uuid: string): Promise<OneOutcome> {
  const answer = await client.request({ method: 'GET', path });
  if (answer.kind === 'unchanged')
    return { kind: 'failed', reason: 'the manager answered "not modified" to a read that was not conditional' };
  if (answer.kind === 'refused' && answer.status === 404) return { kind: 'absent' };
  if (answer.kind !== 'answered') return { kind: 'failed', reason: wordsOf(answer) };
  const value = entries(member(answer.json, name)).find((entry) => uuidOf(entry) === uuid);
  return isObject(value) ? { kind: 'found', value } : { kind: 'failed', reason: `the answer holds no ${name} of that uuid` };
}
