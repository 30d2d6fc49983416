import type { StreamOffer } from '../stream-offer';
import type { Dialect } from '../tapi/dialect';
import { modulesState, yangLibrary } from '../tapi/modules';
import { reads, type Resource } from './resource';

/** Where everything is, and what is spoken. */
export function rootResources(root: string, dialect: Dialect, offer: StreamOffer): readonly Resource[] {
  const hostMeta = `<?xml version="1.0" encoding="UTF-8"?>\n<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">\n  <Link rel="restconf" href="${root}"/>\n</XRD>\n`;
  return [
    [/^\/\.well-known\/host-meta$/, { GET: () => ({ status: 200, headers: { 'content-type': 'application/xrd+xml' }, body: hostMeta }) }],
    [/^\/ietf-yang-library:yang-library$/, reads(() => ({ 'ietf-yang-library:yang-library': yangLibrary(dialect, offer) }))],
    [/^\/ietf-yang-library:modules-state$/, reads(() => ({ 'ietf-yang-library:modules-state': modulesState(dialect, offer) }))],
  ];
}
