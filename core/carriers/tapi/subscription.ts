import type { LinkWarning } from '../carrier-link';
import { clip, entries, leaf, localName, member, memberAt } from './json';
import type { Json } from './json';
import { wordsOf } from './restconf/answer';
import type { Answer } from './restconf/answer';
import type { RestconfClient } from './restconf/client';
import type { Dialect } from './versions/dialect';

/** Where a kind of stream is, or why there is none. */
export type FoundStream =
  | { readonly kind: 'found'; readonly url: URL; readonly warnings: readonly LinkWarning[] }
  | { readonly kind: 'none'; readonly why: string };

const notificationContext = 'tapi-common:context/tapi-notification:notification-context';

/** Subscribes, where the manager offers subscriptions, and finds its stream of server-sent events (RFC 8040 §6.3). */
export async function findEventStream(
  client: RestconfClient,
  root: string,
  dialect: Dialect,
  subscriptionUuid: string,
): Promise<FoundStream> {
  const own = await subscribeForAddress(client, root, dialect, subscriptionUuid);
  const answer = await client.request({ method: 'GET', path: `${root}/data/ietf-restconf-monitoring:restconf-state/streams` });
  const listed = answer.kind === 'answered' ? streamsIn(answer.json) : [];
  const candidates = [own.address, ...listed].flatMap((location) => location ?? []);
  const warnings =
    own.refusal === null
      ? []
      : [
          {
            subject: 'streams',
            message: `the manager takes no subscription of ours (${own.refusal}): what its general stream carries is read`,
          },
        ];
  return chooseHere(candidates, 'https:', client.origin, warnings) ?? { kind: 'none', why: whyNone(candidates, answer) };
}

/** Finds a stream of log records over WebSocket (ONF TR-548). */
export async function findRecordStream(client: RestconfClient, root: string): Promise<FoundStream> {
  const answer = await client.request({ method: 'GET', path: `${root}/data/tapi-common:context/tapi-streaming:stream-context` });
  const streams = answer.kind === 'answered' ? entries(member(member(answer.json, 'stream-context'), 'available-stream')) : [];
  const candidates = streams.filter(isUsable).flatMap((stream) => {
    const address = member(stream, 'connection-address');
    return Array.isArray(address) ? (address as readonly Json[]).flatMap((part) => leaf(part) ?? []) : (leaf(address) ?? []);
  });
  return chooseHere(candidates, 'wss:', client.origin, []) ?? { kind: 'none', why: whyNone(candidates, answer) };
}

/** Ends the subscription; what the manager answers does not matter any more. */
export async function unsubscribe(client: RestconfClient, root: string, subscriptionUuid: string): Promise<void> {
  await client.request({
    method: 'DELETE',
    path: `${root}/data/${notificationContext}/notif-subscription=${subscriptionUuid}`,
    timeoutMs: 1000,
  });
}

async function subscribeForAddress(
  client: RestconfClient,
  root: string,
  dialect: Dialect,
  uuid: string,
): Promise<{ readonly address: string | null; readonly refusal: string | null }> {
  const path = `${root}/data/${notificationContext}`;
  const body = { 'tapi-notification:notif-subscription': [dialect.writeSubscription(uuid)] };
  const posted = await client.request({ method: 'POST', path, body });
  // It exists already when the link was lost before: it is ours, by its uuid.
  if (posted.kind === 'refused' && posted.status !== 409)
    return { address: null, refusal: [404, 405].includes(posted.status) ? null : wordsOf(posted) };
  const read = await client.request({ method: 'GET', path: `${path}/notif-subscription=${uuid}` });
  const held = read.kind === 'answered' ? entries(member(read.json, 'notif-subscription'))[0] : undefined;
  const address = leaf(memberAt(held, 'notification-channel', 'stream-address'));
  return { address: address !== null && /^(https:\/\/|\/)/.test(address) ? address : null, refusal: null };
}

/** Streams on another host are not followed: what is pinned for this carrier says nothing about that one. */
function chooseHere(
  candidates: readonly string[],
  protocol: 'https:' | 'wss:',
  origin: string,
  warnings: readonly LinkWarning[],
): FoundStream | null {
  const base = origin.replace(/^https:/, protocol);
  const urls = candidates.flatMap((location) => (URL.canParse(location, base) ? [new URL(location, base)] : []));
  const url = urls.find((candidate) => candidate.protocol === protocol && candidate.hostname === new URL(origin).hostname);
  return url ? { kind: 'found', url, warnings } : null;
}

function whyNone(candidates: readonly string[], answer: Answer): string {
  if (candidates.length > 0) return `its streams are elsewhere (${clip(candidates.join(', '), 200)}), and are not followed there`;
  return answer.kind === 'failed' || answer.kind === 'refused' ? wordsOf(answer) : 'none is listed';
}

/** In JSON, over WebSocket, and going on. The protocol is WebSocket where none is named (2.5.0). */
function isUsable(stream: Json): boolean {
  const protocol = localName(leaf(member(stream, 'connection-protocol')) ?? 'WEBSOCKETS');
  const state = localName(leaf(member(stream, 'stream-state')) ?? 'STREAM_STATE_ACTIVE');
  return /websocket/i.test(protocol) && ['STREAM_STATE_ACTIVE', 'STREAM_STATE_ALIGNING'].includes(state);
}

/** Locations of the JSON encodings, those of streams with a TAPI name first. */
function streamsIn(json: Json | undefined): readonly string[] {
  const streams = entries(member(member(json, 'streams') ?? json, 'stream'));
  const located = streams.flatMap((stream) => {
    const access = entries(member(stream, 'access'));
    const chosen = access.find((entry) => leaf(member(entry, 'encoding')) === 'json') ?? (access.length === 1 ? access[0] : undefined);
    const location = leaf(member(chosen, 'location'));
    return location === null ? [] : [{ name: leaf(member(stream, 'name')) ?? '', location }];
  });
  const isTapi = ({ name }: { readonly name: string }): boolean => /tapi/i.test(name);
  return [...located.filter(isTapi), ...located.filter((stream) => !isTapi(stream))].map(({ location }) => location);
}
