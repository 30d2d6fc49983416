/** What the manager says that it speaks: TAPI 2.5.0, by the revisions of its modules (ietf-yang-library, RFC 7895 and RFC 8525). */
const tapiRevision = '2023-10-10';
const modules = [
  ...['common', 'topology', 'connectivity', 'path-computation', 'notification', 'fm', 'streaming', 'dsr', 'digital-otn'].map((part) => ({
    name: `tapi-${part}`,
    revision: tapiRevision,
    namespace: `urn:onf:otcc:yang:tapi-${part}`,
  })),
  { name: 'ietf-restconf-monitoring', revision: '2017-01-26', namespace: 'urn:ietf:params:xml:ns:yang:ietf-restconf-monitoring' },
  { name: 'ietf-yang-library', revision: '2019-01-04', namespace: 'urn:ietf:params:xml:ns:yang:ietf-yang-library' },
];

export const yangLibrary = {
  'module-set': [{ name: 'all', module: modules }],
  schema: [{ name: 'all', 'module-set': ['all'] }],
  datastore: [{ name: 'ietf-datastores:running', schema: 'all' }],
  'content-id': `tapi-${tapiRevision}`,
};

export const modulesState = {
  'module-set-id': `tapi-${tapiRevision}`,
  module: modules.map((module) => ({ ...module, 'conformance-type': 'implement' })),
};

export const streamName = 'tapi-notices';

/** RFC 8040 §9.3. */
export const restconfState = (root: string) => ({
  capabilities: { capability: ['urn:ietf:params:restconf:capability:defaults:1.0?basic-mode=explicit'] },
  streams: {
    stream: [
      {
        name: streamName,
        description: 'Creation, deletion and change of all that this carrier shows, and its alarms',
        'replay-support': false,
        access: [{ encoding: 'json', location: `${root}/streams/${streamName}/json` }],
      },
    ],
  },
});
