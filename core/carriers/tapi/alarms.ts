import type { CarrierMapping } from '../mapping';
import { clip, entries, leaf, localName, member, memberAt } from './json';
import type { Json } from './json';
import { conditionOf } from './read-condition';
import type { StatedCondition } from './read-condition';

/** An alarm or threshold crossing as a manager raises or clears it. */
export interface Alarm {
  readonly targetUuid: string;
  /** Without module prefix: `ALR_LOS`. */
  readonly name: string;
  readonly nativeName: string;
  readonly qualifier: string;
  readonly severity: string;
  readonly serviceAffecting: string;
  readonly isCleared: boolean;
}

/** The alarms that stand, by object. Emptied by a full read, which fills it with the active conditions where the manager offers them. */
export interface AlarmBoard {
  on(targetUuid: string): readonly StatedCondition[];
  note(alarm: Alarm): void;
  clear(): void;
}

export function createAlarmBoard(rules: CarrierMapping['alarms']): AlarmBoard {
  const standing = new Map<string, Map<string, StatedCondition>>();
  return {
    on: (targetUuid) => [...(standing.get(targetUuid)?.values() ?? [])],
    note(alarm) {
      const alarms = standing.get(alarm.targetUuid) ?? new Map<string, StatedCondition>();
      const key = `${causeOf(alarm)} ${alarm.qualifier}`;
      const condition = alarm.isCleared ? 'up' : conditionOf(ruleFor(alarm, rules));
      if (condition === 'up') alarms.delete(key);
      else alarms.set(key, { condition, conditionText: wordsFor(alarm) });
      if (alarms.size > 0) standing.set(alarm.targetUuid, alarms);
      else standing.delete(alarm.targetUuid);
    },
    clear: () => {
      standing.clear();
    },
  };
}

/** An alarm out of a notification, an event-notification or an active condition; null where it holds none. Transient ones leave nothing standing. */
export function alarmIn(notice: Json): Alarm | null {
  const targetUuid = leaf(member(notice, 'target-object-identifier'));
  if (targetUuid === null) return null;
  const word = (...path: readonly string[]): string => localName(leaf(memberAt(notice, ...path)) ?? '');
  if (member(notice, 'alarm-info') !== undefined) {
    return {
      targetUuid,
      name: word('alarm-info', 'alarm-name'),
      nativeName: leaf(memberAt(notice, 'alarm-info', 'native-alarm-name')) ?? '',
      qualifier: word('alarm-info', 'alarm-qualifier'),
      severity: word('alarm-info', 'perceived-severity'),
      serviceAffecting: word('alarm-info', 'service-affecting'),
      isCleared: word('alarm-info', 'perceived-severity') === 'CLEARED' || word('alarm-info', 'is-transient') === 'true',
    };
  }
  if (member(notice, 'tca-info') !== undefined) {
    const severity = word('tca-info', 'perceived-tca-severity').replace(/^PERCEIVED_TCA_SEVERITY_/, '');
    return {
      targetUuid,
      name: word('tca-info', 'threshold-indicator-name'),
      nativeName: leaf(memberAt(notice, 'tca-info', 'native-threshold-indicator-name')) ?? '',
      qualifier: word('tca-info', 'tca-qualifier'),
      severity,
      serviceAffecting: 'UNKNOWN',
      isCleared: severity === 'CLEAR' || word('tca-info', 'is-transient') === 'true',
    };
  }
  if (member(notice, 'detected-condition') === undefined) return null;
  const state = word('detected-condition', 'simple-detector', 'simple-detector-state').replace(/^SIMPLE_DETECTOR_STATE_/, '');
  const severity = word('detected-condition', 'detector-info', 'perceived-severity');
  return {
    targetUuid,
    name: word('detected-condition', 'detected-condition-name'),
    nativeName: leaf(memberAt(notice, 'detected-condition', 'detected-condition-native-name')) ?? '',
    qualifier: word('detected-condition', 'detected-condition-qualifier'),
    severity,
    serviceAffecting: word('detected-condition', 'detector-info', 'service-affecting'),
    isCleared: severity === 'CLEARED' || state === 'CLEAR' || state === 'FLEETING',
  };
}

/** The alarms of `fault-management-context`. */
export const activeAlarms = (faultContext: Json | undefined): readonly Alarm[] =>
  entries(member(faultContext, 'active-condition')).flatMap((condition) => alarmIn(condition) ?? []);

/** One cause is `ALR_LOS` in a notice, and `DC_LOS`, or `DC_NATIVE` with a native name `LOS`, among the active conditions. */
function causeOf({ name, nativeName }: Alarm): string {
  const told = name === '' || name.endsWith('_NATIVE') ? nativeName : name;
  return told.replace(/^(ALR|DC|PM)_/, '');
}

function ruleFor(alarm: Alarm, rules: CarrierMapping['alarms']): CarrierMapping['alarms'][number]['condition'] {
  const rule = rules.find(
    ({ name, severity, serviceAffecting }) =>
      (name === undefined || [alarm.name, alarm.nativeName, causeOf(alarm)].includes(name)) &&
      (severity === undefined || severity === alarm.severity) &&
      (serviceAffecting === undefined || serviceAffecting === alarm.serviceAffecting),
  );
  return rule?.condition ?? 'ignored';
}

const wordsFor = (alarm: Alarm): string => clip(['alarm', causeOf(alarm), alarm.severity].filter((word) => word !== '').join(' '), 120);
