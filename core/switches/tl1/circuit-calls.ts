import { minus, rangesText, sizeOf, union } from '../../circuits/ranges';
import { assertNever } from '../../model/assert-never';
import type { IdentifierRange } from '../../model/identifier-range';
import type {
  CircuitsOutcome,
  CircuitsRequest,
  DeleteCircuitsOutcome,
  ReadCircuitsOutcome,
  SwitchRefusal,
  Unsettled,
} from '../creation-system';
import { portionsOf, trunkAids } from './aids';
import { ask } from './ask';
import type { Asked, Tl1Conversation } from './ask';
import { retrieveCircuits, retrieveCrosses } from './retrieve';

/** `ENT-VCL`, portion by portion; what is not certain from the answers is read back before it is told. */
export async function createCircuitsAt(
  conversation: Tl1Conversation,
  { vpi, ranges }: CircuitsRequest,
  signal?: AbortSignal,
): Promise<CircuitsOutcome> {
  const work = await workOff(conversation, 'ENT-VCL', vpi, union(ranges), 'IEAE', signal);
  if (work.kind === 'unsettled') return work;
  // What was not asked for, or was refused, may be there all the same.
  const unsure = minus(ranges, work.done);
  const read = await readBack(conversation, vpi, work.isWhole || work.isStopped ? [] : unsure);
  const answer = answerText(work.notes, `of ${rangesText(ranges)} the switch holds`, () => union([...work.done, ...held(read)]));
  if (read.kind !== 'held') return { ...unsettledOf(read), answer };
  return { kind: 'answered', held: union([...work.done, ...read.held]), refusal: work.refusal, answer };
}

/** `DLT-VCL` for those that are there and not joined to a line. */
export async function deleteCircuitsAt(
  conversation: Tl1Conversation,
  { vpi, ranges }: CircuitsRequest,
  signal?: AbortSignal,
): Promise<DeleteCircuitsOutcome> {
  const there = await readBack(conversation, vpi, ranges);
  if (there.kind !== 'held')
    return there.kind === 'refused' ? { kind: 'answered', left: union(ranges), refusal: there, answer: there.message } : there;
  const span = spanOf(there.held);
  const joined = span ? await retrieveCrosses(conversation, vpi, span) : { kind: 'crosses' as const, crosses: [] };
  if (joined.kind === 'refused')
    return { kind: 'answered', left: there.held, refusal: { code: joined.code, message: joined.message }, answer: joined.message };
  if (joined.kind === 'unsettled') return joined;
  const joinedVcis = joined.crosses.map(({ cross: { vci } }) => ({ first: vci, last: vci }));
  const staying = minus(there.held, minus(there.held, joinedVcis));
  const work = await workOff(conversation, 'DLT-VCL', vpi, minus(there.held, staying), 'IENE', signal);
  if (work.kind === 'unsettled') return work;
  const read = await readBack(conversation, vpi, work.isWhole || work.isStopped ? [] : minus(there.held, work.done));
  const kept = sizeOf(staying) === 0 ? [] : [`${rangesText(staying)}: joined to lines, left alone`];
  const left = (): readonly IdentifierRange[] => (work.isStopped ? minus(there.held, work.done) : union([...staying, ...held(read)]));
  const answer = answerText([...work.notes, ...kept], `of ${rangesText(ranges)} the switch still holds`, left);
  if (read.kind !== 'held') return { ...unsettledOf(read), answer };
  return { kind: 'answered', left: left(), refusal: work.refusal, answer };
}

export async function readCircuitsAt(conversation: Tl1Conversation, vpi: number, range: IdentifierRange): Promise<ReadCircuitsOutcome> {
  const circuits = await retrieveCircuits(conversation, vpi, range);
  if (circuits.kind !== 'held') return circuits;
  const crosses = await retrieveCrosses(conversation, vpi, range);
  if (crosses.kind !== 'crosses') return crosses;
  return { kind: 'circuits', held: circuits.held, connections: crosses.crosses.map(({ cross }) => cross) };
}

interface Work {
  readonly kind: 'worked';
  readonly done: readonly IdentifierRange[];
  /** All is done. */
  readonly isWhole: boolean;
  /** The signal was aborted between two commands. */
  readonly isStopped: boolean;
  readonly refusal: SwitchRefusal | null;
  readonly notes: readonly string[];
}

/**
 * The same command for every portion, as long as the switch does what it is asked for. `settled` is the code that says that nothing is to be done
 * for an identifier, since it is as it should be. After a refusal no more is sent: what comes after a gap would be of no use.
 */
async function workOff(
  conversation: Tl1Conversation,
  verb: 'ENT-VCL' | 'DLT-VCL',
  vpi: number,
  ranges: readonly IdentifierRange[],
  settled: 'IEAE' | 'IENE',
  signal?: AbortSignal,
): Promise<Work | Unsettled> {
  const done: IdentifierRange[] = [];
  const notes: string[] = [];
  const end = (refusal: SwitchRefusal | null, isStopped = false): Work => ({
    kind: 'worked',
    done: union(done),
    isWhole: sizeOf(done) === sizeOf(ranges),
    isStopped,
    refusal,
    notes,
  });
  for (const portion of portionsOf(ranges)) {
    let todo: readonly IdentifierRange[] = portion;
    while (todo.length > 0) {
      const asked = await ask(conversation, { verb, aid: trunkAids(vpi, todo) }, signal);
      if (asked.kind === 'stopped') {
        notes.push('no further command was sent: the request was given up');
        return end(null, true);
      }
      notes.push(`${verb} ${rangesText(todo)}: ${wordsOf(asked)}`);
      if (asked.kind === 'done') break;
      if (asked.kind === 'busy') return end(asked.refusal);
      if (asked.kind === 'unsettled' && (asked.isLinkLost || signal?.aborted === true)) return { ...asked, answer: notes.join('\n') };
      const read = await readBack(conversation, vpi, todo);
      if (read.kind !== 'held') {
        if (asked.kind === 'refused') return end(asked.refusal);
        return { ...unsettledOf(read), answer: notes.join('\n') };
      }
      const rest = verb === 'ENT-VCL' ? minus(todo, read.held) : read.held;
      if (rest.length === 0) break;
      // No answer: it may be carried out yet.
      if (asked.kind === 'unsettled') return { ...asked, answer: notes.join('\n') };
      done.push(...minus(todo, rest));
      const isOnlySettled = asked.codes.length > 0 && asked.codes.every((code) => code === settled);
      // Where nothing has come of it, asking again would not help.
      if (!isOnlySettled || sizeOf(rest) === sizeOf(todo)) return end(asked.refusal);
      todo = rest;
    }
    done.push(...portion);
  }
  return end(null);
}

type ReadBack = Awaited<ReturnType<typeof retrieveCircuits>>;

/** Which of these the switch holds. */
async function readBack(conversation: Tl1Conversation, vpi: number, ranges: readonly IdentifierRange[]): Promise<ReadBack> {
  const span = spanOf(ranges);
  if (!span) return { kind: 'held', held: [] };
  const read = await retrieveCircuits(conversation, vpi, span);
  return read.kind === 'held' ? { kind: 'held', held: minus(read.held, minus([span], ranges)) } : read;
}

function spanOf(ranges: readonly IdentifierRange[]): IdentifierRange | null {
  const [first, last] = [union(ranges)[0], union(ranges).at(-1)];
  return first && last ? { first: first.first, last: last.last } : null;
}

const held = (read: ReadBack): readonly IdentifierRange[] => (read.kind === 'held' ? read.held : []);

const unsettledOf = (read: Exclude<ReadBack, { kind: 'held' }>): Unsettled =>
  read.kind === 'unsettled'
    ? read
    : { kind: 'unsettled', reason: `what the switch holds could not be read back: ${read.code}, ${read.message}`, isLinkLost: false };

function wordsOf(asked: Exclude<Asked, { kind: 'stopped' }>): string {
  switch (asked.kind) {
    case 'done':
      return 'COMPLD';
    case 'partly':
      return `PRTL, ${asked.refusal.code}: ${asked.refusal.message}`;
    case 'refused':
    case 'busy':
      return `${asked.refusal.code}: ${asked.refusal.message}`;
    case 'unsettled':
      return asked.reason;
    default:
      return assertNever(asked);
  }
}

const maxNotes = 12;

/** Not every portion of a large request is told of. */
function answerText(notes: readonly string[], what: string, ranges: () => readonly IdentifierRange[]): string {
  const shown =
    notes.length <= maxNotes ? notes : [...notes.slice(0, 4), `… ${notes.length - maxNotes} more …`, ...notes.slice(4 - maxNotes)];
  return [...shown, `${what} ${rangesText(ranges())}`].join('\n');
}
