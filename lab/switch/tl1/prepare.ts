import { Denial } from '../denial';
import type { Multiplexer } from '../multiplexer';
import { isWithin } from '../ranges';
import {
  crossAid,
  lineAid,
  listOf,
  readCrossEnds,
  readLine,
  readTrunkEnds,
  readTrunkSpans,
  trunkAid,
  trunkAidList,
  type CrossEnds,
  type TrunkEnd,
  type TrunkSpan,
} from './aids';
import type { Tl1Command } from './read-command';

/** A command that was understood: what it shows, or what it changes, one identifier after another. */
export type Prepared =
  | { readonly kind: 'retrieve'; lines(): readonly string[] }
  | {
      readonly kind: 'change';
      readonly count: number;
      /** Does it for one identifier; throws a `Denial` where it cannot be done. */
      change(index: number): void;
      /** The access identifiers of these, as short as they can be written. */
      aidList(indexes: readonly number[]): string;
    };

/** Throws a `Denial` where it is no command that can be carried out. */
export function prepare(multiplexer: Multiplexer, command: Tl1Command): Prepared {
  switch (command.code) {
    case 'ENT-VCL': {
      checkBlocks(command, ['named', 'state']);
      if (stateOf(command, 'IS') === 'OOS') throw new Denial('IPNV', 'a circuit of its own is in service');
      return changeOf(readTrunkEnds(command.aid), trunkAidList, (end) => {
        multiplexer.enterCircuit(end);
      });
    }
    case 'DLT-VCL':
      checkBlocks(command, []);
      return changeOf(readTrunkEnds(command.aid), trunkAidList, (end) => {
        multiplexer.deleteCircuit(end);
      });
    case 'RTRV-VCL':
      checkBlocks(command, []);
      return { kind: 'retrieve', lines: () => circuitLines(multiplexer, command.aid) };
    case 'ENT-CRS-VC': {
      checkBlocks(command, ['named', 'state']);
      const state = stateOf(command, 'IS');
      return changeOf(readCrossEnds(command.aid), crossAidList, (ends) => {
        multiplexer.connect(ends, state);
      });
    }
    case 'ED-CRS-VC': {
      checkBlocks(command, ['named', 'state']);
      const state = stateOf(command, null);
      return changeOf(readCrossEnds(command.aid), crossAidList, (ends) => {
        multiplexer.setState(ends, state);
      });
    }
    case 'DLT-CRS-VC':
      checkBlocks(command, []);
      return changeOf(readCrossEnds(command.aid), crossAidList, (ends) => {
        multiplexer.disconnect(ends);
      });
    case 'RTRV-CRS-VC':
      checkBlocks(command, []);
      return { kind: 'retrieve', lines: () => crossLines(multiplexer, command.aid) };
    case 'RTRV-HDR':
      checkBlocks(command, []);
      return { kind: 'retrieve', lines: () => [] };
    default:
      throw new Denial(verbs.test(command.code) ? 'IICM' : 'ICNV', `${command.code} is no command of this switch`);
  }
}

/** Known, with modifiers that are not. */
const verbs = /^(ENT|ED|DLT|RTRV|ACT|CANC)-/;

const crossAidList = (list: readonly CrossEnds[]): string => list.map(crossAid).join('&');

const changeOf = <T>(items: readonly T[], aidList: (items: readonly T[]) => string, change: (item: T) => void): Prepared => ({
  kind: 'change',
  count: items.length,
  change(index) {
    for (const item of items.slice(index, index + 1)) change(item);
  },
  aidList: (indexes) => aidList(items.filter((_, index) => indexes.includes(index))),
});

function circuitLines(multiplexer: Multiplexer, aid: string): readonly string[] {
  const spans = aid === '' || aid === 'ALL' ? null : readTrunkSpans(aid);
  const found = multiplexer.circuits().filter((end) => spans?.some((span) => isIn(end, span)) ?? true);
  if (found.length === 0) demandAny(aid, spans);
  return found.map((end) => `"${trunkAid(end)}::XC=${multiplexer.crossConnectionOf(end) ? 'YES' : 'NO'}:IS"`);
}

/** By trunk ends, by lines, or by both ends. */
function crossLines(multiplexer: Multiplexer, aid: string): readonly string[] {
  const all = multiplexer.crossConnections();
  let found = all;
  if (aid.includes(',')) {
    const wanted = new Set(readCrossEnds(aid).map(crossAid));
    found = all.filter((each) => wanted.has(crossAid(each)));
    if (found.length === 0) throw new Denial('IENE', `${aid} does not exist`);
  } else if (aid.startsWith('LTVCL-')) {
    const wanted = new Set(listOf(aid).map((item) => lineAid(readLine(item))));
    found = all.filter((each) => wanted.has(lineAid(each.line)));
    if (found.length === 0) throw new Denial('IENE', `nothing is cross-connected to ${aid}`);
  } else if (aid !== '' && aid !== 'ALL') {
    const spans = readTrunkSpans(aid);
    found = all.filter((each) => spans.some((span) => isIn(each, span)));
    if (found.length === 0) demandAny(aid, spans);
  }
  return found.map((each) => `"${crossAid(each)}:::${each.state}"`);
}

/** Nothing in a range is an answer; nothing of that name is not. */
function demandAny(aid: string, spans: readonly TrunkSpan[] | null): void {
  if (spans?.every((span) => span.isSingle)) throw new Denial('IENE', `${aid} does not exist`);
}

const isIn = ({ vpi, vci }: TrunkEnd, span: TrunkSpan): boolean => vpi === span.vpi && (span.vcis === null || isWithin(vci, span.vcis));

function stateOf(command: Tl1Command, usual: 'IS' | null): 'IS' | 'OOS' {
  if (command.state === 'IS' || command.state === 'OOS') return command.state;
  if (command.state !== '') throw new Denial('IPNV', `a state is IS or OOS, not "${command.state}"`);
  if (usual === null) throw new Denial('IPMS', 'a state is missing: IS or OOS');
  return usual;
}

function checkBlocks(command: Tl1Command, takes: readonly ('named' | 'state')[]): void {
  if (command.general !== '') throw new Denial('IPNV', `the general block is not used here, and is "${command.general}"`);
  const spare = (['named', 'state'] as const).filter((block) => !takes.includes(block)).map((block) => command[block]);
  const found = [command.positional, ...spare, ...command.excess].find((block) => block !== '');
  if (found !== undefined) throw new Denial('IPEX', `"${found}" is more than ${command.code} takes`);
  if (command.named !== '' && !/^\w+=[^,]*(,\w+=[^,]*)*$/.test(command.named)) {
    throw new Denial('IPNV', `"${command.named}" is not NAME=VALUE, with commas between several`);
  }
}
