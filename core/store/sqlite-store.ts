import { openDatabase } from './database';
import type { Disk } from './disk';
import { alternativeRepository } from './repositories/alternative-repository';
import { connectionRepository } from './repositories/connection-repository';
import { historyRepository } from './repositories/history-repository';
import { impairmentRepository } from './repositories/impairment-repository';
import { interventionRepository } from './repositories/intervention-repository';
import { latencyRepository } from './repositories/latency-repository';
import { networkRepository } from './repositories/network-repository';
import { orderRepository } from './repositories/order-repository';
import { windowRepository } from './repositories/window-repository';
import { migrations } from './schema';
import type { Store, Tx } from './store';

/** Opens, or creates, the store in `file`. Throws a StoreError that names the file and the remedy. */
export async function openStore(file: string, disk?: Disk): Promise<Store> {
  const database = await openDatabase({ file, migrations, ...(disk && { disk }) });
  const tx: Tx = {
    network: networkRepository(database),
    latency: latencyRepository(database),
    orders: orderRepository(database),
    connections: connectionRepository(database),
    impairments: impairmentRepository(database),
    alternatives: alternativeRepository(database),
    interventions: interventionRepository(database),
    windows: windowRepository(database),
    history: historyRepository(database),
  };
  return {
    transaction: (work) => database.transaction(() => work(tx)),
    close: () => database.close(),
  };
}
