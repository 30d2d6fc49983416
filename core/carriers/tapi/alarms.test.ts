import { describe, expect, test } from 'vitest';
import { standardMapping } from '../mapping';
import { activeAlarms, alarmIn, createAlarmBoard } from './alarms';
import { unqualified } from './json';
import type { Json } from './json';

const notice = (info: Record<string, Json>): Json =>
  unqualified({
    'target-object-identifier': 'link-1',
    'tapi-fm:alarm-info': { 'alarm-name': 'tapi-common:ALR_LOS', 'perceived-severity': 'CRITICAL', ...info },
  });

function boardAfter(...notices: readonly Json[]) {
  const board = createAlarmBoard(standardMapping.alarms);
  for (const each of notices) {
    const alarm = alarmIn(each);
    if (alarm) board.note(alarm);
  }
  return board.on('link-1');
}

describe('what an alarm means by the standard table', () => {
  test.each([
    [{ 'perceived-severity': 'CRITICAL' }, 'down'],
    [{ 'perceived-severity': 'CRITICAL', 'service-affecting': 'NOT_SERVICE_AFFECTING' }, 'degraded'],
    [{ 'perceived-severity': 'MAJOR' }, 'degraded'],
    [{ 'alarm-name': 'tapi-common:ALR_DEG', 'perceived-severity': 'MINOR' }, 'degraded'],
    [{ 'alarm-name': 'tapi-common:ALR_NATIVE', 'native-alarm-name': 'DEG', 'perceived-severity': 'MINOR' }, 'degraded'],
  ])('%j: %s', (info, condition) => {
    expect(boardAfter(notice(info))).toMatchObject([{ condition }]);
  });

  test.each([[{ 'perceived-severity': 'MINOR' }], [{ 'perceived-severity': 'WARNING' }], [{ 'is-transient': true }]])(
    '%j: nothing',
    (info) => {
      expect(boardAfter(notice(info))).toEqual([]);
    },
  );
});

test('an alarm stands until its own clear, not until another’s', () => {
  const los = notice({});
  const lof = notice({ 'alarm-name': 'tapi-common:ALR_LOF' });
  const lofCleared = notice({ 'alarm-name': 'tapi-common:ALR_LOF', 'perceived-severity': 'CLEARED' });
  expect(boardAfter(los, lof, lofCleared)).toEqual([{ condition: 'down', conditionText: 'alarm LOS CRITICAL' }]);
});

test('a clear notice ends what was read as an active condition, though that is named otherwise', () => {
  const [active] = activeAlarms(
    unqualified({
      'active-condition': [
        {
          'target-object-identifier': 'link-1',
          'tapi-fm:detected-condition': {
            'detected-condition-name': 'tapi-common:DC_NATIVE',
            'detected-condition-native-name': 'LOS',
            'detector-info': { 'perceived-severity': 'CRITICAL' },
          },
        },
        { 'tapi-fm:detected-condition': {} },
      ],
    }),
  );
  const board = createAlarmBoard(standardMapping.alarms);
  if (active) board.note(active);
  expect(board.on('link-1')).toMatchObject([{ condition: 'down' }]);
  const clear = alarmIn(notice({ 'perceived-severity': 'CLEARED' }));
  if (clear) board.note(clear);
  expect(board.on('link-1')).toEqual([]);
});

test('a carrier’s own table comes first', () => {
  const board = createAlarmBoard([{ name: 'FIBRE_BENT', condition: 'degraded' }]);
  const alarm = alarmIn(
    notice({ 'alarm-name': 'tapi-common:ALR_NATIVE', 'native-alarm-name': 'FIBRE_BENT', 'perceived-severity': 'WARNING' }),
  );
  if (alarm) board.note(alarm);
  expect(board.on('link-1')).toMatchObject([{ condition: 'degraded', conditionText: 'alarm FIBRE_BENT WARNING' }]);
});

test('a threshold crossing is an alarm with a severity of its own', () => {
  const crossing = unqualified({
    'target-object-identifier': 'link-1',
    'tapi-fm:tca-info': {
      'threshold-indicator-name': 'tapi-common:PM_DELAY_FRAME_COUNT',
      'perceived-tca-severity': 'tapi-fm:PERCEIVED_TCA_SEVERITY_WARNING',
    },
  });
  expect(alarmIn(crossing)).toMatchObject({ name: 'PM_DELAY_FRAME_COUNT', severity: 'WARNING', isCleared: false });
});
