import { expect, test } from 'vitest';
import type { Severity } from '../../contract/live';
import type { ImpairmentCause } from '../../model/impairment';
import { severityOf, type HitNow } from './severity';

const hit = (outcome: HitNow['outcome'], orderState: HitNow['orderState'] = 'active'): HitNow => ({ outcome, orderState });

test.each<[ImpairmentCause, readonly HitNow[], Severity]>([
  ['down', [], 'warning'],
  ['degraded', [hit('released', 'released')], 'warning'],
  ['down', [hit('pending', 'impaired')], 'critical'],
  ['withdrawn', [hit('pending', 'impaired')], 'critical'],
  ['down', [hit('pending', 'restoring')], 'major'],
  ['down', [hit('unrestorable', 'impaired'), hit('restored')], 'critical'],
  ['slower', [hit('unrestorable', 'impaired')], 'critical'],
  ['degraded', [hit('pending', 'impaired')], 'major'],
  ['slower', [hit('pending', 'moving'), hit('restored')], 'major'],
  ['route-changed', [hit('pending')], 'major'],
  ['down', [hit('restored'), hit('cleared')], 'minor'],
  ['degraded', [hit('restored')], 'minor'],
])('%s with %j is %s', (cause, hits, severity) => {
  expect(severityOf({ cause, clearedAtMs: null }, hits)).toBe(severity);
});

test('what is cleared is cleared, whatever it hit', () => {
  expect(severityOf({ cause: 'down', clearedAtMs: 1 }, [hit('unrestorable', 'impaired')])).toBe('cleared');
});
