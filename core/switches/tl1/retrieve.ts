import { sizeOf, union, within } from '../../circuits/ranges';
import { assertNever } from '../../model/assert-never';
import type { IdentifierRange } from '../../model/identifier-range';
import type { SubscriberLine } from '../../model/switch';
import type { CrossConnection, SwitchRefusal, Unsettled } from '../creation-system';
import { lineAid, mostIdentifiers, portionsOf, readAnswerLine, trunkAids, wholePathAid } from './aids';
import type { AnswerLine } from './aids';
import { ask } from './ask';
import type { Tl1Conversation } from './ask';
import { errorCodesIn } from './error-codes';
import { readTextBlock } from './text-block';

type Retrieval<Found> = Found | ({ readonly kind: 'refused' } & SwitchRefusal) | Unsettled;

/** A cross-connection as the switch tells it. */
export interface HeldCross {
  readonly cross: CrossConnection;
  readonly isInService: boolean;
}

/** Which circuits of the range there are on the trunk side. */
export async function retrieveCircuits(
  conversation: Tl1Conversation,
  vpi: number,
  range: IdentifierRange,
): Promise<Retrieval<{ readonly kind: 'held'; readonly held: readonly IdentifierRange[] }>> {
  const read = await retrieve(conversation, 'RTRV-VCL', vpi, range);
  if (read.kind !== 'lines') return read;
  const ranges = read.lines.flatMap((line) => (line.kind === 'circuits' && line.vpi === vpi ? [line.range] : []));
  return { kind: 'held', held: within(union(ranges), range) };
}

/** Which circuits of the range are joined to lines, and to which. */
export async function retrieveCrosses(
  conversation: Tl1Conversation,
  vpi: number,
  range: IdentifierRange,
): Promise<Retrieval<{ readonly kind: 'crosses'; readonly crosses: readonly HeldCross[] }>> {
  const read = await retrieve(conversation, 'RTRV-CRS-VC', vpi, range);
  if (read.kind !== 'lines') return read;
  const crosses = crossesIn(read.lines).filter(({ cross: { vpi: at, vci } }) => at === vpi && range.first <= vci && vci <= range.last);
  return { kind: 'crosses', crosses };
}

/** What a line is joined to. */
export async function retrieveCrossesOfLine(
  conversation: Tl1Conversation,
  line: SubscriberLine,
): Promise<Retrieval<{ readonly kind: 'crosses'; readonly crosses: readonly HeldCross[] }>> {
  const read = await retrieveAids(conversation, 'RTRV-CRS-VC', lineAid(line), 1);
  if (read.kind === 'absent') return { kind: 'crosses', crosses: [] };
  if (read.kind !== 'lines') return read;
  return { kind: 'crosses', crosses: crossesIn(read.lines).filter(({ cross }) => lineAid(cross.line) === lineAid(line)) };
}

const crossesIn = (lines: readonly AnswerLine[]): readonly HeldCross[] =>
  lines.flatMap((line) => (line.kind === 'cross-connection' ? [line] : []));

type Verb = 'RTRV-VCL' | 'RTRV-CRS-VC';
type Lines = Retrieval<{ readonly kind: 'lines'; readonly lines: readonly AnswerLine[] }>;

/** More than one command takes are asked for as all of the path, where the switch understands that; else portion by portion. */
async function retrieve(conversation: Tl1Conversation, verb: Verb, vpi: number, range: IdentifierRange): Promise<Lines> {
  const { knowsAll } = conversation;
  if (sizeOf([range]) > mostIdentifiers && !knowsAll.isDoubted) {
    const all = await retrieveAids(conversation, verb, wholePathAid(vpi), 1);
    if (all.kind === 'absent') return { kind: 'lines', lines: [] };
    // Refused for what was asked for, not for who asks: portions may do.
    const isNotUnderstood = all.kind === 'refused' && /^I|^DENY$/.test(all.code);
    if (!isNotUnderstood) return all;
    knowsAll.isDoubted = true;
  }
  const lines: AnswerLine[] = [];
  const portions = portionsOf([range]).flat();
  // Depth first, in order: a portion of which only a part may be missing is halved.
  while (portions.length > 0) {
    const portion = portions.shift();
    if (!portion) break;
    const read = await retrieveAids(conversation, verb, trunkAids(vpi, [portion]), sizeOf([portion]));
    switch (read.kind) {
      case 'lines':
        lines.push(...read.lines);
        break;
      case 'absent': {
        if (!read.isInDoubt) break;
        const middle = Math.floor((portion.first + portion.last) / 2);
        portions.unshift({ first: portion.first, last: middle }, { first: middle + 1, last: portion.last });
        break;
      }
      case 'refused':
      case 'unsettled':
        return read;
      default:
        assertNever(read);
    }
  }
  return { kind: 'lines', lines };
}

/** `isInDoubt`: the switch refuses a list because something of it is missing, and does not say what; a refusal tells nothing of the rest. */
async function retrieveAids(
  conversation: Tl1Conversation,
  verb: Verb,
  aid: string,
  identifiers: number,
): Promise<Lines | { readonly kind: 'absent'; readonly isInDoubt: boolean }> {
  const asked = await ask(conversation, { verb, aid });
  switch (asked.kind) {
    case 'done':
      return linesIn(conversation, verb, asked.text);
    case 'partly':
    case 'refused': {
      const isOnlyAbsence = asked.codes.length > 0 && asked.codes.every((code) => code === 'IENE');
      if (!isOnlyAbsence) return { kind: 'refused', ...asked.refusal };
      if (asked.kind === 'partly') return linesIn(conversation, verb, asked.text);
      return { kind: 'absent', isInDoubt: identifiers > 1 && asked.codes.length < identifiers };
    }
    case 'busy':
      return { kind: 'refused', ...asked.refusal };
    case 'stopped':
      return { kind: 'unsettled', reason: `${verb} was not sent`, isLinkLost: false };
    case 'unsettled':
      return asked;
    default:
      return assertNever(asked);
  }
}

/** A line that cannot be read leaves the answer open: what it tells of is not to be taken for missing. */
function linesIn({ hide }: Tl1Conversation, verb: Verb, text: string): Lines {
  const lines: AnswerLine[] = [];
  const wanted = verb === 'RTRV-VCL' ? 'circuits' : 'cross-connection';
  for (const line of readTextBlock(text).lines) {
    const read = readAnswerLine(line);
    if (read?.every(({ kind }) => kind === wanted)) lines.push(...read);
    else if (errorCodesIn(line).length === 0) {
      const reason = `a line of the switch’s answer to ${verb} cannot be read: ${hide(line).slice(0, 200)}`;
      return { kind: 'unsettled', reason, isLinkLost: false };
    }
  }
  return { kind: 'lines', lines };
}
