export type FoundByPart<Thing> =
  | { readonly kind: 'found'; readonly thing: Thing }
  /** None has such an id. */
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly message: string };

/** Ids that are told where several are meant. */
const toldIds = 5;

/**
 * The thing with this id, or the only one whose id begins or ends so: ids are long, and typed by people. What was made together begins alike (RFC 9562
 * §5.7), so lists show the end. `plural` is what messages call them.
 */
export function byPartOfId<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  part: string,
  plural: string,
): FoundByPart<Thing> {
  const whole = things.find(({ id }) => id === part);
  const matches = whole ? [whole] : things.filter(({ id }) => id.startsWith(part) || id.endsWith(part));
  const [thing, ...more] = matches;
  if (!thing) return { kind: 'none' };
  if (more.length === 0) return { kind: 'found', thing };
  const told = matches.slice(0, toldIds).map(({ id }) => id);
  const rest = matches.length > toldIds ? ` and ${matches.length - toldIds} more` : '';
  return { kind: 'several', message: `${matches.length} ${plural} have an id like ${part}: give more of it, of ${told.join(', ')}${rest}` };
}
