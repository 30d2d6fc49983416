import { alarmIn } from './alarms';
import type { Alarm } from './alarms';
import { uint64 } from './decimal';
import { entries, isObject, leaf, localName, member, memberAt, parseJson } from './json';
import type { Json } from './json';
import { isUsableUuid } from './snapshot';

/** One notice of a manager. `subject` is what it is about; null where that is nothing that we follow. */
export interface Notice {
  readonly sequenceNumber: bigint | null;
  readonly subject: NoticeSubject | null;
  readonly alarm: Alarm | null;
}

interface NoticeSubject {
  readonly kind: 'link' | 'node' | 'edge-point' | 'port' | 'service' | 'connection' | 'topology';
  readonly uuid: string;
  /** Of a connection, where the manager says it: the service that it realises. */
  readonly serviceUuid: string | null;
}

/**
 * Reads the data of one server-sent event: `notification` (2.1, 2.5) or `event-notification` (2.5), bare or in the envelope of RFC 8040 §6.4, one or
 * several. null: it cannot be read, so something may have been missed.
 */
export function readNotices(data: string): readonly Notice[] | null {
  const parsed = parseJson(data);
  if (parsed.kind === 'malformed' || !isObject(parsed.value)) return null;
  const found = notificationsIn(parsed.value, 3);
  return found.length > 0 ? found.map(readNotice) : null;
}

function notificationsIn(value: Json, depth: number): readonly Json[] {
  if (member(value, 'notification-type') !== undefined || member(value, 'event-notification-type') !== undefined) return [value];
  if (depth === 0) return [];
  return ['notification', 'event-notification'].flatMap((name) =>
    entries(member(value, name)).flatMap((inner) => notificationsIn(inner, depth - 1)),
  );
}

function readNotice(notice: Json): Notice {
  const uuid = leaf(member(notice, 'target-object-identifier'));
  const kind = subjectKinds.get(localName(leaf(member(notice, 'target-object-type')) ?? ''));
  return {
    sequenceNumber: uint64(member(notice, 'sequence-number')),
    subject: uuid !== null && kind && isUsableUuid(uuid) ? { kind, uuid, serviceUuid: serviceOf(notice) } : null,
    alarm: alarmIn(notice),
  };
}

function serviceOf(notice: Json): string | null {
  const entry = entries(member(notice, 'additional-info')).find((info) => leaf(member(info, 'value-name')) === 'connectivity-service-uuid');
  const uuid = leaf(memberAt(entry, 'value'));
  return uuid !== null && isUsableUuid(uuid) ? uuid : null;
}

const subjectKinds = new Map<string, NoticeSubject['kind']>([
  ['TOPOLOGY_OBJECT_TYPE_LINK', 'link'],
  ['TOPOLOGY_OBJECT_TYPE_NODE', 'node'],
  ['TOPOLOGY_OBJECT_TYPE_NODE_EDGE_POINT', 'edge-point'],
  ['TOPOLOGY_OBJECT_TYPE_TOPOLOGY', 'topology'],
  ['OBJECT_TYPE_SERVICE_INTERFACE_POINT', 'port'],
  ['CONNECTIVITY_OBJECT_TYPE_CONNECTIVITY_SERVICE', 'service'],
  ['CONNECTIVITY_OBJECT_TYPE_CONNECTION', 'connection'],
]);
