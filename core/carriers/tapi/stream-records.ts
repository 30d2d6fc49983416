import type { Alarm } from './alarms';
import { setBounded } from './bounded-map';
import { uint64 } from './decimal';
import { entries, isObject, leaf, localName, member, memberAt, parseJson } from './json';
import type { Json } from './json';
import type { Notice, NoticeSubject } from './notices';
import { isUsableUuid, uuidOf } from './snapshot';
import { asCurrent } from './terms';
import type { Terms } from './terms';
import type { ObjectClass } from './versions/dialect';

/** What is known of a manager's log of records (TR-548); outlives the connections to it. */
export interface RecordLog {
  /** After which record the next connection goes on; null: from the beginning, with all that stands. */
  readonly token: string | null;
  /** Reads one message of the stream. null: it cannot be read, so something may have been missed. */
  read(data: string, terms: Terms): readonly Notice[] | null;
  /** This record and all before it have been worked off. */
  handled(token: string): void;
  /** The log cannot go on from where we were. */
  startOver(): void;
}

/** Detectors, and things of which a record came. */
const maxKeys = 50_000;

export function createRecordLog(): RecordLog {
  let token: string | null = null;
  /** By the key of a detector's records: its alarm. A tombstone names nothing but the key. */
  const detectors = new Map<string, Alarm>();
  /** The last record of each thing: an older one that comes late raises no alarm again. */
  const latest = new Map<string, bigint>();
  const readNext = (record: Json, terms: Terms): Notice => {
    const header = member(record, 'log-record-header');
    const [key, order] = [leaf(member(header, 'entity-key')) ?? '', orderOf(header)];
    const notice = readRecord(record, key, order, detectors.get(key), terms);
    const last = latest.get(key);
    const isLate = order !== null && last !== undefined && order < last;
    if (order !== null && !isLate) setBounded(latest, key, order, maxKeys);
    if (notice.alarm) setBounded(detectors, key, notice.alarm, maxKeys);
    return isLate ? { ...notice, alarm: null } : notice;
  };
  return {
    get token() {
      return token;
    },
    read(data, terms) {
      const parsed = parseJson(data);
      const found = parsed.kind === 'json' ? entries(member(member(parsed.value, 'stream-record'), 'log-record')) : [];
      if (found.length === 0 || !found.every((record) => isObject(member(record, 'log-record-header')))) return null;
      return found.map((record) => readNext(record, terms));
    },
    handled(handledToken) {
      token = handledToken;
    },
    startOver() {
      token = null;
      detectors.clear();
      latest.clear();
    },
  };
}

/** Like a notice, a record says what to read again. Its number is no matter: where the log is compacted numbers jump, and nothing is lost on the way. */
function readRecord(record: Json, entityKey: string, order: bigint | null, known: Alarm | undefined, terms: Terms): Notice {
  const [header, body] = [member(record, 'log-record-header'), member(record, 'log-record-body')];
  const type = localName(leaf(member(header, 'record-type')) ?? '').replace(/^RECORD_TYPE_/, '');
  const isGone = type === 'DELETE' || type === 'TOMBSTONE';
  const kind = terms.dialect.classOf(localName(leaf(member(body, 'record-content')) ?? ''));
  const raw = kind === undefined ? undefined : member(body, contentNames[kind]);
  const notice = { sequenceNumber: null, key: '', token: leaf(member(header, 'token')) };
  if (kind === 'condition' || (kind === undefined && known)) {
    const alarm = alarmOf(raw, isGone, order) ?? (known && isGone ? { ...known, isCleared: true, order } : null);
    return { ...notice, subject: null, alarm, content: null };
  }
  const uuid = uuidOf(raw) ?? entityKey;
  const isFollowed = isUsableUuid(uuid) && (kind !== undefined || (body === undefined && isGone));
  const subject: NoticeSubject | null = isFollowed ? { kind: kind ?? 'unsaid', uuid, isGone, serviceUuid: null } : null;
  const objectKind = kind === 'edge-point' || kind === 'topology' ? undefined : kind;
  const content = raw === undefined || objectKind === undefined || isGone ? null : asCurrent(objectKind, raw, terms);
  return { ...notice, subject, alarm: null, content };
}

function alarmOf(detector: Json | undefined, isGone: boolean, order: bigint | null): Alarm | null {
  const targetUuid = leaf(member(detector, 'measured-entity-uuid'));
  if (targetUuid === null) return null;
  const detail = member(detector, 'alarm-condition-detector-detail');
  const word = (...path: readonly string[]): string => localName(leaf(memberAt(detail, ...path)) ?? '');
  const severity = word('legacy-properties', 'perceived-severity');
  const state = word('alarm-detector-state').replace(/^ALARM_DETECTOR_STATE_/, '');
  const type = localName(leaf(member(detector, 'condition-detector-type')) ?? '');
  return {
    kind: type.endsWith('THRESHOLD_DETECTOR') ? 'crossing' : 'alarm',
    targetUuid,
    name: localName(leaf(member(detector, 'condition-normalized-name')) ?? ''),
    nativeName: leaf(member(detector, 'condition-native-name')) ?? '',
    qualifier: '',
    severity,
    serviceAffecting: word('legacy-properties', 'service-affect'),
    isCleared: isGone || state === 'CLEAR' || severity === 'CLEARED',
    order,
  };
}

/** The record's place in the log, where the manager says it as a number. */
const orderOf = (header: Json | undefined): bigint | null =>
  uint64(
    member(
      entries(member(header, 'full-log-record-offset-id')).find((part) => leaf(member(part, 'value-name')) === 'sequence-number'),
      'value',
    ),
  );

const contentNames: Readonly<Record<ObjectClass, string>> = {
  link: 'link',
  node: 'node',
  'edge-point': 'node-edge-point',
  topology: 'topology',
  port: 'service-interface-point',
  service: 'connectivity-service',
  connection: 'connection',
  condition: 'condition-detector',
};
