import { created, document, errors, noContent, notFound, refusal, tagOf, type Answer } from '../answer';
import type { Carrier } from '../carrier';
import type { HeldService } from '../held-state';
import { parseServicePatch, parseServiceRequest } from '../read-request';
import { connectionUuid, isRealised } from '../snapshot';
import { connectionDocument, connectivityContext, serviceDocument } from '../tapi/connectivity-document';
import { context, pattern, type Handler, type Methods, type Resource, type RestconfRequest } from './resource';

/** What the carrier provisions, and how it has realised it. */
export function connectivityResources(carrier: Carrier, canPatch: boolean): readonly Resource[] {
  const connectivity = `${context}/tapi-connectivity:connectivity-context`;
  return [
    [
      pattern(connectivity),
      { GET: () => document({ 'tapi-connectivity:connectivity-context': connectivityContext(carrier.view) }), POST: post(carrier) },
    ],
    [pattern(`${connectivity}/connectivity-service=([^/]+)`), serviceMethods(carrier, canPatch)],
    [
      pattern(`${connectivity}/connection=([^/]+)`),
      {
        GET: (_, uuid) => {
          const service = carrier.state.services.find((each) => isRealised(each) && connectionUuid(each) === uuid);
          if (!service) return notFound(`connection ${uuid}`);
          return document({ 'tapi-connectivity:connection': [connectionDocument(carrier.view, service)] });
        },
      },
    ],
  ];
}

const post =
  (carrier: Carrier): Handler =>
  (request) => {
    const other = refuseMediaType(request);
    if (other) return other;
    const asked = parseServiceRequest(carrier.view.dialect, request.body);
    if (asked.kind === 'refused') return refusal(asked);
    const outcome = carrier.create(asked);
    return outcome.kind === 'refused' ? refusal(outcome) : created(`${request.origin}${request.path}/connectivity-service=${asked.uuid}`);
  };

function serviceMethods(carrier: Carrier, canPatch: boolean): Methods {
  const shown = (service: HeldService) => ({ 'tapi-connectivity:connectivity-service': [serviceDocument(carrier.view, service)] });
  const found = (uuid: string) => carrier.state.services.find((each) => each.uuid === uuid);
  const tagged = (answer: Answer, uuid: string): Answer => {
    const service = found(uuid);
    return service ? { ...answer, headers: { ...answer.headers, etag: tagOf(shown(service)) } } : answer;
  };
  /** For a service that is there, and is still what the client thinks that it is (RFC 8040 §3.4.1.2). */
  const guarded =
    (handler: (request: RestconfRequest, service: HeldService) => Answer): Handler =>
    (request, uuid) => {
      const service = found(uuid);
      if (!service) return notFound(`connectivity-service ${uuid}`);
      const tags = request.ifMatch?.split(',').map((tag) => tag.trim());
      if (tags && !tags.includes('*') && !tags.includes(tagOf(shown(service)))) {
        return errors(412, 'operation-failed', `connectivity-service ${uuid} has changed since it was read: read it again`);
      }
      return handler(request, service);
    };
  const patch = guarded((request, service) => {
    const other = refuseMediaType(request);
    if (other) return other;
    const asked = parseServicePatch(carrier.view.dialect, request.body, service);
    if (asked.kind === 'refused') return refusal(asked);
    const outcome = carrier.move(service, asked);
    return outcome.kind === 'refused' ? refusal(outcome) : tagged(noContent, service.uuid);
  });
  return {
    GET: (_, uuid) => {
      const service = found(uuid);
      return service ? tagged(document(shown(service)), uuid) : notFound(`connectivity-service ${uuid}`);
    },
    ...(canPatch ? { PATCH: patch } : {}),
    DELETE: guarded((_, { uuid }) => (carrier.delete(uuid) ? noContent : notFound(`connectivity-service ${uuid}`))),
  };
}

const refuseMediaType = ({ contentType }: RestconfRequest): Answer | null =>
  /^application\/(yang-data\+)?json\b/.test(contentType)
    ? null
    : errors(415, 'invalid-value', `send application/yang-data+json, not "${contentType}"`);
