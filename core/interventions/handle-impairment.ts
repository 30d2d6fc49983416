import { commit, type Engine } from '../engine';
import { assertNever } from '../model/assert-never';
import { formatTime } from '../model/clock';
import type { Handling } from '../model/impairment';
import { refused, type Refused } from './intervention';

/** What an operator does about an impairment. */
export type HandlingStep =
  | { readonly kind: 'acknowledge' }
  /** null: nobody owns it any more. */
  | { readonly kind: 'own'; readonly owner: string | null }
  /** It asks for no attention until then. */
  | { readonly kind: 'shelve'; readonly untilMs: number }
  | { readonly kind: 'unshelve' }
  /** A reference to it elsewhere; null: none. */
  | { readonly kind: 'ticket'; readonly ticket: string | null };

export type HandlingAnswer = { readonly kind: 'received'; readonly handling: Handling } | Refused;

/** Enters what an operator does about an impairment that stands (N12). */
export async function handleImpairment(engine: Engine, impairmentId: string, step: HandlingStep, by: string): Promise<HandlingAnswer> {
  if (by.trim() === '') return refused('name the operator who does this');
  return commit(engine, async ({ tx, note }): Promise<HandlingAnswer> => {
    const impairment = (await tx.impairments.list()).find(({ id }) => id === impairmentId);
    if (!impairment) {
      const open = (await tx.impairments.open()).map(({ id, text }) => `${id} (${text})`);
      return refused(`impairment ${impairmentId} is not known; ${open.length > 0 ? `open are ${open.join(', ')}` : 'none is open'}`);
    }
    if (impairment.clearedAtMs !== null) {
      return refused(
        `impairment ${impairmentId} (${impairment.text}) was cleared ${formatTime(impairment.clearedAtMs)}; there is nothing left to handle`,
      );
    }
    const next = take(impairment.handling, step, by.trim(), engine.clock.now());
    if (next.kind === 'refused') return refused(`impairment ${impairmentId} ${next.message}`);
    await tx.impairments.setHandling(impairmentId, next.handling);
    await note(next.event, impairmentId, `${impairment.text}: ${next.words} by ${by.trim()}`, 'operator');
    return { kind: 'received', handling: next.handling };
  });
}

type Taken = { readonly kind: 'taken'; readonly handling: Handling; readonly event: string; readonly words: string } | Refused;

function take(handling: Handling, step: HandlingStep, by: string, nowMs: number): Taken {
  switch (step.kind) {
    case 'acknowledge':
      if (handling.acknowledgedBy !== null) return refused(`is acknowledged already, by ${handling.acknowledgedBy}`);
      return {
        kind: 'taken',
        handling: { ...handling, acknowledgedBy: by, acknowledgedAtMs: nowMs },
        event: 'impairment.acknowledged',
        words: 'acknowledged',
      };
    case 'own': {
      const owner = wordOrNull(step.owner);
      if (owner === handling.owner) return refused(owner === null ? 'has no owner' : `is ${owner}'s already`);
      const words = owner === null ? 'given back to nobody' : `given to ${owner}`;
      return { kind: 'taken', handling: { ...handling, owner }, event: 'impairment.owner-changed', words };
    }
    case 'shelve':
      if (!isTimeToCome(step.untilMs, nowMs)) return refused(`cannot be shelved until ${formatTime(step.untilMs)}; give a time to come`);
      return {
        kind: 'taken',
        handling: { ...handling, shelvedUntilMs: step.untilMs },
        event: 'impairment.shelved',
        words: `shelved until ${formatTime(step.untilMs)}`,
      };
    case 'unshelve':
      if (handling.shelvedUntilMs === null || handling.shelvedUntilMs <= nowMs) return refused('is not shelved');
      return { kind: 'taken', handling: { ...handling, shelvedUntilMs: null }, event: 'impairment.unshelved', words: 'unshelved' };
    case 'ticket': {
      const ticket = wordOrNull(step.ticket);
      const words = ticket === null ? 'ticket reference taken away' : `ticket ${ticket} attached`;
      return { kind: 'taken', handling: { ...handling, ticket }, event: 'impairment.ticket-attached', words };
    }
    default:
      return assertNever(step);
  }
}

const isTimeToCome = (atMs: number, nowMs: number): boolean => Number.isSafeInteger(atMs) && atMs > nowMs;

const wordOrNull = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim());
