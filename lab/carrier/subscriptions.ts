import { z } from 'zod';
import { refused, type Refusal } from './answer';
import type { Dialect } from './tapi/dialect';
import type { Notice } from './tapi/notices';

const filter = z.strictObject({
  'local-id': z.string().optional(),
  name: z.array(z.looseObject({})).optional(),
  'requested-notification-types': z.array(z.string()).optional(),
  'requested-object-types': z.array(z.string()).optional(),
  'requested-layer-protocols': z.array(z.string()).optional(),
  'requested-object-identifier': z.array(z.string()).optional(),
  'include-content': z.boolean().optional(),
});
const subscription = z.strictObject({
  uuid: z.string().min(1),
  name: z.array(z.strictObject({ 'value-name': z.string(), value: z.string() })).optional(),
  'subscription-filter': z.union([z.array(filter), filter.transform((one) => [one])]).optional(),
  'subscription-state': z.enum(['ACTIVE', 'SUSPENDED']).optional(),
});
const body = z.strictObject({ 'tapi-notification:notif-subscription': z.tuple([subscription]) });

type Filter = z.infer<typeof filter>;

/** What a client asked to be told of (tapi-notification), and the document that shows it. */
export interface Subscription {
  readonly uuid: string;
  readonly filters: readonly Filter[];
  readonly document: object;
}

/** Reads a subscription; what this manager cannot do as asked is refused by name, never passed over. */
export function parseSubscription(
  dialect: Dialect,
  text: string,
  streamAddress: (uuid: string) => string,
): { readonly kind: 'subscription'; readonly subscription: Subscription } | Refusal {
  const content = contentOf(text);
  const read = body.safeParse(content);
  if (!read.success) return refused('invalid-value', `not a notif-subscription: ${z.prettifyError(read.error)}`);
  const [asked] = read.data['tapi-notification:notif-subscription'];
  const [shape] = (content as { 'tapi-notification:notif-subscription': [{ 'subscription-filter'?: unknown }] })[
    'tapi-notification:notif-subscription'
  ];
  const given = shape['subscription-filter'];
  if (given !== undefined && Array.isArray(given) !== dialect.notices.hasFilterList) {
    return refused(
      'invalid-value',
      `subscription-filter is ${dialect.notices.hasFilterList ? 'a list' : 'one container'} in TAPI ${dialect.version}`,
      path(''),
    );
  }
  const filters = asked['subscription-filter'] ?? [];
  const unmet =
    refuseState(asked['subscription-state']) ?? filters.map((each) => refuseFilter(dialect, each)).find((found) => found !== null);
  if (unmet) return unmet;
  const channel = { 'local-id': 'stream', 'stream-address': streamAddress(asked.uuid), 'next-sequence-no': '1' };
  const document = {
    ...asked,
    ...(given === undefined ? {} : { 'subscription-filter': given }),
    'subscription-state': 'ACTIVE',
    'notification-channel': channel,
  };
  return { kind: 'subscription', subscription: { uuid: asked.uuid, filters, document } };
}

/** Several filters: what passes any of them. */
export const passes = ({ filters }: Subscription, notice: Notice): boolean =>
  filters.length === 0 || filters.some((each) => passesOne(each, notice));

function passesOne(asked: Filter, notice: Notice): boolean {
  const isIn = (list: readonly string[] | undefined, value: string) => list === undefined || list.length === 0 || list.includes(value);
  return (
    isIn(asked['requested-notification-types'], notice.type) &&
    isIn(asked['requested-object-types'], notice.objectType) &&
    isIn(asked['requested-layer-protocols'], notice.layer) &&
    isIn(asked['requested-object-identifier'], notice.target)
  );
}

const path = (member: string): string => `/tapi-notification:notif-subscription/subscription-filter${member === '' ? '' : `/${member}`}`;

const refuseState = (state: string | undefined): Refusal | null =>
  state === 'SUSPENDED'
    ? refused(
        'not-implemented',
        'a subscription is ACTIVE here: delete it instead of suspending it',
        '/tapi-notification:notif-subscription/subscription-state',
      )
    : null;

function refuseFilter({ notices, layer, version }: Dialect, asked: Filter): Refusal | null {
  if (asked['include-content'] === false) {
    return refused('not-implemented', 'notices always carry their content here: leave include-content out', path('include-content'));
  }
  return (
    refuseUnknown('requested-notification-types', asked['requested-notification-types'], Object.values(notices.types), version) ??
    refuseUnknown(
      'requested-object-types',
      asked['requested-object-types'],
      [...Object.values(notices.objectTypes), ...notices.quietObjectTypes],
      version,
    ) ??
    refuseUnknown('requested-layer-protocols', asked['requested-layer-protocols'], [layer], version)
  );
}

function refuseUnknown(member: string, asked: readonly string[] = [], offered: readonly string[], version: string): Refusal | null {
  const stranger = asked.find((each) => !offered.includes(each));
  if (stranger === undefined) return null;
  return refused(
    'not-implemented',
    `${member}: ${stranger} is not sent by this manager (TAPI ${version}); it sends ${offered.join(', ')}`,
    path(member),
  );
}

function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
