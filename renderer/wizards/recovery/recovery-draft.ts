import { z } from 'zod';
import type { PreviewedMoveShown, RecoveryHitShown, RecoverySurveyShown } from '../../../core/contract/recovery';
import { clockToleranceMs } from '../../ui/numbers';
import type { DraftShape } from '../use-draft';

const hops = z.array(z.object({ kind: z.enum(['node', 'resource', 'interconnect']), id: z.string() })).max(1_000);

/** `proposal`: wherever the engine would; `leave`: it stays as it is. */
const choice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('proposal') }),
  z.object({ kind: z.literal('way'), hops, oneWayNs: z.number() }),
  z.object({ kind: z.literal('leave') }),
]);
export type Choice = z.infer<typeof choice>;

const shape = z.object({
  /** The event, by its name when it was chosen. */
  name: z.string().max(300),
  impairmentIds: z.array(z.string()).max(1_000),
  /** By order; what is not named is as `usualChoice` has it. */
  choices: z.record(z.string(), choice),
  reason: z.string().max(500),
  /** What was asked for, and what was answered, `sent`: nothing was yet; null: nothing was asked for. */
  sent: z
    .object({
      atMs: z.number(),
      outcomes: z.array(
        z.object({ orderId: z.string(), kind: z.enum(['sent', 'asked', 'changed', 'not-needed', 'in-hand']), text: z.string() }),
      ),
    })
    .nullable(),
});
export type RecoveryFields = z.infer<typeof shape>;
type Sent = RecoveryFields['sent'];
export type SentOutcome = NonNullable<Sent>['outcomes'][number];

export const recoveryDraft: DraftShape<RecoveryFields> = {
  shape,
  empty: { title: 'Recover an impairment', step: 'what', fields: { name: '', impairmentIds: [], choices: {}, reason: '', sent: null } },
};

/** Who suffers is moved where the engine proposes; who does not stays. */
export const usualChoice = ({ phase }: Pick<RecoveryHitShown, 'phase'>): Choice =>
  phase === 'waits-for-you' || phase === 'queued' || phase === 'no-route' ? { kind: 'proposal' } : { kind: 'leave' };

export const choiceOf = ({ choices }: Pick<RecoveryFields, 'choices'>, hit: RecoveryHitShown): Choice =>
  choices[hit.order.id] ?? usualChoice(hit);

/** Orders that can be moved at this moment: one that is on its way has been decided about. */
export const isChoosable = ({ phase }: Pick<RecoveryHitShown, 'phase'>): boolean => phase !== 'in-hand' && phase !== 'released';

/** Those that would be moved, with where to, as the host is asked for it. */
export function choicesAsked(
  fields: Pick<RecoveryFields, 'choices'>,
  { hits }: Pick<RecoverySurveyShown, 'hits'>,
): { orderId: string; hops: z.infer<typeof hops> | null }[] {
  return hits.filter(isChoosable).flatMap((hit) => {
    const chosen = choiceOf(fields, hit);
    if (chosen.kind === 'leave') return [];
    return [{ orderId: hit.order.id, hops: chosen.kind === 'way' ? chosen.hops : null }];
  });
}

/** What is known of a proposal: a draft of the move; not known: it is being found. */
export type Previewed = readonly Pick<PreviewedMoveShown, 'kind' | 'orderId'>[] | null;

/** How many of those that are asked for would be moved: all, until it is known of which the engine proposes none. */
export const countMovable = (asked: ReturnType<typeof choicesAsked>, previewed: Previewed): number =>
  asked.length - withoutProposal(asked, previewed).length;

const withoutProposal = (asked: ReturnType<typeof choicesAsked>, previewed: Previewed): ReturnType<typeof choicesAsked> => {
  const none = new Set((previewed ?? []).flatMap(({ kind, orderId }) => (kind === 'none' ? [orderId] : [])));
  return asked.filter(({ orderId }) => none.has(orderId));
};

/** Why it makes no difference to take all proposals; null: it takes back what was chosen otherwise. */
export function whyNoProposals(
  fields: Pick<RecoveryFields, 'choices'>,
  { hits }: Pick<RecoverySurveyShown, 'hits'>,
  previewed: Previewed,
): string | null {
  const none = new Set((previewed ?? []).flatMap(({ kind, orderId }) => (kind === 'none' ? [orderId] : [])));
  const isProposed = (hit: RecoveryHitShown): boolean => isOpen(hit) && hit.phase !== 'no-route' && !none.has(hit.order.id);
  if (!hits.some(isProposed)) return 'The engine proposes no way for any of them';
  return hits.some((hit) => isChoosable(hit) && choiceOf(fields, hit).kind !== usualChoice(hit).kind) ? null : 'They stand already';
}

/** `1 of 4 chosen by you. The engine’s proposal stands for the other 3. …`; only of proposals that there are. */
export function choiceWords(
  fields: Pick<RecoveryFields, 'choices'>,
  survey: Pick<RecoverySurveyShown, 'hits'>,
  previewed: Previewed,
): string {
  const asked = choicesAsked(fields, survey);
  const none = withoutProposal(asked, previewed);
  const noneIds = new Set(none.map(({ orderId }) => orderId));
  const phases = new Map(survey.hits.map(({ order, phase }) => [order.id, phase]));
  const byHand = asked.filter(({ hops: chosen }) => chosen !== null).length;
  const hasNone = ({ orderId, hops: chosen }: (typeof asked)[number]): boolean =>
    chosen === null && (noneIds.has(orderId) || phases.get(orderId) === 'no-route');
  const noRoute = asked.filter(hasNone).length;
  const proposed = asked.length - byHand - noRoute;
  const left = survey.hits.filter((hit) => isOpen(hit) && choiceOf(fields, hit).kind === 'leave').length;
  return [
    ...(byHand + proposed > 0 ? [`${byHand} of ${byHand + proposed} chosen by you.`] : []),
    ...(proposed > 0 ? [`The engine’s proposal stands for ${byHand > 0 ? 'the other ' : ''}${proposed}.`] : []),
    ...(noRoute > 0
      ? [
          `${noRoute} without a route ${noRoute === 1 ? 'stays' : 'stay'} impaired and ${noRoute === 1 ? 'is' : 'are'} tried again on every change.`,
        ]
      : []),
    ...(left > 0 ? [`${left} left as ${left === 1 ? 'it is' : 'they are'}.`] : []),
  ].join(' ');
}

const isOpen = ({ phase }: Pick<RecoveryHitShown, 'phase'>): boolean =>
  phase === 'waits-for-you' || phase === 'queued' || phase === 'no-route';

/** The moves of a preview, as they are asked for: by exactly the plan that was shown. */
export const movesOf = (previewed: readonly PreviewedMoveShown[]) =>
  previewed.flatMap((move) =>
    move.kind === 'move'
      ? [{ orderId: move.orderId, hops: move.route.hops.map(({ kind, id }) => ({ kind, id })), digest: move.digest }]
      : [],
  );

/** What is known of each order that was asked for, with the latest of these in place of what was known of them before. */
export function withOutcomes(sent: Sent, outcomes: readonly SentOutcome[], atMs: number): NonNullable<Sent> {
  const before = (sent?.outcomes ?? []).filter(({ orderId }) => !outcomes.some((one) => one.orderId === orderId));
  return { atMs, outcomes: [...before, ...outcomes] };
}

/**
 * As it stands with what was asked for just now: a survey of before that still says of one that it waits, and nothing of the move. `refused`: orders of
 * which the host said since that they are not moved.
 */
export function withAsked(survey: RecoverySurveyShown, sent: Sent, refused: ReadonlySet<string>): RecoverySurveyShown {
  if (sent === null || survey.atMs > sent.atMs + clockToleranceMs) return survey;
  const asked = new Map(
    sent.outcomes.flatMap(({ orderId, kind, text }) => (kind === 'asked' && !refused.has(orderId) ? [[orderId, text]] : [])),
  );
  const counts = { ...survey.counts };
  const hits = survey.hits.map((hit): RecoveryHitShown => {
    const text = asked.get(hit.order.id);
    if (text === undefined || !isOpen(hit)) return hit;
    counts[hit.phase] -= 1;
    counts['in-hand'] += 1;
    return { ...hit, phase: 'in-hand', asked: text, text };
  });
  return { ...survey, hits, counts };
}

/** Written down before they are asked for, so that whoever resumes knows that something may have been done. */
export const markSent = (moves: readonly { readonly orderId: string }[]): readonly SentOutcome[] =>
  moves.map(({ orderId }) => ({
    ...{ orderId, kind: 'sent' },
    text: 'It was asked for, and no answer came: it may be moved. Its own state says whether it was.',
  }));
