import type { Work } from './inbox';
import { isSameJson } from './json';
import type { Knowledge } from './knowledge';
import type { Notice } from './notices';
import type { DirtyObject } from './object-reads';
import type { Snapshot } from './snapshot';

/** What has to be read again after these notices, each object once; null: everything. */
export function dirtyObjects(work: Work, { snapshot, interpretation: { index } }: Knowledge): readonly DirtyObject[] | null {
  const dirty = new Map(work.retries.map((object) => [object.uuid, object]));
  for (const notice of work.notices) {
    if (!notice.subject) continue;
    const { uuid, isGone } = notice.subject;
    const kind = notice.subject.kind === 'unsaid' ? kindOf(uuid, snapshot) : notice.subject.kind;
    if (kind === 'topology') return null;
    if ((kind === 'link' || kind === 'node' || kind === 'port') && !isKnown(kind, uuid, notice, snapshot))
      dirty.set(uuid, { kind, uuid, isGone });
    if (kind !== 'edge-point') continue;
    const owner = index.edgePoints.get(uuid)?.nodeUuid;
    if (owner === undefined) return null;
    dirty.set(owner, { kind: 'node', uuid: owner, isGone: false });
    for (const link of index.linksOfEdgePoint.get(uuid) ?? []) dirty.set(link, { kind: 'link', uuid: link, isGone: false });
  }
  return [...dirty.values()];
}

/** Which services these notices are about. `unknown`: connections of which it is not known whose they are. */
export function touchedServices(
  notices: readonly Notice[],
  { contents }: Knowledge,
  serviceOfConnection: ReadonlyMap<string, string>,
): { readonly services: readonly string[]; readonly unknown: readonly string[] } {
  const services = new Set<string>();
  const unknown = new Set<string>();
  for (const { subject, content } of notices) {
    if (!subject) continue;
    const { kind, uuid, serviceUuid } = subject;
    const isService = kind === 'service' || (kind === 'unsaid' && contents.has(uuid) && !serviceOfConnection.has(uuid));
    const isConnection = kind === 'connection' || (kind === 'unsaid' && serviceOfConnection.has(uuid));
    if (!isService && !isConnection) continue;
    if (content !== null && isSameJson(contents.get(uuid), content)) continue;
    if (content === null) contents.delete(uuid);
    else contents.set(uuid, content);
    const owner = isService ? uuid : (serviceUuid ?? serviceOfConnection.get(uuid));
    if (owner === undefined) unknown.add(uuid);
    else services.add(owner);
  }
  return { services: [...services], unknown: [...unknown] };
}

/** A record that brings along just what is known already says nothing new. */
function isKnown(kind: DirtyObject['kind'], uuid: string, { content }: Notice, snapshot: Snapshot): boolean {
  if (content === null) return false;
  const held = { link: snapshot.links.get(uuid)?.value, node: snapshot.nodes.get(uuid)?.value, port: snapshot.ports.get(uuid) }[kind];
  return isSameJson(held, content);
}

function kindOf(uuid: string, { links, nodes, ports }: Snapshot): DirtyObject['kind'] | null {
  if (links.has(uuid)) return 'link';
  if (nodes.has(uuid)) return 'node';
  return ports.has(uuid) ? 'port' : null;
}
