import type { CarrierInventory } from '../carriers/carrier-link';
import type { Carrier } from '../model/network';
import type { Store, Tx } from '../store/store';
import { effectsOf, UndoneError, type FileEffects } from './enter-file';
import type { Network } from './network';
import { enterInventory } from './receive-inventory';

export interface Trial {
  readonly carrier: Carrier;
  readonly inventory: CarrierInventory;
  readonly atMs: number;
}

/** Enters what a manager lists as its link will, and undoes it: `judge` is shown what it comes to. Nothing is kept. */
export async function tryInventory<Shown>(
  store: Store,
  network: Network,
  { carrier, inventory, atMs }: Trial,
  judge: (effects: FileEffects, tx: Tx) => Promise<Shown>,
): Promise<Shown> {
  try {
    await store.transaction(async (tx) => {
      await tx.network.putCarrier(carrier);
      const written = await enterInventory(tx, network, carrier.id, inventory, atMs, 'reported');
      throw new UndoneError(await judge(effectsOf(network.view, { carrier, inventory }, written), tx));
    });
  } catch (error) {
    if (error instanceof UndoneError) return error.shown as Shown;
    throw error;
  }
  throw new Error('a trial was kept');
}
