import type { LatencyUnit } from '../../../core/model/latency-check';

export const unitNames: Readonly<Record<LatencyUnit, string>> = { ns: 'nanoseconds', us: 'microseconds', ms: 'milliseconds' };
