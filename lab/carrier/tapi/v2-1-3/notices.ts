import type { Dialect } from '../dialect';

/** Alarms and threshold crossings are inside the notice itself. */
export const notices: Dialect['notices'] = {
  types: {
    created: 'OBJECT_CREATION',
    deleted: 'OBJECT_DELETION',
    changed: 'ATTRIBUTE_VALUE_CHANGE',
    alarm: 'ALARM_EVENT',
    threshold: 'THRESHOLD_CROSSING_ALERT',
  },
  objectTypes: {
    link: 'LINK',
    node: 'NODE',
    port: 'SERVICE_INTERFACE_POINT',
    service: 'CONNECTIVITY_SERVICE',
    connection: 'CONNECTION',
  },
  quietObjectTypes: ['NODE_EDGE_POINT'],
  alarm: (alarm, severity) => ({
    'alarm-info': {
      'is-transient': false,
      'perceived-severity': severity,
      'probable-cause': alarm,
      'service-affecting': 'SERVICE_AFFECTING',
    },
  }),
  threshold: ({ isAbove, limitUs, observedUs }) => ({
    'tca-info': {
      'is-transient': false,
      'threshold-crossing': isAbove ? 'THRESHOLD_ABOVE' : 'CLEARED',
      'threshold-parameter': 'FIXED_LATENCY_US',
      'threshold-value': String(Math.round(Number(limitUs))),
      'perceived-severity': isAbove ? 'WARNING' : 'CLEAR',
      'suspect-interval-flag': false,
    },
    // The model has no place for the observed value.
    'additional-info': [{ 'value-name': 'OBSERVED_VALUE_US', value: observedUs }],
  }),
  hasFilterList: false,
};
