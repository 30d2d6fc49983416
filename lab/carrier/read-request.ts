import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { refused, type Refusal } from './answer';
import type { HeldService } from './held-state';
import { refusalOf, type ServiceRequest } from './service-request';
import type { Dialect } from './tapi/dialect';

/** The body of a POST on the connectivity context. */
export function parseServiceRequest(dialect: Dialect, text: string): ServiceRequest | Refusal {
  const content = parseJson(text);
  return content.kind === 'refused' ? content : dialect.parseService(content.value);
}

const patchBody = z.strictObject({
  'tapi-connectivity:connectivity-service': z.tuple([z.looseObject({ uuid: z.string() })]),
});

/**
 * The body of a PATCH (RFC 8040 §4.6.1): the service with its new route. The route that is given takes the place of the one that is there,
 * as managers have it (a merge of lists by the letter could only make it longer), and with it the limit of its delay. Whatever else is
 * given has to be as it is.
 */
export function parseServicePatch(dialect: Dialect, text: string, held: HeldService): ServiceRequest | Refusal {
  const content = parseJson(text);
  if (content.kind === 'refused') return content;
  const read = patchBody.safeParse(content.value);
  if (!read.success) return refusalOf(read.error);
  const [patch] = read.data['tapi-connectivity:connectivity-service'];
  if (patch.uuid !== held.uuid) return refused('invalid-value', `the body is about service ${patch.uuid}, the path about ${held.uuid}`);
  const { routeMember, limitMember } = dialect;
  if (!(routeMember in patch)) return refused('missing-element', `no route was given: ${routeMember} is what can be changed in place`);
  const isFixed = (name: string) => name !== routeMember && name !== limitMember;
  const other = Object.keys(patch).find((name) => isFixed(name) && !isDeepStrictEqual(patch[name], held.requested[name]));
  if (other !== undefined) {
    return refused('invalid-value', `only ${routeMember} can be changed in place; ${other} is not what the service has`, `/${other}`);
  }
  return dialect.parseService({ 'tapi-connectivity:connectivity-service': [{ ...held.requested, ...patch }] });
}

function parseJson(text: string): { readonly kind: 'json'; readonly value: unknown } | Refusal {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch (error) {
    return refused('malformed-message', `the body is not JSON: ${String(error)}`);
  }
}
