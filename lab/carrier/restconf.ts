import { errors, notFound, type Answer } from './answer';
import type { Carrier } from './carrier';
import { connectivityResources } from './resources/connectivity-resources';
import { contextResources } from './resources/context-resources';
import { noticeResources } from './resources/notice-resources';
import { context, pattern, reads, type Resource, type RestconfRequest } from './resources/resource';
import { rootResources } from './resources/root-resources';
import type { StreamOffer } from './stream-offer';
import { passes, type Subscription } from './subscriptions';
import { logStreamName, sseStreamName } from './tapi/modules';
import type { Notice } from './tapi/notices';
import { streamContext } from './tapi/stream-context-document';

export interface Restconf {
  handle(request: RestconfRequest): Answer;
  /** Where the streams are; null: there is none of the kind. */
  readonly ssePath: string | null;
  readonly logPath: string | null;
  /** What a stream of server-sent events carries: all (null), or what a subscription asked for; null: there is no such subscription. */
  filterOf(subscription: string | null): ((notice: Notice) => boolean) | null;
  forgetSubscriptions(): void;
}

export interface RestconfOptions {
  readonly carrier: Carrier;
  readonly offer: StreamOffer;
  /** Whether services can be moved in place. */
  readonly canPatch: boolean;
  readonly onSubscriptionEnded: (subscription: string) => void;
}

/** The RESTCONF data tree of one carrier (RFC 8040), below a root of its own choice. */
export function createRestconf({ carrier, offer, canPatch, onSubscriptionEnded }: RestconfOptions): Restconf {
  const root = carrier.network.inventory.restconfRoot;
  const { dialect } = carrier.view;
  const subscriptions = new Map<string, Subscription>();
  const logPath = offer.hasWebSocket ? `${root}/streams/${logStreamName}` : null;
  const streams = ({ origin }: RestconfRequest) => streamContext(carrier.view, `${origin.replace(/^https:/, 'wss:')}${logPath ?? ''}`);
  const resources: readonly Resource[] = [
    ...rootResources(root, dialect, offer),
    ...contextResources(carrier, (request) => (logPath === null ? {} : { 'tapi-streaming:stream-context': streams(request) })),
    ...connectivityResources(carrier, canPatch),
    ...(offer.hasSse ? noticeResources({ dialect, root, subscriptions, onEnded: onSubscriptionEnded }) : []),
    ...(logPath === null
      ? []
      : [
          [
            pattern(`${context}/tapi-streaming:stream-context`),
            reads((request) => ({ 'tapi-streaming:stream-context': streams(request) })),
          ] as const,
        ]),
  ];
  return {
    ssePath: offer.hasSse ? `${root}/streams/${sseStreamName}/json` : null,
    logPath,
    filterOf(uuid) {
      if (uuid === null) return () => true;
      const subscription = subscriptions.get(uuid);
      return subscription ? (notice) => passes(subscription, notice) : null;
    },
    forgetSubscriptions: () => {
      subscriptions.clear();
    },
    handle(request) {
      const path = request.path.startsWith(`${root}/data/`) ? request.path.slice(`${root}/data`.length) : request.path;
      for (const [expression, methods] of resources) {
        const match = expression.exec(path);
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
