import { created, document, noContent, notFound, refusal, refused } from '../answer';
import { parseSubscription, type Subscription } from '../subscriptions';
import type { Dialect } from '../tapi/dialect';
import { restconfState, sseStreamName } from '../tapi/modules';
import { context, pattern, reads, type Handler, type Resource } from './resource';

export interface NoticeResources {
  readonly dialect: Dialect;
  readonly root: string;
  /** Forgotten at a restart. */
  readonly subscriptions: Map<string, Subscription>;
  readonly onEnded: (subscription: string) => void;
}

/** Subscriptions, and where the streams of server-sent events are. */
export function noticeResources({ dialect, root, subscriptions, onEnded }: NoticeResources): readonly Resource[] {
  const notices = `${context}/tapi-notification:notification-context`;
  const post: Handler = (request) => {
    const address = (uuid: string) => `${request.origin}${root}/streams/${sseStreamName}/json?subscription=${encodeURIComponent(uuid)}`;
    const asked = parseSubscription(dialect, request.body, address);
    if (asked.kind === 'refused') return refusal(asked);
    const { uuid } = asked.subscription;
    if (subscriptions.has(uuid)) return refusal(refused('data-exists', `notif-subscription ${uuid} exists already`));
    subscriptions.set(uuid, asked.subscription);
    return created(`${request.origin}${request.path}/notif-subscription=${uuid}`);
  };
  const shown = () => [...subscriptions.values()].map((subscription) => subscription.document);
  return [
    [pattern(notices), { GET: () => document({ 'tapi-notification:notification-context': { 'notif-subscription': shown() } }), POST: post }],
    [
      pattern(`${notices}/notif-subscription=([^/]+)`),
      {
        GET: (_, uuid) => {
          const found = subscriptions.get(uuid);
          return found ? document({ 'tapi-notification:notif-subscription': [found.document] }) : notFound(`notif-subscription ${uuid}`);
        },
        DELETE: (_, uuid) => {
          if (!subscriptions.delete(uuid)) return notFound(`notif-subscription ${uuid}`);
          onEnded(uuid);
          return noContent;
        },
      },
    ],
    [
      /^\/ietf-restconf-monitoring:restconf-state$/,
      reads(({ origin }) => ({ 'ietf-restconf-monitoring:restconf-state': restconfState(origin + root) })),
    ],
    [
      /^\/ietf-restconf-monitoring:restconf-state\/streams$/,
      reads(({ origin }) => ({ 'ietf-restconf-monitoring:streams': restconfState(origin + root).streams })),
    ],
  ];
}
