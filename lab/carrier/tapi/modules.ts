import type { StreamOffer } from '../stream-offer';
import type { Dialect, Module } from './dialect';

const ietf = (name: string, revision: string): Module => ({ name, revision, namespace: `urn:ietf:params:xml:ns:yang:${name}` });

/** What the manager says that it speaks, by the revisions of its modules. */
const modulesOf = (dialect: Dialect, offer: StreamOffer): readonly Module[] => [
  ...dialect.modules(offer),
  ...(offer.hasSse ? [ietf('ietf-restconf-monitoring', '2017-01-26')] : []),
  ietf('ietf-yang-library', '2019-01-04'),
];

/** ietf-yang-library as RFC 8525 has it. */
export const yangLibrary = (dialect: Dialect, offer: StreamOffer) => ({
  'module-set': [{ name: 'all', module: modulesOf(dialect, offer) }],
  schema: [{ name: 'all', 'module-set': ['all'] }],
  datastore: [{ name: 'ietf-datastores:running', schema: 'all' }],
  'content-id': `tapi-${dialect.version}`,
});

/** ietf-yang-library as RFC 7895 has it. */
export const modulesState = (dialect: Dialect, offer: StreamOffer) => ({
  'module-set-id': `tapi-${dialect.version}`,
  module: modulesOf(dialect, offer).map((module) => ({ ...module, 'conformance-type': 'implement' })),
});

export const sseStreamName = 'tapi-notices';
export const logStreamName = 'tapi-log';

/** RFC 8040 §9.3. */
export const restconfState = (root: string) => ({
  capabilities: { capability: ['urn:ietf:params:restconf:capability:defaults:1.0?basic-mode=explicit'] },
  streams: {
    stream: [
      {
        name: sseStreamName,
        description: 'Creation, deletion and change of all that this carrier shows, and its alarms',
        'replay-support': false,
        access: [{ encoding: 'json', location: `${root}/streams/${sseStreamName}/json` }],
      },
    ],
  },
});
