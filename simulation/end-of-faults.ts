import { symmetric } from '../core/model/latency';
import { goodBehaviour } from './carrier-events';
import type { Originals } from './draw-world';
import type { RunningEngine, Scene } from './scene';
import { goodManners } from './unruly-link';
import { goodSwitchManners } from './switch-manners';

/** Carriers behave again, and say what they kept back; if everything is to be whole, also what broke is as it was drawn. */
export function mend({ managers }: Scene, originals: ReadonlyMap<string, Originals>, isWhole: boolean): void {
  for (const manager of managers) {
    const { carrier } = manager;
    Object.assign(manager.manners, goodManners);
    Object.assign(carrier.behaviour, goodBehaviour);
    if (!carrier.isUp || manager.owesTruth) carrier.comeBack();
    if (!isWhole) continue;
    for (const [uuid, original] of originals.get(carrier.id) ?? []) {
      const now = carrier.resources.get(uuid);
      if (now && JSON.stringify(now) === JSON.stringify(original)) continue;
      carrier.resources.set(uuid, { ...original });
      carrier.setResource(uuid, {});
    }
  }
}

/** The operators take back everything that keeps orders where they are. */
export async function setFree({ world }: Scene, { host, store, process }: RunningEngine): Promise<void> {
  const hand = { by: 'Ann', reason: 'all is well' };
  for (const window of await host.windows()) await host.cancelWindow(window.id, hand);
  const { holdOuts, pauses } = await store.transaction(async (tx) => ({
    holdOuts: await tx.interventions.holdOuts(),
    pauses: await tx.interventions.pauses(),
  }));
  for (const { subject, cause } of holdOuts) if (cause === 'locked-out') await host.releaseLockOut(subject, hand);
  for (const { carrierId } of pauses) await host.resumeRecovery(carrierId, hand);
  for (const { id, isFrozen } of await host.orders()) if (isFrozen) await host.unfreezeOrder(id, hand);
  // What they entered that is slower than it is counts more than what carriers report. What is faster stays: orders were promised by it.
  for (const [carrierId, originals] of world.originals) {
    for (const { uuid, latency } of originals.values()) {
      const subject = { kind: 'resource', id: `${carrierId}/${uuid}` } as const;
      const truth = latency ?? symmetric(100_000);
      for (const provenance of ['measured', 'operator'] as const) {
        const entered = host.network.view.reading(subject, provenance);
        const faster = entered && { azNs: Math.min(entered.azNs, truth.azNs), zaNs: Math.min(entered.zaNs, truth.zaNs) };
        if (faster) await host.enterReading({ subject, ...faster, provenance, readAtMs: process.clock.now() });
      }
    }
  }
}

/** Who is told that nothing could be found for an order has everything read again: that something was mended no carrier may have told. */
export async function lookAgain({ managers, trace }: Scene, { host }: RunningEngine): Promise<void> {
  if (!(await host.orders()).some(({ state }) => state === 'impaired' || state === 'planned')) return;
  trace.add('the operator has everything read again, because an order is impaired or waits');
  for (const { carrier } of managers) host.resynchronise(carrier.id);
}

/** The operators have every carrier compared, and have removed what no order wants: of former stores, or made by hand. */
export async function tidyUp({ trace }: Scene, { host }: RunningEngine): Promise<void> {
  await host.reconcile('all');
  for (const { id, kind, state, text } of await host.discrepancies()) {
    if (kind !== 'orphan' || state === 'under-way') continue;
    trace.add(`the operator has removed: ${text}`);
    await host.settleDiscrepancy(id, 'remove', { by: 'Ann', reason: 'nobody wants it' });
  }
}

/** Switches behave again and can be reached. */
export function mendSwitches({ switches }: Scene): void {
  for (const unruly of switches) {
    Object.assign(unruly.manners, goodSwitchManners);
    unruly.comeBack();
  }
}

/** The operators have switches compared that kept a change back, and tried again what is held for them. */
export async function tidySwitches({ trace, switches }: Scene, { host }: RunningEngine): Promise<void> {
  for (const unruly of switches) {
    if (!unruly.owesTruth) continue;
    trace.add(`the operator has ${unruly.at.id} compared`);
    if (host.compareSwitch(unruly.at.id).kind === 'received') unruly.owesTruth = false;
  }
  for (const { path } of await host.virtualPaths()) {
    if (path.heldSinceMs === null) continue;
    trace.add(`the operator has ${path.id} tried again`);
    await host.retryPath(path.id, 'Ann');
  }
}
