import type { Clock, Pause } from '../model/clock';
import type { HistorySigner } from '../model/history';
import { checkInSlices } from './check-in-slices';
import type { Connection } from './connection';
import { openDatabase } from './database';
import { systemDisk, type Disk } from './disk';
import { createHistorian } from './historian';
import { headLine } from './history-chain';
import { readHead } from './history-end';
import { openHistoryKey } from './history-key';
import { alternativeRepository } from './repositories/alternative-repository';
import { carrierRepository } from './repositories/carrier-repository';
import { circuitRepository } from './repositories/circuit-repository';
import { connectionRepository } from './repositories/connection-repository';
import { discrepancyRepository } from './repositories/discrepancy-repository';
import { draftRepository } from './repositories/draft-repository';
import { importRepository } from './repositories/import-repository';
import { fieldPackRepository } from './repositories/field-pack-repository';
import { historyRepository } from './repositories/history-repository';
import { impairmentRepository } from './repositories/impairment-repository';
import { interventionRepository } from './repositories/intervention-repository';
import { latencyRecordRepository } from './repositories/latency-record-repository';
import { latencyRepository } from './repositories/latency-repository';
import { networkRepository } from './repositories/network-repository';
import { orderRepository } from './repositories/order-repository';
import { pathRepository } from './repositories/path-repository';
import { sessionRepository } from './repositories/session-repository';
import { switchRepository } from './repositories/switch-repository';
import { windowRepository } from './repositories/window-repository';
import { migrations } from './schema';
import type { Store, Tx } from './store';
import { StoreError } from './store-error';
import { verifyHistory } from './verify-history';

export interface StorePorts {
  /** For what the store itself records about its history. */
  readonly clock: Clock;
  readonly pause: Pause;
  /**
   * Between commits: those who were answered ask for what is committed together next. Where time is virtual; without, `pause`, and no commit takes in so
   * many that others wait for long.
   */
  readonly betweenCommits?: Pause;
  readonly disk?: Disk;
  /** Without one, the key beside the store signs; it is made when there is none. */
  readonly signer?: HistorySigner;
  /** Hears the stages of the opening as they end, for whoever measures them. */
  readonly onStage?: (stage: string) => void;
  /** Of a file larger than this, the rest is checked by `checkFile`; see `wholeCheckBytes`. */
  readonly wholeBytes?: number;
}

/** Opens, or creates, the store in `file`. Throws a StoreError that names the file and the remedy. */
export async function openStore(
  file: string,
  { clock, pause, betweenCommits, disk = systemDisk, signer, onStage, wholeBytes }: StorePorts,
): Promise<Store> {
  // Not before the store is known to be ours: a file that is refused gets no key beside it.
  let opened = signer;
  const signerFor = (path: string): HistorySigner => (opened ??= openHistoryKey(disk, path));
  const database = await openDatabase({
    file,
    disk,
    ...(onStage && { onStage }),
    wholeBytes,
    between: betweenCommits ? { pause: betweenCommits } : { pause, elapsedMs: () => performance.now() },
    migrations: migrations.map((migration) =>
      typeof migration === 'string'
        ? migration
        : (connection: Connection) => {
            migration(connection, { signerFor, clock });
          },
    ),
  });
  try {
    const historian = createHistorian(database, signerFor(database.file));
    await database.transaction(async () => {
      historian.takeOver(clock);
    });
    database.keep(historian);
    onStage?.("history's end");
    const tx: Tx = {
      network: networkRepository(database),
      carriers: carrierRepository(database),
      latency: latencyRepository(database),
      orders: orderRepository(database, historian),
      connections: connectionRepository(database),
      impairments: impairmentRepository(database),
      alternatives: alternativeRepository(database),
      interventions: interventionRepository(database),
      windows: windowRepository(database),
      latencyRecords: latencyRecordRepository(database),
      discrepancies: discrepancyRepository(database),
      switches: switchRepository(database),
      paths: pathRepository(database),
      circuits: circuitRepository(database),
      sessions: sessionRepository(database),
      drafts: draftRepository(database),
      imports: importRepository(database),
      fieldPacks: fieldPackRepository(database),
      history: historyRepository(database, historian),
    };
    return {
      transaction: (work) => database.transaction(() => work(tx)),
      backup: (target, options = {}) => database.backup(target, options, pause),
      verifyHistory: (options = {}) =>
        verifyHistory((work) => database.transaction(async () => work(database)), options.pause ?? pause, options),
      checkFile: async (options = {}) => {
        if (!database.isChecked) await checkInSlices(database, options.pause ?? pause, options.signal);
      },
      pause,
      exportHead: async () => {
        const head = await database.transaction(async () => readHead(database));
        if (typeof head === 'string')
          throw new StoreError('damaged', `the head of the history of ${database.file} is ${head}: verify the history`);
        return headLine(head);
      },
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
