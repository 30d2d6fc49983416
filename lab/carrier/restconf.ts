import { created, document, errors, noContent, notFound, refusal, refused, type Answer } from './answer';
import type { Carrier } from './carrier';
import { isLinkListed, isListed, isPortListed } from './condition';
import { at } from './network';
import { parseServiceRequest } from './service-request';
import { parseSubscription, type Subscription } from './subscriptions';
import { connectionDocument, connectionUuid, connectivityContext, isRealised, serviceDocument } from './tapi/connectivity-document';
import { contextDocument, faultContext, sipDocuments } from './tapi/context-document';
import { modulesState, restconfState, streamName, yangLibrary } from './tapi/modules';
import { linkDocument, nodeDocument, sipDocument, topologyDocument } from './tapi/topology-document';

interface RestconfRequest {
  readonly method: string;
  /** Decoded, without query. */
  readonly path: string;
  /** `https://host:port`, as the client addressed us. */
  readonly origin: string;
  readonly body: string;
  readonly contentType: string;
}

export interface Restconf {
  handle(request: RestconfRequest): Answer;
  /** Where the stream of notices is; null: there is none. */
  readonly streamPath: string | null;
}

type Handler = (request: RestconfRequest, key: string) => Answer;
type Methods = Readonly<Record<string, Handler>>;

/** The RESTCONF data tree of one carrier (RFC 8040, TAPI 2.5.0), below a root of its own choice. */
export function createRestconf(carrier: Carrier, hasStream: boolean): Restconf {
  const root = carrier.network.inventory.restconfRoot;
  const streamPath = hasStream ? `${root}/streams/${streamName}/json` : null;
  const resources: readonly (readonly [RegExp, Methods])[] = [
    ...rootResources(root),
    ...contextResources(carrier),
    ...connectivityResources(carrier),
    ...(hasStream ? noticeResources(root) : []),
  ];
  return {
    streamPath,
    handle(request) {
      const path = request.path.startsWith(`${root}/data/`) ? request.path.slice(`${root}/data`.length) : request.path;
      for (const [pattern, methods] of resources) {
        const match = pattern.exec(path);
        if (!match) continue;
        const handler = methods[request.method];
        if (handler) return handler(request, match[1] ?? '');
        const answer = errors(405, 'operation-not-supported', `${request.method} is not possible on ${path}`);
        return { ...answer, headers: { ...answer.headers, allow: Object.keys(methods).join(', ') } };
      }
      return notFound(request.path);
    },
  };
}

const reads = (read: (key: string, request: RestconfRequest) => object): Methods => ({
  GET: (request, key) => document(read(key, request)),
});

function rootResources(root: string): readonly (readonly [RegExp, Methods])[] {
  const hostMeta = `<?xml version="1.0" encoding="UTF-8"?>\n<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">\n  <Link rel="restconf" href="${root}"/>\n</XRD>\n`;
  return [
    [/^\/\.well-known\/host-meta$/, { GET: () => ({ status: 200, headers: { 'content-type': 'application/xrd+xml' }, body: hostMeta }) }],
    [/^\/ietf-yang-library:yang-library$/, reads(() => ({ 'ietf-yang-library:yang-library': yangLibrary }))],
    [/^\/ietf-yang-library:modules-state$/, reads(() => ({ 'ietf-yang-library:modules-state': modulesState }))],
  ];
}

const context = String.raw`^/tapi-common:context`;
const topologies = String.raw`${context}/tapi-topology:topology-context`;
const pattern = (path: string) => new RegExp(`${path}$`);

function contextResources(carrier: Carrier): readonly (readonly [RegExp, Methods])[] {
  const { network } = carrier;
  const topology = `${topologies}/topology=${network.topologyUuid}`;
  const one = (
    ids: ReadonlyMap<string, string>,
    isThere: (id: string) => boolean,
    what: string,
    show: (id: string) => object,
  ): Methods => ({
    GET: (_, uuid) => {
      const id = ids.get(uuid);
      return id !== undefined && isThere(id) ? document(show(id)) : notFound(`${what} ${uuid}`);
    },
  });
  return [
    [pattern(context), reads(() => ({ 'tapi-common:context': contextDocument(network, carrier.state) }))],
    [
      pattern(`${context}/service-interface-point`),
      reads(() => ({ 'tapi-common:service-interface-point': sipDocuments(network, carrier.state) })),
    ],
    [
      pattern(`${context}/service-interface-point=([^/]+)`),
      one(
        network.portIds,
        (id) => isPortListed(network, carrier.state, id),
        'service-interface-point',
        (id) => ({ 'tapi-common:service-interface-point': [sipDocument(carrier.state, at(network.ports, id))] }),
      ),
    ],
    [pattern(topologies), reads(() => ({ 'tapi-topology:topology-context': { topology: [topologyDocument(network, carrier.state)] } }))],
    [pattern(topology), reads(() => ({ 'tapi-topology:topology': [topologyDocument(network, carrier.state)] }))],
    [
      pattern(`${topology}/link=([^/]+)`),
      one(
        network.linkIds,
        (id) => isLinkListed(carrier.state, at(network.links, id)),
        'link',
        (id) => ({ 'tapi-topology:link': [linkDocument(network, carrier.state, at(network.links, id))] }),
      ),
    ],
    [
      pattern(`${topology}/node=([^/]+)`),
      one(
        network.nodeIds,
        (id) => isListed(carrier.state, id),
        'node',
        (id) => ({ 'tapi-topology:node': [nodeDocument(network, carrier.state, at(network.nodes, id))] }),
      ),
    ],
    [
      pattern(`${context}/tapi-fm:fault-management-context`),
      reads(() => ({ 'tapi-fm:fault-management-context': faultContext(network, carrier.state) })),
    ],
  ];
}

function connectivityResources(carrier: Carrier): readonly (readonly [RegExp, Methods])[] {
  const { network } = carrier;
  const connectivity = `${context}/tapi-connectivity:connectivity-context`;
  const post: Handler = (request) => {
    if (!/^application\/(yang-data\+)?json\b/.test(request.contentType)) {
      return errors(415, 'invalid-value', `send application/yang-data+json, not "${request.contentType}"`);
    }
    const asked = parseServiceRequest(request.body);
    if (asked.kind === 'refused') return refusal(asked);
    const outcome = carrier.create(asked);
    return outcome.kind === 'refused' ? refusal(outcome) : created(`${request.origin}${request.path}/connectivity-service=${asked.uuid}`);
  };
  return [
    [
      pattern(connectivity),
      { GET: () => document({ 'tapi-connectivity:connectivity-context': connectivityContext(network, carrier.state) }), POST: post },
    ],
    [
      pattern(`${connectivity}/connectivity-service=([^/]+)`),
      {
        GET: (_, uuid) => {
          const service = carrier.state.services.find((each) => each.uuid === uuid);
          if (!service) return notFound(`connectivity-service ${uuid}`);
          return document({ 'tapi-connectivity:connectivity-service': [serviceDocument(network, carrier.state, service)] });
        },
        DELETE: (_, uuid) => (carrier.delete(uuid) ? noContent : notFound(`connectivity-service ${uuid}`)),
      },
    ],
    [
      pattern(`${connectivity}/connection=([^/]+)`),
      {
        GET: (_, uuid) => {
          const service = carrier.state.services.find((each) => isRealised(each) && connectionUuid(each) === uuid);
          if (!service) return notFound(`connection ${uuid}`);
          return document({ 'tapi-connectivity:connection': [connectionDocument(network, carrier.state, service)] });
        },
      },
    ],
  ];
}

function noticeResources(root: string): readonly (readonly [RegExp, Methods])[] {
  const notices = `${context}/tapi-notification:notification-context`;
  const subscriptions = new Map<string, Subscription>();
  const post: Handler = (request) => {
    const asked = parseSubscription(request.body, `${request.origin}${root}/streams/${streamName}/json`);
    if (asked.kind === 'refused') return refusal(asked);
    const { uuid } = asked.subscription;
    if (subscriptions.has(uuid)) return refusal(refused('data-exists', `notif-subscription ${uuid} exists already`));
    subscriptions.set(uuid, asked.subscription);
    return created(`${request.origin}${request.path}/notif-subscription=${uuid}`);
  };
  return [
    [
      pattern(notices),
      {
        GET: () => document({ 'tapi-notification:notification-context': { 'notif-subscription': [...subscriptions.values()] } }),
        POST: post,
      },
    ],
    [
      pattern(`${notices}/notif-subscription=([^/]+)`),
      {
        GET: (_, uuid) => {
          const found = subscriptions.get(uuid);
          return found ? document({ 'tapi-notification:notif-subscription': [found] }) : notFound(`notif-subscription ${uuid}`);
        },
        DELETE: (_, uuid) => (subscriptions.delete(uuid) ? noContent : notFound(`notif-subscription ${uuid}`)),
      },
    ],
    [
      /^\/ietf-restconf-monitoring:restconf-state$/,
      reads((_, request) => ({ 'ietf-restconf-monitoring:restconf-state': restconfState(request.origin + root) })),
    ],
    [
      /^\/ietf-restconf-monitoring:restconf-state\/streams$/,
      reads((_, request) => ({ 'ietf-restconf-monitoring:streams': restconfState(request.origin + root).streams })),
    ],
  ];
}
