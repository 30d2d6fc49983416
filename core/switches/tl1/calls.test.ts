import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minus, union } from '../../circuits/ranges';
import type { IdentifierRange } from '../../model/identifier-range';
import type { CrossConnection } from '../creation-system';
import { lineAid } from './aids';
import { onceFor } from './testing/scripted-switch';
import type { Reaction, ReceivedCommand, ScriptedSwitch } from './testing/scripted-switch';
import { scriptedSystem } from './testing/scripted-contract';

const vpi = 3;
const range = (first: number, last: number): IdentifierRange => ({ first, last });
const line = { rack: 1, shelf: 1, slot: 2, circuit: 4, vpi: 0, vci: 35 };
const cross: CrossConnection = { vpi, vci: 40, line };

async function open(prepare: (unit: ScriptedSwitch) => void) {
  const all = scriptedSystem({ answerMs: 500, probeMs: 500 });
  prepare(all.unit);
  all.system.open(all.log.handle);
  await all.soon(all.log.next('up'));
  const heldOf = (ranges: readonly IdentifierRange[]): readonly IdentifierRange[] => {
    const all3 = [...all.unit.circuits].filter((circuit) => circuit.startsWith('3-')).map((circuit) => Number(circuit.slice(2)));
    return minus(ranges, minus(ranges, union(all3.map((vci) => range(vci, vci)))));
  };
  return { ...all, heldOf };
}

/** What can go wrong with one command. */
const faults: Readonly<Record<string, (unit: ScriptedSwitch, command: ReceivedCommand) => string>> = {
  refused: (unit, { tag }) => unit.response(tag, 'DENY', ['SROF', '/* no */']),
  busy: (unit, { tag }) => unit.response(tag, 'DENY', ['SSRE']),
  later: (_unit, { tag }) => `RL ${tag}\r\n<`,
  silent: () => '',
  strayed: (unit, { tag }) => unit.response(`X${tag.slice(1)}`, 'COMPLD'),
  delayed: (unit, { tag }) => unit.response(tag, 'DELAY'),
  'broken off': (unit, { tag }) => {
    queueMicrotask(() => {
      unit.cut();
    });
    return unit.response(tag, 'COMPLD').slice(0, -4);
  },
  garbled: (unit, command) => {
    const answer = unit.carryOut(command.tag, command.verb, namesIn(command.aid), command.state);
    return `\0\xff;>"/*${answer.slice(0, 20)}${answer}`;
  },
  'after half a message': (unit, command) => {
    const answer = unit.carryOut(command.tag, command.verb, namesIn(command.aid), command.state);
    return `\r\n\n   NE1 26-11-22 10:24:35\r\n** 5 REPT ALM\r\n   "T1-1:MJ,${answer}`;
  },
  'lost answer': (unit, command) => {
    unit.carryOut(command.tag, command.verb, namesIn(command.aid), command.state);
    return '';
  },
  partly: (unit, command) => {
    unit.carryOut(command.tag, command.verb, namesIn(command.aid).slice(0, 2), command.state);
    return unit.response(command.tag, 'PRTL', ['SROF']);
  },
  'refused for what exists, without a word of which': (unit, { tag }) => unit.response(tag, 'DENY', ['IEAE']),
  'said to be done, with an acknowledgement before': (unit, command) =>
    `IP ${command.tag}\r\n<${unit.carryOut(command.tag, command.verb, namesIn(command.aid), command.state)}`,
};

const isChange = ({ verb }: ReceivedCommand): boolean => /^(ENT|DLT|ED)-/.test(verb);

function namesIn(aid: string): readonly string[] {
  if (aid.includes(',')) return [aid];
  return aid.split(/(?<!&)&(?!&)/).flatMap((part) => {
    const [first = 0, last = first] = part.split('&&').map((each) => Number(each.split('-')[2]));
    return Array.from({ length: last - first + 1 }, (_, at) => `NTVCL-${vpi}-${first + at}`);
  });
}

const faulty = (unit: ScriptedSwitch, names: readonly string[]): readonly Reaction[] =>
  names.map((name) => (command) => (isChange(command) ? (faults[name]?.(unit, command) ?? null) : null));

const someRanges = fc
  .array(fc.tuple(fc.integer({ min: 32, max: 90 }), fc.integer({ min: 0, max: 20 })), { minLength: 1, maxLength: 4 })
  .map((list) => union(list.map(([first, more]) => range(first, first + more))));
const someVcis = fc.uniqueArray(fc.integer({ min: 32, max: 110 }), { maxLength: 30 });
const someFaults = fc.array(fc.constantFrom(...Object.keys(faults)), { maxLength: 4 });

describe('whatever the switch does', () => {
  test('V10: circuits that are told as held are held, and no others of those asked for', async () => {
    await fc.assert(
      fc.asyncProperty(someRanges, someVcis, someFaults, fc.boolean(), async (ranges, before, wrongs, knowsAll) => {
        const { unit, system, soon, heldOf } = await open((switched) => {
          for (const vci of before) switched.circuits.add(`3-${vci}`);
          switched.knowsAll = knowsAll;
        });
        unit.reactions.push(...faulty(unit, wrongs));
        const outcome = await soon(system.createCircuits({ vpi, ranges }));
        if (outcome.kind === 'answered') {
          expect(outcome.held).toEqual(heldOf(ranges));
          // Whole, or it says why not.
          if (outcome.refusal === null) expect(outcome.held).toEqual(ranges);
        } else expect(outcome.reason).not.toBe('');
        const outside = [...unit.circuits].filter(
          (circuit) => !ranges.some(({ first, last }) => first <= Number(circuit.slice(2)) && Number(circuit.slice(2)) <= last),
        );
        expect(outside.every((circuit) => before.includes(Number(circuit.slice(2))))).toBe(true);
        unit.reactions.length = 0;
        if (outcome.kind === 'unsettled' && outcome.isLinkLost) return;
        // Asked again with nothing amiss, all is there.
        expect(await soon(system.createCircuits({ vpi, ranges }))).toMatchObject({ kind: 'answered', held: ranges, refusal: null });
        await soon(system.close());
      }),
      { numRuns: 150 },
    );
  });

  test('circuits that are told as left are left; those joined to a line are never touched', async () => {
    await fc.assert(
      fc.asyncProperty(someRanges, someVcis, someFaults, fc.boolean(), async (ranges, before, wrongs, knowsAll) => {
        const joined = before.filter((_, at) => at % 5 === 0);
        const { unit, system, soon, heldOf } = await open((switched) => {
          for (const vci of before) switched.circuits.add(`3-${vci}`);
          for (const vci of joined) switched.crosses.set(`3-${vci}`, { line: lineAid({ ...line, vci }), state: 'IS' });
          switched.knowsAll = knowsAll;
        });
        unit.reactions.push(...faulty(unit, wrongs));
        const outcome = await soon(system.deleteCircuits({ vpi, ranges }));
        if (outcome.kind === 'answered') expect(outcome.left).toEqual(heldOf(ranges));
        const asked = unit.received.filter(({ verb }) => verb === 'DLT-VCL').flatMap(({ aid }) => namesIn(aid));
        expect(joined.every((vci) => unit.circuits.has(`3-${vci}`) && !asked.includes(`NTVCL-3-${vci}`))).toBe(true);
        const outside = before.filter((vci) => !ranges.some(({ first, last }) => first <= vci && vci <= last));
        expect(outside.every((vci) => unit.circuits.has(`3-${vci}`))).toBe(true);
        await soon(system.close());
      }),
      { numRuns: 150 },
    );
  });

  test('what is told of a connection is so', async () => {
    const held = fc.constantFrom('nothing', 'the circuit', 'this one', 'this one out of service', 'another line', 'another circuit');
    await fc.assert(
      fc.asyncProperty(held, someFaults, fc.boolean(), async (there, wrongs, isConnect) => {
        const { unit, system, soon } = await open((switched) => {
          if (there !== 'nothing') switched.circuits.add('3-40').add('3-41');
          const [mine, other] = [lineAid(line), lineAid({ ...line, circuit: 5 })];
          if (there.startsWith('this one')) switched.crosses.set('3-40', { line: mine, state: there === 'this one' ? 'IS' : 'OOS' });
          if (there === 'another line') switched.crosses.set('3-40', { line: other, state: 'IS' });
          if (there === 'another circuit') switched.crosses.set('3-41', { line: mine, state: 'IS' });
        });
        unit.reactions.push(...faulty(unit, wrongs));
        const others = (): unknown => [...unit.crosses].filter(([circuit, { line: at }]) => circuit !== '3-40' || at !== lineAid(line));
        const othersBefore = others();
        const outcome = await soon<{ readonly kind: string }>(isConnect ? system.connect(cross) : system.disconnect(cross));
        const now = unit.crosses.get('3-40');
        const isJoined = now?.line === lineAid(line);
        if (outcome.kind === 'connected') expect([isJoined, now?.state]).toEqual([true, 'IS']);
        if (outcome.kind === 'disconnected' || outcome.kind === 'absent' || outcome.kind === 'taken') expect(isJoined).toBe(false);
        if (outcome.kind === 'absent') expect(unit.circuits.has('3-40')).toBe(false);
        if (outcome.kind === 'taken') expect(there).toContain('another');
        expect(others()).toEqual(othersBefore);
        await soon(system.close());
      }),
      { numRuns: 300 },
    );
  });
});

test('a switch that does not know ALL is read portion by portion, and is asked for ALL once', async () => {
  const { unit, system, soon } = await open((switched) => {
    switched.knowsAll = false;
    for (const vci of [33, 50, 51, 95]) switched.circuits.add(`3-${vci}`);
  });
  for (let at = 0; at < 2; at++)
    expect(await soon(system.readCircuits(vpi, range(32, 95)))).toEqual({
      kind: 'circuits',
      held: [range(33, 33), range(50, 51), range(95, 95)],
      connections: [],
    });
  expect(unit.received.filter(({ aid }) => aid.endsWith('ALL'))).toHaveLength(1);
});

test('what cannot be read of an answer leaves it open: it is not taken for missing', async () => {
  const { unit, system, soon } = await open((switched) => switched.circuits.add('3-40'));
  unit.reactions.push(onceFor('RTRV-VCL', ({ tag }) => unit.response(tag, 'COMPLD', ['"VCL 40 of path 3 is fine"'])));
  expect(await soon(system.readCircuits(vpi, range(32, 60)))).toEqual({
    kind: 'unsettled',
    reason: 'a line of the switch’s answer to RTRV-VCL cannot be read: "VCL 40 of path 3 is fine"',
    isLinkLost: false,
  });
});

test('a reading that is refused is told as such', async () => {
  const { unit, system, soon } = await open(() => undefined);
  unit.reactions.push(onceFor('RTRV-CRS-VC', ({ tag }) => unit.response(tag, 'DENY', ['PIUC'])));
  expect(await soon(system.readCircuits(vpi, range(32, 60)))).toEqual({
    kind: 'refused',
    code: 'PIUC',
    message: 'this user may not do it',
  });
});

test('a disconnection puts out of service, then deletes, and reads first', async () => {
  const { unit, system, soon } = await open((switched) => {
    switched.circuits.add('3-40');
    switched.crosses.set('3-40', { line: lineAid(line), state: 'IS' });
  });
  expect(await soon(system.disconnect(cross))).toEqual({ kind: 'disconnected' });
  expect(unit.received.slice(1).map(({ verb, state }) => `${verb} ${state}`.trim())).toEqual([
    'RTRV-CRS-VC',
    'ED-CRS-VC OOS',
    'DLT-CRS-VC',
  ]);
});

test('a circuit that is made between the refusal and the reading is connected all the same; who is refused twice is refused', async () => {
  const { unit, system, soon } = await open(() => undefined);
  const refusal = (act: () => void) =>
    onceFor('ENT-CRS-VC', ({ tag }) => {
      act();
      return unit.response(tag, 'DENY', ['IENE', '/* it does not exist */']);
    });
  unit.reactions.push(refusal(() => unit.circuits.add('3-40')));
  expect(await soon(system.connect(cross))).toEqual({ kind: 'connected' });
  unit.circuits.add('3-41');
  const other = { ...cross, vci: 41, line: { ...line, circuit: 5 } };
  for (let time = 0; time < 2; time++) unit.reactions.push(refusal(() => undefined));
  expect(await soon(system.connect(other))).toMatchObject({ kind: 'refused', code: 'IENE' });
});
