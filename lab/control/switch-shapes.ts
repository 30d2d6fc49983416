import { excess, number, type Shapes } from './words';

const ofNext =
  (kind: string) =>
  ([count, verb, ...more]: readonly string[]): unknown => ({ kind, count: number(count), ...optional('verb', verb), ...excess(more) });

const circuits =
  (kind: string) =>
  ([vpi, range, ...more]: readonly string[]): unknown => {
    const [first, last = first] = range?.split('-') ?? [];
    return { kind, vpi: number(vpi), first: number(first), last: number(last), ...untold(more) };
  };

/** What can be done to a switch. */
export const switchShapes: Shapes = {
  deny: ([count, code, words, verb, ...more]) => ({
    kind: 'deny',
    count: number(count),
    code,
    words,
    ...optional('verb', verb),
    ...excess(more),
  }),
  partial: ([count, after, verb, code, ...more]) => ({
    kind: 'partial',
    count: number(count),
    after: number(after),
    ...optional('verb', verb),
    ...optional('code', code),
    ...excess(more),
  }),
  'repeat-later': ofNext('repeat-later'),
  'lose-answers': ofNext('lose-answers'),
  late: ([count, ms, verb, ...more]) => ({
    kind: 'late',
    count: number(count),
    ms: number(ms),
    ...optional('verb', verb),
    ...excess(more),
  }),
  disconnect: ofNext('disconnect'),
  'wrong-ctag': ofNext('wrong-ctag'),
  slow: ([ms, ...more]) => ({ kind: 'slow', ms: number(ms), ...excess(more) }),
  processing: ([ms, ...more]) => ({ kind: 'processing', ms: number(ms), ...excess(more) }),
  silent: ([mode, ...more]) => ({ kind: 'silent', mode, ...excess(more) }),
  storm: ([count, perSecond, ...more]) => ({
    kind: 'storm',
    count: number(count),
    ...(perSecond === undefined ? {} : { perSecond: number(perSecond) }),
    ...excess(more),
  }),
  'skip-atag': ([count, ...more]) => ({ kind: 'skip-atag', count: number(count), ...excess(more) }),
  alarm: ([severity, aid, condition, words, ...more]) => ({ kind: 'alarm', severity, aid, condition, words, ...excess(more) }),
  restart: ([memory, ms, ...more]) => ({
    kind: 'restart',
    hasMemory: memory === 'with-memory' ? true : memory === 'without-memory' ? false : memory,
    ...(ms === undefined ? {} : { ms: number(ms) }),
    ...excess(more),
  }),
  'go-down': ([ms, ...more]) => ({ kind: 'go-down', ms: number(ms), ...excess(more) }),
  heal: (more) => ({ kind: 'heal', ...excess(more) }),
  clear: (more) => ({ kind: 'clear', ...excess(more) }),
  'new-host-key': (more) => ({ kind: 'new-host-key', ...excess(more) }),
  'make-circuits': circuits('make-circuits'),
  'delete-circuits': circuits('delete-circuits'),
  'make-cross': ([vpi, vci, line = '', ...more]) => ({
    kind: 'make-cross-connection',
    vpi: number(vpi),
    vci: number(vci),
    line: subscriberLine(line),
    ...untold(more),
  }),
  'delete-cross': ([vpi, vci, ...more]) => ({ kind: 'delete-cross-connection', vpi: number(vpi), vci: number(vci), ...untold(more) }),
};

const untold = ([word, ...more]: readonly string[]): object =>
  word === 'untold' ? { isUntold: true, ...excess(more) } : excess(word === undefined ? [] : [word, ...more]);

const optional = (key: string, text: string | undefined): object => (text === undefined ? {} : { [key]: text });

/** `1-1-2-17-0-35`: rack, shelf, slot, circuit, VPI and VCI. */
function subscriberLine(text: string): unknown {
  const [rack, shelf, slot, circuit, vpi, vci, ...more] = text.split('-').map(Number);
  return { rack, shelf, slot, circuit, vpi, vci, ...excess(more.map(String)) };
}
