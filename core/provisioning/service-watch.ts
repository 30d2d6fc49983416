import type { Clock } from '../model/clock';

/** Why a service is to be looked at again: its carrier did not say how it is, or its order is on its way. */
export type LookAgain = 'unclear' | 'under-way';

/** Wakes who waits for a carrier to say something about a service; and hands on which services are to be looked at again. */
export class ServiceWatch {
  private readonly waiting = new Map<string, Set<() => void>>();
  private onLookAgain: (serviceUuid: string, why: LookAgain) => void = () => undefined;

  /** `listener` has services looked at again, later. */
  handTo(listener: (serviceUuid: string, why: LookAgain) => void): void {
    this.onLookAgain = listener;
  }

  lookAgain(serviceUuid: string, why: LookAgain): void {
    this.onLookAgain(serviceUuid, why);
  }

  /** The carrier said that the service changed. */
  changed(serviceUuid: string): void {
    for (const wake of this.waiting.get(serviceUuid) ?? []) wake();
  }

  /** Resolves when the service changes, or after `delayMs`. */
  async wait(serviceUuid: string, clock: Clock, delayMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wakers = this.waiting.get(serviceUuid) ?? new Set();
      const wake = () => {
        cancel();
        wakers.delete(wake);
        if (wakers.size === 0) this.waiting.delete(serviceUuid);
        resolve();
      };
      const cancel = clock.after(delayMs, wake);
      wakers.add(wake);
      this.waiting.set(serviceUuid, wakers);
    });
  }
}
