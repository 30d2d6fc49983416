import type { SubscriberLine } from '../../core/model/switch';
import type { IdentifierRange } from '../../core/model/identifier-range';
import type { BulkCommand } from './bulk-log';
import { rangesOf } from './ranges';
import type { Unit } from './unit';

/** What the switch really holds, for an auditor who does not ask its TL1 side. */
export interface SwitchAudit {
  readonly switch: string;
  /** Unbroken ranges of VCIs, ascending, by VPI. */
  readonly circuits: Readonly<Record<string, readonly IdentifierRange[]>>;
  readonly crossConnections: readonly {
    readonly vpi: number;
    readonly vci: number;
    readonly line: SubscriberLine;
    readonly state: 'IS' | 'OOS';
  }[];
  /** Every ENT-VCL since the state was new. */
  readonly bulkCommands: readonly BulkCommand[];
  /** The most of them that were ever under way at once, by VPI. */
  readonly mostAtOnce: Readonly<Record<string, number>>;
  readonly alarms: readonly { readonly aid: string; readonly condition: string; readonly severity: string; readonly words: string }[];
  /** Of SSH, at present: `SHA256:…`. */
  readonly hostKey: string;
  /** Sessions that are logged in to TL1. */
  readonly sessions: number;
}

export function audit({ tid, multiplexer, bulkLog, announcer }: Unit, hostKey: string): SwitchAudit {
  const circuits = multiplexer.circuits();
  const vpis = [...new Set(circuits.map((end) => end.vpi))];
  return {
    switch: tid,
    circuits: Object.fromEntries(vpis.map((vpi) => [vpi, rangesOf(circuits.filter((end) => end.vpi === vpi).map((end) => end.vci))])),
    crossConnections: multiplexer.crossConnections(),
    bulkCommands: bulkLog.commands,
    mostAtOnce: bulkLog.mostAtOnce,
    alarms: announcer.alarms.map(({ aid, condition, severity, words }) => ({ aid, condition, severity, words })),
    hostKey,
    sessions: [...announcer.listeners].filter((listener) => listener.isLoggedIn).length,
  };
}
