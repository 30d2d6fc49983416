import type { Clock } from '../model/clock';

/** Wakes who waits for a carrier to say something about a service. */
export class ServiceWatch {
  private readonly waiting = new Map<string, Set<() => void>>();

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
