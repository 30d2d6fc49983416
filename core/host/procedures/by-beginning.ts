export type FoundByBeginning<Thing> =
  | { readonly kind: 'found'; readonly thing: Thing }
  /** None has such an id. */
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly message: string };

/** The thing with this id, or the only one whose id begins so: ids are long, and typed by people. `plural` is what messages call them. */
export function byBeginning<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  beginning: string,
  plural: string,
): FoundByBeginning<Thing> {
  const whole = things.find(({ id }) => id === beginning);
  const matches = whole ? [whole] : things.filter(({ id }) => id.startsWith(beginning));
  const [thing, ...more] = matches;
  if (!thing) return { kind: 'none' };
  if (more.length === 0) return { kind: 'found', thing };
  return { kind: 'several', message: `${matches.length} ${plural} begin with ${beginning}; give more of the id` };
}
