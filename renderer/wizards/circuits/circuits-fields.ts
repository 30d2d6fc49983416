import { z } from 'zod';

/** As much as a draft holds beside the rest. */
export const mostPasted = 800_000;

/** What the wizard keeps. */
export const circuitsShape = z.strictObject({
  pathId: z.string().nullable(),
  mode: z.enum(['one', 'list']),
  /** One order, by the names of its fields. */
  typed: z.record(z.string(), z.string().max(400)),
  /** A list, as it was pasted. */
  pasted: z.string().max(mostPasted),
  /** The ids that were ordered, or were about to be; null: none was. */
  orderIds: z.array(z.string()).readonly().nullable(),
});
export type CircuitsFields = z.infer<typeof circuitsShape>;

export const emptyCircuits = (pathId: string | null): CircuitsFields => ({ pathId, mode: 'list', typed: {}, pasted: '', orderIds: null });
