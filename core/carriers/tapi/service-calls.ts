import type { CreateOutcome, DeleteOutcome, ReadOutcome, ReportedService, ServiceRequest } from '../carrier-link';
import { entries, member } from './json';
import type { Json } from './json';
import type { NetworkIndex } from './network-index';
import { readService } from './read-service';
import { wordsOf } from './restconf/answer';
import type { Answer } from './restconf/answer';
import type { RestconfClient } from './restconf/client';
import { connectionUuids, lowerConnectionUuids } from './route';
import { differenceFrom, serviceBody } from './service-request';
import { uuidOf } from './snapshot';
import type { Snapshot } from './snapshot';
import { asCurrent } from './terms';
import type { Terms } from './terms';

/** What a call about a service needs of the link that is up. */
export interface ServiceContext {
  readonly client: RestconfClient;
  readonly root: string;
  readonly snapshot: Snapshot;
  readonly index: NetworkIndex;
  readonly terms: Terms;
  /** Told which connections realise which service, so that a notice about a connection can be attributed. */
  readonly onConnections: (serviceUuid: string, connections: readonly string[]) => void;
}

const path = ({ root }: ServiceContext): string => `${root}/data/tapi-common:context/tapi-connectivity:connectivity-context`;
export const servicePath = (context: ServiceContext, uuid: string): string =>
  `${path(context)}/connectivity-service=${encodeURIComponent(uuid)}`;
const maxConnectionReads = 50;

/** POST, then read back: only what the manager shows under our uuid counts as accepted. */
export async function createServiceAt(context: ServiceContext, request: ServiceRequest): Promise<CreateOutcome> {
  const answer = await context.client.request({
    method: 'POST',
    path: path(context),
    body: serviceBody(request, context.terms, context.snapshot),
  });
  if (answer.kind === 'unchanged') return { kind: 'unsettled', reason: 'the manager answered "not modified" to a creation' };
  if (answer.kind === 'failed') return { kind: 'unsettled', reason: answer.reason };
  if (answer.kind === 'refused' && !isAboutExistence(answer)) {
    if (answer.status < 500)
      return answer.status === 408
        ? { kind: 'unsettled', reason: wordsOf(answer) }
        : { kind: 'refused', tag: answer.tag, message: answer.message };
    if (!isDefinite(answer)) return { kind: 'unsettled', reason: wordsOf(answer) };
  }
  const held = await readHeld(context, request.uuid);
  if (held.kind === 'unsettled') return held;
  if (held.kind === 'absent') {
    if (answer.kind === 'refused') return { kind: 'refused', tag: answer.tag, message: answer.message };
    return { kind: 'unsettled', reason: 'the manager accepted the service but does not show it yet: read it again' };
  }
  return differenceFrom(request, held.service, held.value) === null
    ? { kind: 'accepted', service: held.service }
    : { kind: 'conflict', service: held.service };
}

export async function readServiceAt(context: ServiceContext, uuid: string): Promise<ReadOutcome> {
  const held = await readHeld(context, uuid);
  return held.kind === 'held' ? { kind: 'service', service: held.service } : held;
}

export async function deleteServiceAt(context: ServiceContext, uuid: string): Promise<DeleteOutcome> {
  const answer = await context.client.request({ method: 'DELETE', path: servicePath(context, uuid) });
  if (answer.kind === 'answered' || (answer.kind === 'refused' && answer.status === 404)) return { kind: 'deleted' };
  if (answer.kind === 'refused' && answer.status < 500 && answer.status !== 408)
    return { kind: 'refused', tag: answer.tag, message: answer.message };
  return { kind: 'unsettled', reason: answer.kind === 'unchanged' ? 'the manager answered "not modified" to a deletion' : wordsOf(answer) };
}

export type HeldOutcome =
  | { readonly kind: 'held'; readonly service: ReportedService; readonly value: Json; readonly etag: string | null }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unsettled'; readonly reason: string };

/** The service with the connections that realise it. */
export async function readHeld(context: ServiceContext, uuid: string): Promise<HeldOutcome> {
  const answer = await context.client.request({ method: 'GET', path: servicePath(context, uuid) });
  if (answer.kind === 'refused' && answer.status === 404) return { kind: 'absent' };
  if (answer.kind !== 'answered')
    return { kind: 'unsettled', reason: answer.kind === 'unchanged' ? 'the manager answered "not modified"' : wordsOf(answer) };
  const listed = entries(member(answer.json, 'connectivity-service')).find((entry) => uuidOf(entry) === uuid);
  if (listed === undefined)
    return { kind: 'unsettled', reason: `the manager's answer holds no service ${uuid}: the carrier has to correct it` };
  const value = asCurrent('service', listed, context.terms);
  const connections = await readConnections(context, uuid, value);
  if (typeof connections === 'string') return { kind: 'unsettled', reason: connections };
  const service = readService(value, {
    ...context,
    mapping: context.terms.mapping,
    connectionOf: (connection) => connections.get(connection),
  });
  return service
    ? { kind: 'held', service, value, etag: answer.etag }
    : { kind: 'unsettled', reason: `service ${uuid} has not two ends on ports at the carrier: it cannot be compared` };
}

async function readConnections(context: ServiceContext, serviceUuid: string, service: Json): Promise<ReadonlyMap<string, Json> | string> {
  const read = new Map<string, Json>();
  const waiting = [...connectionUuids(service)];
  for (let uuid = waiting.shift(); uuid !== undefined && read.size < maxConnectionReads; uuid = waiting.shift()) {
    if (read.has(uuid)) continue;
    const answer = await context.client.request({ method: 'GET', path: `${path(context)}/connection=${encodeURIComponent(uuid)}` });
    // One that has gone meanwhile leaves the route unsaid.
    if (answer.kind === 'refused' && answer.status === 404) continue;
    if (answer.kind !== 'answered') return answer.kind === 'unchanged' ? 'the manager answered "not modified"' : wordsOf(answer);
    const [listed] = entries(member(answer.json, 'connection'));
    if (listed === undefined) continue;
    const connection = asCurrent('connection', listed, context.terms);
    read.set(uuid, connection);
    for (const lower of lowerConnectionUuids(connection)) waiting.push(lower);
  }
  context.onConnections(serviceUuid, [...read.keys()]);
  return read;
}

type Refused = Extract<Answer, { kind: 'refused' }>;

/** A conflict that does not say of what, or says that the uuid is taken: a read tells. */
const isAboutExistence = ({ status, tag, isStructured }: Refused): boolean => status === 409 && (tag === 'data-exists' || !isStructured);

/** A server error settles the request only where the manager itself says, in RESTCONF's words, that the operation failed as a whole. */
export const isDefinite = ({ status, tag, isStructured }: Refused): boolean =>
  isStructured && (status === 500 || status === 501) && !['partial-operation', 'rollback-failed'].includes(tag);
