import type { CarrierMapping } from '../mapping';
import { setBounded } from './bounded-map';
import { uint64 } from './decimal';
import { clip, entries, leaf, localName, member, memberAt } from './json';
import type { Json } from './json';
import { conditionOf } from './read-condition';
import type { StatedCondition } from './read-condition';

/** An alarm or threshold crossing as a manager raises or clears it. */
export interface Alarm {
  readonly kind: 'alarm' | 'crossing';
  readonly targetUuid: string;
  /** Without module prefix: `ALR_LOS`. */
  readonly name: string;
  readonly nativeName: string;
  readonly qualifier: string;
  readonly severity: string;
  readonly serviceAffecting: string;
  readonly isCleared: boolean;
  /** Where the manager numbers what it tells: its place among all that it told. What is older than the last word on the same alarm counts no more. */
  readonly order: bigint | null;
}

/** The alarms that stand, by object. */
export interface AlarmBoard {
  /** The same array as long as nothing changes on this object. */
  on(targetUuid: string): readonly StatedCondition[];
  note(alarm: Alarm): void;
  /** These are all alarms that stand, by the manager's own list. Crossings are in no such list. */
  replaceAlarms(standing: readonly Alarm[]): void;
  /** The manager numbers its notices anew. */
  renumber(): void;
  /** What stands is not known any more, because a raise or a clear may have been missed. Answers how many stood. */
  forget(): number;
}

/** Of alarms that are over: the last word on them, so that an older one that comes late does not raise them again. */
const maxLastWords = 20_000;
const none: readonly StatedCondition[] = [];

export function createAlarmBoard(rules: CarrierMapping['alarms']): AlarmBoard {
  const standing = new Map<string, ReadonlyMap<string, Standing>>();
  const conditions = new Map<string, readonly StatedCondition[]>();
  const lastWords = new Map<string, bigint>();
  const put = (targetUuid: string, alarms: ReadonlyMap<string, Standing>): void => {
    if (alarms.size > 0) {
      standing.set(targetUuid, alarms);
      conditions.set(
        targetUuid,
        [...alarms.values()].map(({ stated }) => stated),
      );
    } else {
      standing.delete(targetUuid);
      conditions.delete(targetUuid);
    }
  };
  const isOld = ({ targetUuid, order }: Alarm, key: string): boolean => {
    if (order === null) return false;
    const subject = `${targetUuid} ${key}`;
    const last = lastWords.get(subject);
    if (last !== undefined && order < last) return true;
    setBounded(lastWords, subject, order, maxLastWords);
    return false;
  };
  const note = (alarm: Alarm): void => {
    const key = `${causeOf(alarm)} ${alarm.qualifier}`;
    if (isOld(alarm, key)) return;
    const alarms = new Map(standing.get(alarm.targetUuid));
    const condition = alarm.isCleared ? 'up' : conditionOf(ruleFor(alarm, rules));
    if (condition === 'up') alarms.delete(key);
    else alarms.set(key, { kind: alarm.kind, stated: { condition, conditionText: wordsFor(alarm) } });
    put(alarm.targetUuid, alarms);
  };
  return {
    on: (targetUuid) => conditions.get(targetUuid) ?? none,
    note,
    replaceAlarms(listed) {
      for (const [targetUuid, alarms] of [...standing]) put(targetUuid, new Map([...alarms].filter(([, { kind }]) => kind === 'crossing')));
      lastWords.clear();
      listed.forEach(note);
    },
    renumber() {
      lastWords.clear();
    },
    forget() {
      const count = [...standing.values()].reduce((sum, alarms) => sum + alarms.size, 0);
      standing.clear();
      conditions.clear();
      lastWords.clear();
      return count;
    },
  };
}

interface Standing {
  readonly kind: Alarm['kind'];
  readonly stated: StatedCondition;
}

/** An alarm out of a notification, an event-notification or an active condition; null where it holds none. Transient ones leave nothing standing. */
export function alarmIn(notice: Json): Alarm | null {
  const targetUuid = leaf(member(notice, 'target-object-identifier'));
  if (targetUuid === null) return null;
  const order = uint64(member(notice, 'sequence-number'));
  const word = (...path: readonly string[]): string => localName(leaf(memberAt(notice, ...path)) ?? '');
  if (member(notice, 'alarm-info') !== undefined) {
    return {
      kind: 'alarm',
      targetUuid,
      order,
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
      kind: 'crossing',
      targetUuid,
      order,
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
    kind: 'alarm',
    targetUuid,
    order,
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
