import { randomUUID } from 'node:crypto';
import { objectTypes, type Alarm, type Observed, type Snapshot } from '../snapshot';

/** A notice before it is numbered: each stream numbers for itself. */
export interface Notice {
  readonly type: string;
  readonly atMs: number;
  readonly content: Readonly<Record<string, unknown>>;
}

/** What a client is told when the carrier's state goes from `before` to `after`. */
export function noticesBetween(before: Snapshot, after: Snapshot, atMs: number): readonly Notice[] {
  const gone = [...before.values()].filter((observed) => !after.has(observed.uuid));
  return [
    ...gone.flatMap((observed) => [...alarmNotices(observed, observed.alarm, null, atMs), notice(deletion, observed, atMs, {})]),
    ...[...after.values()].flatMap((observed) => {
      const former = before.get(observed.uuid);
      return former
        ? changes(former, observed, atMs)
        : [notice(creation, observed, atMs, {}), ...alarmNotices(observed, null, observed.alarm, atMs)];
    }),
  ];
}

const creation = 'tapi-notification:NOTIFICATION_TYPE_OBJECT_CREATION';
const deletion = 'tapi-notification:NOTIFICATION_TYPE_OBJECT_DELETION';
const valueChange = 'tapi-notification:NOTIFICATION_TYPE_ATTRIBUTE_VALUE_CHANGE';
const alarmEvent = 'tapi-fm:FM_ALARM_EVENT';

/** RFC 8040 §6.4: the event inside an envelope with its time; one line, as an SSE data field wants it. */
export function numbered(from: Notice, sequenceNumber: number): string {
  return JSON.stringify({
    'ietf-restconf:notification': {
      eventTime: new Date(from.atMs).toISOString(),
      'tapi-notification:notification': { ...from.content, 'sequence-number': String(sequenceNumber) },
    },
  });
}

/** tapi-common's date-and-time. */
const tapiTime = (atMs: number): string => new Date(atMs).toISOString().replace(/\.(\d)\d\dZ$/, '.$1Z');

function changes(former: Observed, observed: Observed, atMs: number): readonly Notice[] {
  const changed = Object.entries(observed.attributes).flatMap(([name, now]) => {
    const then = former.attributes[name];
    const isSame = (then?.cause ?? then?.value) === (now.cause ?? now.value);
    return isSame ? [] : [{ 'value-name': name, 'old-value': then?.value ?? '', 'new-value': now.value }];
  });
  const alarms = alarmNotices(observed, former.alarm, observed.alarm, atMs);
  return changed.length === 0 ? alarms : [notice(valueChange, observed, atMs, { 'changed-attributes': changed }), ...alarms];
}

function alarmNotices(observed: Observed, then: Alarm | null, now: Alarm | null, atMs: number): readonly Notice[] {
  if (then === now) return [];
  const alarm = (name: Alarm, severity: string) =>
    notice(alarmEvent, observed, atMs, {
      'tapi-fm:alarm-info': {
        'alarm-name': `tapi-common:ALR_${name}`,
        'perceived-severity': severity,
        'service-affecting': 'SERVICE_AFFECTING',
        'is-transient': false,
        'alarm-category': 'tapi-fm:ALARM_CATEGORY_CONNECTIVITY',
      },
    });
  return [...(then ? [alarm(then, 'CLEARED')] : []), ...(now ? [alarm(now, severityOf[now])] : [])];
}

export const severityOf = { LOS: 'CRITICAL', DEG: 'MINOR' } as const;

function notice(type: string, observed: Observed, atMs: number, more: object): Notice {
  const content = {
    uuid: randomUUID(),
    'notification-type': type,
    'target-object-type': observed.objectType,
    'target-object-identifier': observed.uuid,
    'target-object-name': [observed.name],
    'event-time-stamp': tapiTime(atMs),
    'source-indicator': observed.objectType === objectTypes.service ? 'MANAGEMENT_OPERATION' : 'RESOURCE_OPERATION',
    'layer-protocol-name': 'DIGITAL_OTN',
    ...more,
    ...(observed.serviceUuid === undefined
      ? {}
      : { 'additional-info': [{ 'value-name': 'connectivity-service-uuid', value: observed.serviceUuid }] }),
  };
  return { type, atMs, content };
}
