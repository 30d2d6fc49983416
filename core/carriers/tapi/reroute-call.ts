import type { RerouteOutcome, ServiceRequest } from '../carrier-link';
import { wasAskedFor } from './read-service';
import { wordsOf } from './restconf/answer';
import type { Answer } from './restconf/answer';
import { isDefinite, readHeld, servicePath } from './service-calls';
import type { HeldOutcome, ServiceContext } from './service-calls';
import { differenceInEnds, serviceBody } from './service-request';

/**
 * PATCH (RFC 8040 §4.6.1) of the service as it was just read; `If-Match` where the manager gives entity tags, so that a change of the carrier's own
 * in between is not overwritten unseen. The body is the whole service, for a part of it would not be valid by the models.
 */
export async function rerouteServiceAt(context: ServiceContext, request: ServiceRequest): Promise<RerouteOutcome> {
  const first = await patchFresh(context, request);
  // Somebody changed the service between our read and our patch: what was read then counts no more, once.
  const isOvertaken = first.kind === 'refused' && 'status' in first && first.status === 412;
  return outcomeOf(isOvertaken ? await patchFresh(context, request) : first);
}

type Patched = Answer | Exclude<RerouteOutcome, { kind: 'refused' | 'unsupported' }> | OtherService;
type OtherService = { readonly kind: 'refused'; readonly tag: string; readonly message: string };

async function patchFresh(context: ServiceContext, request: ServiceRequest): Promise<Patched> {
  const held = await readHeld(context, request.uuid);
  if (held.kind !== 'held') return held;
  const difference = differenceInEnds(request, held.service);
  if (difference !== null)
    return { kind: 'refused', tag: 'other-service', message: `the carrier holds another service under this uuid: ${difference}` };
  if (isAsAsked(held, request)) return { kind: 'accepted' };
  return context.client.request({
    method: 'PATCH',
    path: servicePath(context, request.uuid),
    body: serviceBody(request, context.terms, context.snapshot),
    ifMatch: held.etag,
  });
}

function outcomeOf(patched: Patched): RerouteOutcome {
  if (patched.kind === 'failed') return { kind: 'unsettled', reason: patched.reason };
  if (patched.kind === 'unchanged') return { kind: 'unsettled', reason: 'the manager answered "not modified" to a change of a service' };
  if (patched.kind === 'answered') return { kind: 'accepted' };
  if (patched.kind !== 'refused' || !('status' in patched)) return patched;
  if (isBeyondIt(patched)) return { kind: 'unsupported', reason: wordsOf(patched) };
  if (patched.status === 404) return { kind: 'absent' };
  if (patched.status === 408 || (patched.status >= 500 && !isDefinite(patched))) return { kind: 'unsettled', reason: wordsOf(patched) };
  return { kind: 'refused', tag: patched.tag, message: patched.message };
}

/** By method, by media type, or in RESTCONF's words: PATCH is optional for a manager. */
const isBeyondIt = ({ status, tag }: Extract<Answer, { kind: 'refused' }>): boolean =>
  [405, 415, 501].includes(status) || tag === 'operation-not-supported';

/** A carrier that has moved the service by itself is asked again, though what it was asked for before is the same. */
function isAsAsked({ service, value }: Extract<HeldOutcome, { kind: 'held' }>, request: ServiceRequest): boolean {
  return service.route?.join(' ') === request.resourceUuids.join(' ') && wasAskedFor(value, request.resourceUuids) !== false;
}
