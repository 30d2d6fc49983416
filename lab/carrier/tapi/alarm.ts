import type { Alarm } from '../snapshot';
import { uuidOf } from '../uuid';

export const severityOf = { LOS: 'CRITICAL', DEG: 'MINOR' } as const;

/** What detects an alarm of one thing: the same for ever. */
export const conditionUuid = (observedUuid: string, alarm: Alarm): string => uuidOf('condition', observedUuid, alarm);
