import type { Dialect } from '../dialect';

export const objectTypes = {
  link: 'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK',
  node: 'tapi-topology:TOPOLOGY_OBJECT_TYPE_NODE',
  port: 'tapi-common:OBJECT_TYPE_SERVICE_INTERFACE_POINT',
  service: 'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTIVITY_SERVICE',
  connection: 'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTION',
} as const;

/** Alarms and threshold crossings are tapi-fm's. */
export const notices: Dialect['notices'] = {
  types: {
    created: 'tapi-notification:NOTIFICATION_TYPE_OBJECT_CREATION',
    deleted: 'tapi-notification:NOTIFICATION_TYPE_OBJECT_DELETION',
    changed: 'tapi-notification:NOTIFICATION_TYPE_ATTRIBUTE_VALUE_CHANGE',
    alarm: 'tapi-fm:FM_ALARM_EVENT',
    threshold: 'tapi-fm:FM_THRESHOLD_CROSSING_ALERT',
  },
  objectTypes,
  quietObjectTypes: ['tapi-topology:TOPOLOGY_OBJECT_TYPE_NODE_EDGE_POINT'],
  alarm: (alarm, severity) => ({
    'tapi-fm:alarm-info': {
      'alarm-name': `tapi-common:ALR_${alarm}`,
      'perceived-severity': severity,
      'service-affecting': 'SERVICE_AFFECTING',
      'is-transient': false,
      'alarm-category': 'tapi-fm:ALARM_CATEGORY_CONNECTIVITY',
    },
  }),
  // `threshold-indicator-name` stays out: no identity of the models is about latency.
  threshold: ({ isAbove, limitUs, observedUs }) => ({
    'tapi-fm:tca-info': {
      'native-threshold-indicator-name': 'FIXED_LATENCY_US',
      'is-transient': false,
      'perceived-tca-severity': `tapi-fm:PERCEIVED_TCA_SEVERITY_${isAbove ? 'WARNING' : 'CLEAR'}`,
      'threshold-observed-value': { 'pm-parameter-value': observedUs, 'pm-parameter-unit': 'us' },
      'threshold-configured-value': { 'pm-parameter-value': limitUs, 'pm-parameter-unit': 'us' },
    },
  }),
  hasFilterList: true,
};
