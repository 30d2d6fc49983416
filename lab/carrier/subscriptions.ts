import { z } from 'zod';
import { refused, type Refusal } from './answer';

const body = z.strictObject({
  'tapi-notification:notif-subscription': z
    .array(
      z.looseObject({
        uuid: z.string().min(1),
        name: z.array(z.strictObject({ 'value-name': z.string(), value: z.string() })).optional(),
        'subscription-filter': z.array(z.looseObject({ 'local-id': z.string() })).optional(),
        'subscription-state': z.enum(['ACTIVE', 'SUSPENDED']).optional(),
      }),
    )
    .length(1),
});

export type Subscription = z.infer<typeof body>['tapi-notification:notif-subscription'][number];

/** A subscription (tapi-notification): this manager sends every notice to every stream, whatever the filter says, and tells where the stream is. */
export function parseSubscription(
  text: string,
  streamAddress: string,
): { readonly kind: 'subscription'; readonly subscription: Subscription } | Refusal {
  try {
    const [asked] = body.parse(JSON.parse(text))['tapi-notification:notif-subscription'];
    if (!asked) throw new Error('one subscription was checked by the schema');
    const channel = { 'local-id': 'stream', 'stream-address': streamAddress, 'next-sequence-no': '1' };
    return { kind: 'subscription', subscription: { ...asked, 'subscription-state': 'ACTIVE', 'notification-channel': channel } };
  } catch (error) {
    return refused('invalid-value', `not a notif-subscription: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`);
  }
}
