import type { CarrierMapping } from '../mapping';
import { createAlarmBoard } from './alarms';
import type { AlarmBoard } from './alarms';
import { createSequenceWatch } from './sequence';
import type { SequenceWatch } from './sequence';
import { createRecordLog } from './stream-records';
import type { RecordLog } from './stream-records';

/** What of a link outlives its sessions. */
export interface LinkMemory {
  /** What was learnt of the manager's numbers. */
  readonly sequence: SequenceWatch;
  /** Alarms are told once: what stood when the link was lost stands, where the stream goes on from there. */
  readonly alarms: AlarmBoard;
  readonly log: RecordLog;
  /** What the manager listed when it was last read whole. */
  listing: Listing | null;
}

/** The uuids of what a manager lists, by kind, each with the object's name. */
export interface Listing {
  readonly node: ReadonlyMap<string, string>;
  readonly port: ReadonlyMap<string, string>;
  readonly link: ReadonlyMap<string, string>;
  readonly service: ReadonlyMap<string, string>;
}

export const createLinkMemory = (mapping: CarrierMapping): LinkMemory => ({
  sequence: createSequenceWatch(),
  alarms: createAlarmBoard(mapping.alarms),
  log: createRecordLog(),
  listing: null,
});
