import { VirtualClock } from '../../../host/testing/virtual-clock';
import type { IdentifierRange } from '../../../model/identifier-range';
import type { CrossConnection } from '../../creation-system';
import type { ContractSwitch } from '../../testing/creation-system-contract';
import { createSwitchEventLog } from '../../testing/event-log';
import { lineAid, readAnswerLine } from '../aids';
import type { Tl1Limits } from '../limits';
import { createTl1CreationSystem } from '../tl1-creation-system';
import { ScriptedSwitch } from './scripted-switch';
import type { Reaction } from './scripted-switch';

/** Lets time pass until it has come. */
export async function inVirtualTime<T>(clock: VirtualClock, expected: Promise<T>): Promise<T> {
  let isOver = false;
  const over = expected.finally(() => {
    isOver = true;
  });
  const hasEnded = (): boolean => isOver;
  while (!hasEnded()) await clock.run(50);
  return over;
}

/** A creation system over TL1 and the scripted switch at its other end, both in virtual time. */
export function scriptedSystem(limits: Partial<Tl1Limits> = {}, unit = new ScriptedSwitch()) {
  const clock = new VirtualClock();
  const log = createSwitchEventLog();
  const system = createTl1CreationSystem({
    switchId: 'SW-1',
    tid: unit.tid,
    user: 'ops',
    password: unit.password,
    connect: unit.connect,
    clock,
    random: () => 0.5,
    limits,
  });
  const soon = <T>(expected: Promise<T>): Promise<T> => inVirtualTime(clock, expected);
  return { unit, clock, log, system, soon };
}

const isChange = (verb: string): boolean => /^(ENT|DLT|ED)-/.test(verb);

/** For the contract that every implementation of the port keeps. */
export async function startScripted(): Promise<ContractSwitch> {
  const { unit, log, system, soon } = scriptedSystem({ changedGapMs: 0 });
  system.open(log.handle);
  const aids = ({ first, last }: IdentifierRange): readonly string[] =>
    Array.from({ length: last - first + 1 }, (_, at) => `3-${first + at}`);
  const changed = (): void => {
    unit.says('REPT DBCHG', 'TIME=10-24-35,DATE=26-11-22,SOURCE=0,USERID=local:ENT-VCL:NTVCL-3-60');
  };
  const forChange =
    (react: Reaction): Reaction =>
    (command) =>
      isChange(command.verb) ? react(command) : null;
  return {
    system,
    log,
    vpi: 3,
    card: { rack: 1, shelf: 1, slot: 2 },
    soon,
    holds: async () => ({
      circuits: [...unit.circuits].map((circuit) => Number(circuit.split('-')[1])).sort((one, other) => one - other),
      connections: [...unit.crosses].flatMap(([circuit, { line }]) =>
        (readAnswerLine(`NTVCL-${circuit},${line}`) ?? []).flatMap((read) => (read.kind === 'cross-connection' ? [read.cross] : [])),
      ),
    }),
    makeCircuits: async (range) => {
      for (const circuit of aids(range)) unit.circuits.add(circuit);
      changed();
    },
    deleteCircuits: async (range) => {
      for (const circuit of aids(range)) unit.circuits.delete(circuit);
      changed();
    },
    makeConnection: async ({ vpi, vci, line }: CrossConnection) => {
      unit.crosses.set(`${vpi}-${vci}`, { line: lineAid(line), state: 'IS' });
    },
    deleteConnection: async ({ vpi, vci }) => {
      unit.crosses.delete(`${vpi}-${vci}`);
    },
    refuseNext: async (words) => {
      unit.reactions.push(forChange(({ tag }) => unit.response(tag, 'DENY', ['SROF', `/* ${words} */`])));
    },
    putOff: async (count) => {
      unit.reactions.length = 0;
      for (let at = 0; at < count; at++)
        unit.reactions.push(
          forChange(({ tag }) => (at % 2 === 0 ? `\r\nRL ${tag}\r\n<` : unit.response(tag, 'DENY', ['SARB', '/* come back later */']))),
        );
    },
    doPartly: async (count) => {
      unit.reactions.push(
        forChange(({ tag, verb, aid, state }) => {
          const some = Array.from({ length: count }, (_, at) => `NTVCL-3-${Number(aid.split('&')[0]?.split('-')[2]) + at}`);
          unit.carryOut(tag, verb, some, state);
          return unit.response(tag, 'PRTL', [`"${some.join('&')}"`, 'SROF', '/* the rest failed */']);
        }),
      );
    },
    loseAnswer: async () => {
      unit.reactions.push(
        forChange(({ tag, verb, aid, state }) => {
          const all = aid.includes(',') ? [aid] : aid.split('&&');
          const [from, to] = all.map((each) => Number(each.split('-')[2]));
          const each = aid.includes(',') ? all : aids({ first: from ?? 0, last: to ?? from ?? 0 }).map((circuit) => `NTVCL-${circuit}`);
          unit.carryOut(tag, verb, each, state);
          return '';
        }),
      );
    },
    raise: async ({ aid, condition, text }) => {
      unit.says('REPT ALM LTPORT', `${aid}:MJ,${condition},SA,11-22,10-24-35,NEND,RCV:\\"${text}\\"`, '**');
    },
    goDown: async () => {
      unit.goDown();
    },
    comeBack: async () => {
      unit.isDown = false;
    },
    stop: () => soon(system.close()),
  };
}
