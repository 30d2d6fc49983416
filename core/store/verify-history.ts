import type { Pause } from '../model/clock';
import type { HistoryHead, HistoryProblem, HistoryVerdict } from '../model/history';
import { headLine, parseHeadLine } from './history-chain';
import { hashOfRecord, lastRecord, readHead, type LastRecord, type RawReader } from './history-end';
import { signatureOf } from './history-key';
import type { HistoryCheck } from './store';
import { judge, seekNext, startWalk, walkBatch, type ChainBreak, type Walk } from './walk-history';

/** Gives work a sight of the store in which nothing changes; between two of them the store goes on. */
export type Reading = <T>(work: (reader: RawReader) => T) => Promise<T>;

/**
 * Walks the whole chain, in slices between which others have their turn. Throws the signal's reason, or a StoreError where the file cannot be read.
 *
 * What it cannot tell: whether a whole store was replaced by an older copy of itself, since that was once true to the last byte; nor what
 * somebody did who has the key. Against both an auditor keeps a head elsewhere (`headLine`), and has it looked for here.
 */
export async function verifyHistory(reading: Reading, pause: Pause, options: HistoryCheck): Promise<HistoryVerdict> {
  const { signal, onProgress, publicKey, keptHead } = options;
  const total = (await reading(lastRecord)).seq;
  const kept = keptHead === undefined ? undefined : (parseHeadLine(keptHead) ?? 'no-head');
  const walk = startWalk();
  let end: HistoryEnd | undefined;
  while (end === undefined) {
    signal?.throwIfAborted();
    // The end must be seen with the last record: the store goes on meanwhile.
    end = await reading((reader) => (walkBatch(walk, reader) ? readEnd(reader, kept === 'no-head' ? undefined : kept) : undefined));
    onProgress?.({ done: walk.last.seq, total: Math.max(total, walk.last.seq) });
    await pause();
  }
  judge(walk, (hash) => typeof end.head === 'object' && walk.suspect?.seq === end.head.seq && hash === end.head.hash);
  const foundAt = await seekMoved(walk, reading, pause, signal);
  const problems = [
    ...(walk.break === null ? [] : [inWords(walk.break, foundAt)]),
    ...endProblems(end, walk.break, publicKey),
    ...walk.remarks
      .filter(({ entry }) => entry.event === 'history.broken')
      .map(({ seq, entry }): HistoryProblem => ({ kind: 'recorded', seq, text: `record ${seq} says: ${entry.text}` })),
    ...(kept === undefined ? [] : keptProblems(kept, end, publicKey)),
  ];
  return {
    checked: walk.last.seq,
    head: typeof end.head === 'object' ? end.head : null,
    problems,
    remarks: walk.remarks.map(({ entry }) => entry),
    isKeyCompared: publicKey !== undefined,
  };
}

interface HistoryEnd {
  readonly last: LastRecord;
  readonly head: HistoryHead | 'missing' | 'unreadable';
  readonly hashAtKept: string | undefined;
}

const readEnd = (reader: RawReader, kept: HistoryHead | undefined): HistoryEnd => ({
  last: lastRecord(reader),
  head: readHead(reader),
  hashAtKept: kept && hashOfRecord(reader, kept.seq),
});

/** The number under which the record stands that belongs where the chain breaks. */
async function seekMoved({ break: at, last }: Walk, reading: Reading, pause: Pause, signal?: AbortSignal): Promise<number | undefined> {
  if (at?.kind !== 'missing' && at?.kind !== 'unfitting') return undefined;
  for (let cursor = last.seq; ;) {
    signal?.throwIfAborted();
    const seen = await reading((reader) => seekNext(last, cursor, reader));
    if (seen.isOver) return seen.foundAt;
    cursor = seen.cursor;
    await pause();
  }
}

function inWords({ kind, seq, description, nextSeq }: ChainBreak, foundAt: number | undefined): HistoryProblem {
  // Two have this number, and the other is the right one.
  if (foundAt === seq) return inWords({ kind: 'added', seq, description }, undefined);
  if (foundAt !== undefined) {
    return { kind: 'moved', seq, foundAt, text: `what was recorded as ${seq} now stands as ${foundAt}: the order was changed` };
  }
  switch (kind) {
    case 'changed':
      return {
        kind,
        seq,
        text: `record ${seq} was changed; it now reads “${description}”, and what comes after it belongs to what it was`,
      };
    case 'hash-changed':
      return { kind, seq, text: `the hash of record ${seq} was changed; the record itself is as it was: “${description}”` };
    case 'missing': {
      const last = (nextSeq ?? seq) - 1;
      const which = last === seq ? `record ${seq} is` : `records ${seq} to ${last} are`;
      return { kind, seq, text: `${which} missing; the next is “${description}”` };
    }
    case 'added':
      return { kind, seq, text: `a record was added under the number ${seq}, which is another's: “${description}”` };
    case 'unfitting':
      return {
        kind,
        seq,
        text: `record ${seq}, “${description}”, does not follow from the one before, nor does what comes after it: from here on records were removed, added or rewritten`,
      };
  }
}

function endProblems({ last, head }: HistoryEnd, at: ChainBreak | null, publicKey: string | undefined): HistoryProblem[] {
  if (typeof head === 'string') {
    return [{ kind: head === 'missing' ? 'head-missing' : 'head-changed', seq: last.seq, text: `the head of the history is ${head}` }];
  }
  const problems: HistoryProblem[] = [];
  const { seq } = head;
  if (last.seq < seq) {
    problems.push({
      kind: 'truncated',
      seq: last.seq + 1,
      text: `the head knows of ${seq} records, and the last that is there is ${last.seq}: the end was cut off`,
    });
  } else if (last.seq > seq) {
    problems.push({
      kind: 'beyond-head',
      seq: seq + 1,
      text: `the head knows of ${seq} records, and there are more, up to ${last.seq}: they were not recorded by Longlines`,
    });
  } else if (last.hash !== head.hash && at?.seq !== seq) {
    problems.push({ kind: 'head-changed', seq, text: `the head has another hash than record ${seq}: one of them was changed` });
  }
  switch (signatureOf(head)) {
    case 'unsigned':
      problems.push({
        kind: 'unsigned',
        seq,
        text: `the head names no key that could be verified with, but “${head.keyId}”: nothing proves who recorded this`,
      });
      break;
    case 'wrong':
      problems.push({
        kind: 'signature-wrong',
        seq,
        text: `the signature of the head is not that of the key ${head.keyId}, which it names`,
      });
      break;
    case 'right':
      if (publicKey !== undefined && publicKey !== head.keyId) {
        problems.push({ kind: 'other-key', seq, text: `the head is signed with another key, ${head.keyId}, not with ${publicKey}` });
      }
  }
  return problems;
}

function keptProblems(kept: HistoryHead | 'no-head', end: HistoryEnd, publicKey: string | undefined): HistoryProblem[] {
  if (kept === 'no-head')
    return [
      { kind: 'kept-head-wrong', seq: 0, text: 'what was kept is no head: it is one line, “longlines-history”, and four words after that' },
    ];
  const { seq } = kept;
  if (signatureOf(kept) !== 'right' || (publicKey !== undefined && kept.keyId !== publicKey)) {
    return [
      {
        kind: 'kept-head-wrong',
        seq,
        text: `the head that was kept is not signed with ${publicKey ?? 'the key that it names'}: “${headLine(kept)}”`,
      },
    ];
  }
  if (end.hashAtKept === kept.hash) return [];
  return end.last.seq < seq
    ? [
        {
          kind: 'kept-head-missing',
          seq,
          text: `the history once had ${seq} records, as the head that was kept proves, and ends with ${end.last.seq}: its end was cut off, or this is an older copy`,
        },
      ]
    : [
        {
          kind: 'kept-head-differs',
          seq,
          text: `record ${seq} is not the one that the head that was kept belongs to: it, or something before it, was rewritten`,
        },
      ];
}
