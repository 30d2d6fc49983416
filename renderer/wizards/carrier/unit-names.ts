import type { LatencyUnit } from '../../../core/contract/connecting';

export const unitNames: Readonly<Record<LatencyUnit, string>> = { ns: 'nanoseconds', us: 'microseconds', ms: 'milliseconds' };
