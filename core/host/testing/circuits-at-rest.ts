import { compareCircuits, type CircuitComparison } from '../../../cli/demo/circuits/compare-circuits';
import type { LabSwitch } from '../../../lab/switch-launcher';
import type { BulkCommand } from '../../../lab/switch/bulk-log';
import type { Host } from '../create-host';
import { waitUntil } from './practice-engine';
import { areCircuitsAtRest } from './real-engine';

/** Once everything is at rest: the store beside what the switches' own books say. */
export async function comparedAtRest(
  host: Host,
  switches: readonly { readonly id: string; readonly unit: LabSwitch }[],
  acknowledged: readonly string[] = [],
): Promise<CircuitComparison> {
  await waitUntil(() => areCircuitsAtRest(host), 30_000);
  const audited = await Promise.all(switches.map(async ({ id, unit }) => ({ switchId: id, audit: await unit.audit() })));
  return compareCircuits(host, audited, acknowledged);
}

/** The most that one session had under way at once for a path: what a session left behind that is lost does not count for the next one. */
export function mostOfOneSession(commands: readonly BulkCommand[], vpi: number): number {
  const ofPath = commands.filter(({ vpis }) => vpis.includes(vpi));
  return ofPath.reduce((most, { session, number, receivedAtMs }) => {
    const earlier = ofPath.filter(
      (each) => each.session === session && each.number < number && (each.doneAtMs === null || each.doneAtMs > receivedAtMs),
    );
    return Math.max(most, earlier.length + 1);
  }, 0);
}
