import type { LinkWarning } from '../carrier-link';
import { clip, entries, leaf, member, memberAt } from './json';
import type { Json } from './json';
import { wordsOf } from './restconf/answer';
import type { RestconfClient } from './restconf/client';

/** Where the notices of a manager come from; `url` null: it has no stream that we can read, so it is polled. */
export interface NoticeSource {
  readonly url: URL | null;
  readonly warnings: readonly LinkWarning[];
}

const notificationContext = 'tapi-common:context/tapi-notification:notification-context';

/** Subscribes, where the manager offers subscriptions, and finds its stream of server-sent events (RFC 8040 §6.3). */
export async function subscribe(client: RestconfClient, root: string, subscriptionUuid: string): Promise<NoticeSource> {
  const own = await subscribeForAddress(client, root, subscriptionUuid);
  const answer = await client.request({ method: 'GET', path: `${root}/data/ietf-restconf-monitoring:restconf-state/streams` });
  const listed = answer.kind === 'answered' ? streamsIn(answer.json) : [];
  const candidates = [own, ...listed].flatMap((location) => location ?? []);
  const urls = candidates.flatMap((location) => (URL.canParse(location, client.origin) ? [new URL(location, client.origin)] : []));
  const url = urls.find((candidate) => candidate.protocol === 'https:' && candidate.hostname === new URL(client.origin).hostname) ?? null;
  if (url) return { url, warnings: [] };
  const why =
    candidates.length > 0
      ? `its streams are elsewhere (${clip(candidates.join(', '), 200)}), and are not followed there`
      : answer.kind === 'failed' || answer.kind === 'refused'
        ? wordsOf(answer)
        : 'none is listed';
  return {
    url: null,
    warnings: [
      {
        subject: 'streams',
        message: `the manager offers no stream of notices that can be read (${why}): it is polled, so changes are seen later`,
      },
    ],
  };
}

/** Ends the subscription; what the manager answers does not matter any more. */
export async function unsubscribe(client: RestconfClient, root: string, subscriptionUuid: string): Promise<void> {
  await client.request({
    method: 'DELETE',
    path: `${root}/data/${notificationContext}/notif-subscription=${subscriptionUuid}`,
    timeoutMs: 1000,
  });
}

async function subscribeForAddress(client: RestconfClient, root: string, uuid: string): Promise<string | null> {
  const path = `${root}/data/${notificationContext}`;
  const posted = await client.request({ method: 'POST', path, body: subscriptionBody(uuid) });
  // It exists already when the link was lost before: it is ours, by its uuid.
  if (posted.kind !== 'answered' && !(posted.kind === 'refused' && posted.status === 409)) return null;
  const read = await client.request({ method: 'GET', path: `${path}/notif-subscription=${uuid}` });
  if (read.kind !== 'answered') return null;
  const address = leaf(memberAt(entries(member(read.json, 'notif-subscription'))[0], 'notification-channel', 'stream-address'));
  return address !== null && /^(https:\/\/|\/)/.test(address) ? address : null;
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

const subscriptionBody = (uuid: string): object => ({
  'tapi-notification:notif-subscription': [
    {
      uuid,
      'subscription-state': 'ACTIVE',
      'subscription-filter': [
        {
          'local-id': 'all',
          'requested-notification-types': [
            'tapi-notification:NOTIFICATION_TYPE_OBJECT_CREATION',
            'tapi-notification:NOTIFICATION_TYPE_OBJECT_DELETION',
            'tapi-notification:NOTIFICATION_TYPE_ATTRIBUTE_VALUE_CHANGE',
            'tapi-fm:FM_ALARM_EVENT',
            'tapi-fm:FM_THRESHOLD_CROSSING_ALERT',
          ],
          'requested-object-types': [
            'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK',
            'tapi-topology:TOPOLOGY_OBJECT_TYPE_NODE',
            'tapi-topology:TOPOLOGY_OBJECT_TYPE_NODE_EDGE_POINT',
            'tapi-common:OBJECT_TYPE_SERVICE_INTERFACE_POINT',
            'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTIVITY_SERVICE',
            'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTION',
          ],
          'include-content': true,
        },
      ],
    },
  ],
});
