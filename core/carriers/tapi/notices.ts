import { alarmIn } from './alarms';
import type { Alarm } from './alarms';
import { uint64 } from './decimal';
import { entries, isObject, leaf, localName, member, memberAt, parseJson } from './json';
import type { Json } from './json';
import { isUsableUuid } from './snapshot';
import { asCurrent } from './terms';
import type { Terms } from './terms';
import type { ObjectClass } from './versions/dialect';

/** One notice of a manager, or one record of its log. `subject` is what it is about; null where that is nothing that we follow. */
export interface Notice {
  readonly sequenceNumber: bigint | null;
  /** Tells a notice that comes again from another with the same number. */
  readonly key: string;
  readonly subject: NoticeSubject | null;
  readonly alarm: Alarm | null;
  /** The object itself, whole, where it is sent along: what is known to be the same need not be read again. */
  readonly content: Json | null;
  /** Of a record: where in the log the next connection goes on. */
  readonly token: string | null;
}

export interface NoticeSubject {
  /** `unsaid`: the manager names only the uuid. */
  readonly kind: Exclude<ObjectClass, 'condition'> | 'unsaid';
  readonly uuid: string;
  /** The carrier says that it lists the object no longer. */
  readonly isGone: boolean;
  /** Of a connection, where the manager says it: the service that it realises. */
  readonly serviceUuid: string | null;
}

/**
 * Reads the data of one server-sent event: `notification` or `event-notification` (2.5), bare or in the envelope of RFC 8040 §6.4, one or
 * several. null: it cannot be read, so something may have been missed.
 */
export function readNotices(data: string, terms: Terms): readonly Notice[] | null {
  const parsed = parseJson(data);
  if (parsed.kind === 'malformed' || !isObject(parsed.value)) return null;
  const found = notificationsIn(parsed.value, 3);
  return found.length > 0 ? found.map((notice) => readNotice(asCurrent('notice', notice, terms), terms)) : null;
}

function notificationsIn(value: Json, depth: number): readonly Json[] {
  if (member(value, 'notification-type') !== undefined || member(value, 'event-notification-type') !== undefined) return [value];
  if (depth === 0) return [];
  return ['notification', 'event-notification'].flatMap((name) =>
    entries(member(value, name)).flatMap((inner) => notificationsIn(inner, depth - 1)),
  );
}

function readNotice(notice: Json, { dialect }: Terms): Notice {
  const uuid = leaf(member(notice, 'target-object-identifier'));
  const type = leaf(member(notice, 'notification-type')) ?? '';
  const kind = dialect.classOf(localName(leaf(member(notice, 'target-object-type')) ?? ''));
  const isFollowed = uuid !== null && kind !== undefined && kind !== 'condition' && isUsableUuid(uuid);
  return {
    sequenceNumber: uint64(member(notice, 'sequence-number')),
    key: leaf(member(notice, 'uuid')) ?? `${type} ${uuid ?? ''} ${leaf(member(notice, 'event-time-stamp')) ?? ''}`,
    subject: isFollowed ? { kind, uuid, isGone: type.endsWith('OBJECT_DELETION'), serviceUuid: serviceOf(notice) } : null,
    alarm: alarmIn(notice),
    content: null,
    token: null,
  };
}

function serviceOf(notice: Json): string | null {
  const entry = entries(member(notice, 'additional-info')).find((info) => leaf(member(info, 'value-name')) === 'connectivity-service-uuid');
  const uuid = leaf(memberAt(entry, 'value'));
  return uuid !== null && isUsableUuid(uuid) ? uuid : null;
}
