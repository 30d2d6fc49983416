import type { Clock } from '../../model/clock';
import type { LinkRecord } from '../record/link-record';
import type { MessageTone } from '../../model/link-message';
import type { Alarm } from './alarms';
import { clip } from './json';
import type { Notice } from './notices';

/** Puts one message of the notice stream into the message log. `notices` null: it could not be read. */
export function noteNotices(record: LinkRecord, clock: Pick<Clock, 'now'>, data: string, notices: readonly Notice[] | null): void {
  const base = {
    atMs: clock.now(),
    direction: 'in',
    status: null,
    bytes: Buffer.byteLength(data),
    elapsedMs: null,
    received: data,
  } as const;
  if (notices === null) {
    record.note({
      ...base,
      kind: 'notice',
      event: 'notice',
      subject: '',
      text: 'it cannot be read: everything is read again',
      tone: 'minor',
    });
    return;
  }
  const alarms = notices.flatMap(({ alarm }) => alarm ?? []);
  const [first] = notices;
  const more = notices.length > 1 ? `, and ${notices.length - 1} more` : '';
  const [alarm] = alarms;
  if (alarm) {
    record.note({
      ...base,
      kind: 'alarm',
      event: 'alarm',
      subject: alarm.targetUuid,
      text: `${alarmWords(alarm)}${more}`,
      tone: alarmTone(alarm),
    });
    return;
  }
  record.note({
    ...{ ...base, kind: 'notice', event: typeIn(data), subject: first?.subject?.uuid ?? '', tone: 'calm' },
    text: `${first ? noticeWords(first) : 'nothing that is followed'}${more}`,
  });
}

function noticeWords({ subject, sequenceNumber }: Notice): string {
  const number = sequenceNumber === null ? '' : `, number ${sequenceNumber}`;
  if (subject === null) return `about nothing that is followed${number}`;
  const what = subject.kind === 'unsaid' ? 'something' : subject.kind;
  return `${what} ${subject.isGone ? 'is gone' : 'changed'}${number}`;
}

function alarmWords({ name, nativeName, severity, isCleared, serviceAffecting }: Alarm): string {
  const named = clip(nativeName === '' || nativeName === name ? name : `${name} (${nativeName})`, 120);
  const affecting = serviceAffecting === 'SERVICE_AFFECTING' ? ', service affecting' : '';
  return isCleared ? `${named} cleared` : `${named}, ${severity === '' ? 'no severity told' : severity.toLowerCase()}${affecting}`;
}

function alarmTone({ isCleared, severity }: Alarm): MessageTone {
  if (isCleared) return 'calm';
  switch (severity) {
    case 'CRITICAL':
      return 'critical';
    case 'MAJOR':
      return 'major';
    case 'MINOR':
      return 'minor';
    default:
      return 'warning';
  }
}

/** As the manager calls it, without its module's prefix: `OBJECT_CREATION`. */
function typeIn(data: string): string {
  const named =
    /"(?:[\w-]+:)?(?:notification-type|event-notification-type|record-type)"\s*:\s*"(?:[\w-]+:)?(?:NOTIFICATION_TYPE_|RECORD_TYPE_)?([A-Z_]+)"/.exec(
      data,
    );
  return named?.[1]?.toLowerCase().replaceAll('_', '-') ?? 'notice';
}
