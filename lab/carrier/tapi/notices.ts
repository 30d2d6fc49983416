import { randomUUID } from 'node:crypto';
import { assertNever } from '../../../core/model/assert-never';
import type { Change } from '../changes';
import { askedRoute, type Observed } from '../snapshot';
import { severityOf } from './alarm';
import type { Dialect } from './dialect';
import { tapiTime } from './tapi-time';

/** A notice before it is numbered: each stream numbers for itself. */
export interface Notice {
  readonly type: string;
  readonly objectType: string;
  readonly layer: string;
  readonly target: string;
  readonly atMs: number;
  readonly content: Readonly<Record<string, unknown>>;
}

/** tapi-notification: what is told of a change. */
export function noticeOf(dialect: Dialect, change: Change, atMs: number): Notice {
  const { notices, layer } = dialect;
  const { observed } = change;
  const [type, objectType] = [notices.types[change.kind], notices.objectTypes[observed.kind]];
  const content = {
    uuid: randomUUID(),
    'notification-type': type,
    'target-object-type': objectType,
    'target-object-identifier': observed.uuid,
    'target-object-name': [observed.name],
    'event-time-stamp': tapiTime(atMs),
    'source-indicator': sourceOf(observed),
    'layer-protocol-name': layer,
    ...(observed.serviceUuid === undefined
      ? {}
      : { 'additional-info': [{ 'value-name': 'connectivity-service-uuid', value: observed.serviceUuid }] }),
    ...particulars(dialect, change),
  };
  return { type, objectType, layer, target: observed.uuid, atMs, content };
}

/** RFC 8040 §6.4: the event inside an envelope with its time; one line, as an SSE data field wants it. */
export function numbered(from: Notice, sequenceNumber: number): string {
  return JSON.stringify({
    'ietf-restconf:notification': {
      eventTime: new Date(from.atMs).toISOString(),
      'tapi-notification:notification': { ...from.content, 'sequence-number': String(sequenceNumber) },
    },
  });
}

export const sourceOf = ({ kind }: Pick<Observed, 'kind'>): string => (kind === 'service' ? 'MANAGEMENT_OPERATION' : 'RESOURCE_OPERATION');

function particulars(dialect: Dialect, change: Change): object {
  switch (change.kind) {
    case 'created':
    case 'deleted':
      return {};
    case 'changed': {
      const name = (attribute: string) => (attribute === askedRoute ? dialect.routeMember : attribute);
      return {
        'changed-attributes': change.values.map((value) => ({
          'value-name': name(value.name),
          'old-value': value.old,
          'new-value': value.now,
        })),
      };
    }
    case 'alarm':
      return dialect.notices.alarm(change.alarm, change.isRaised ? severityOf[change.alarm] : 'CLEARED');
    case 'threshold':
      return dialect.notices.threshold(change.crossing);
    default:
      return assertNever(change);
  }
}
