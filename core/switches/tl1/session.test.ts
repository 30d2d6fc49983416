import { describe, expect, test } from 'vitest';
import type { CrossConnection } from '../creation-system';
import { standardLimits } from './limits';
import { onceFor, ScriptedSwitch } from './testing/scripted-switch';
import { scriptedSystem } from './testing/scripted-contract';
import type { Tl1Limits } from './limits';

const range = (first: number, last: number) => ({ first, last });
const ask = { vpi: 3, ranges: [range(32, 39)] };
const cross: CrossConnection = { vpi: 3, vci: 32, line: { rack: 1, shelf: 1, slot: 2, circuit: 4, vpi: 0, vci: 35 } };

async function open(limits: Partial<Tl1Limits> = {}, prepare: (unit: ScriptedSwitch) => void = () => undefined) {
  const all = scriptedSystem(limits);
  prepare(all.unit);
  all.system.open(all.log.handle);
  await all.soon(all.log.next('up'));
  return all;
}

describe('the log-in', () => {
  test('names the switch and the user, and is the first that is sent', async () => {
    const { unit, system, soon } = await open();
    expect(unit.received.map(({ text }) => text)).toEqual([expect.stringMatching(/^ACT-USER:NE1:ops:C\d{5}::let-me-in$/)]);
    await soon(system.close());
    expect(unit.received.at(-1)?.text).toMatch(/^CANC-USER:NE1:ops:C\d{5}$/);
  });

  test('prompts, banners and an echo are passed over', async () => {
    await open({}, (unit) => {
      unit.banner = 'Welcome to NE1 26-11-22 10:00:00\r\nlogin: < ';
      unit.pieceBytes = 1;
      unit.reactions.push(
        onceFor('ACT-USER', ({ text, tag }) => `${text};\r\nIP ${tag}\r\n<${unit.response(tag, 'COMPLD', [`/* ${text} */`])}\r\n< `),
      );
    });
  });

  test('is refused in the switch’s words, without the password, and is tried again only after a good while', async () => {
    const { unit, system, log, soon, clock } = scriptedSystem();
    for (let at = 0; at < 3; at++)
      unit.reactions.push(
        onceFor('ACT-USER', ({ tag, text }) => unit.response(tag, 'DENY', ['PICC', `/* not so: "${text}" LET-ME-IN */`])),
      );
    system.open(log.handle);
    const { reason } = await soon(log.next('down'));
    expect(reason).toContain('the switch refuses the log-in of ops: PICC');
    expect(reason).toContain('check user and password');
    expect(reason).not.toMatch(/let-me-in/i);
    await clock.run(standardLimits.backoffMaxMs / 2 - 100);
    expect(unit.received).toHaveLength(1);
    await soon(log.next('up'));
    // The same reason again was no news.
    expect(log.events.map(({ kind }) => kind)).toEqual(['down', 'up']);
  });

  test('a switch of another name is not worked with', async () => {
    class Other extends ScriptedSwitch {
      override readonly tid = 'NE1';
      override response(tag: string, completion: string, lines: readonly string[] = []): string {
        return super.response(tag, completion, lines).replace('NE1', 'NE2');
      }
    }
    const { system, log, soon } = scriptedSystem({}, new Other());
    system.open(log.handle);
    expect((await soon(log.next('down'))).reason).toContain('calls itself NE2, not NE1');
  });

  test('a switch that does not answer it is told', async () => {
    const { unit, system, log, soon } = scriptedSystem();
    unit.reactions.push(onceFor('ACT-USER', () => ''));
    system.open(log.handle);
    expect((await soon(log.next('down'))).reason).toMatch(/log-in was not answered: no answer to ACT-USER \(C\d{5}\) came within 20 s/);
  });
});

describe('answers', () => {
  test('an acknowledgement gives a command more time', async () => {
    const { unit, system, soon, clock } = await open();
    unit.reactions.push(onceFor('ENT-VCL', ({ tag }) => `IP ${tag}\r\n<`));
    const outcome = system.createCircuits(ask);
    const { tag } = await unit.until(({ verb }) => verb === 'ENT-VCL');
    await clock.run(standardLimits.answerMs + 1000);
    unit.write(unit.response(tag, 'COMPLD'));
    expect(await soon(outcome)).toMatchObject({ kind: 'answered', held: [range(32, 39)] });
  });

  test('but not without end, however often it is acknowledged', async () => {
    const { unit, system, soon, clock } = await open({ longestMs: 100_000 });
    unit.reactions.push(onceFor('ENT-VCL', () => ''));
    const outcome = system.createCircuits(ask);
    const { tag } = await unit.until(({ verb }) => verb === 'ENT-VCL');
    for (let at = 0; at < 15; at++) {
      unit.write(`IP ${tag}\r\n<`);
      await clock.run(10_000);
    }
    expect(await soon(outcome)).toMatchObject({ kind: 'unsettled', reason: expect.stringContaining('within 100 s') as string });
  });

  test('an answer in parts, with what the switch says by itself in between, is put together', async () => {
    const { unit, system, soon } = await open();
    unit.reactions.push(
      onceFor('RTRV-VCL', ({ tag }) => {
        const parts = ['"NTVCL-3-32::1,1,,:IS"', 'NTVCL-3-33&&NTVCL-3-40:1,1,,:IS', '"NTVCL-3-60:::IS"'];
        const alarm = '\r\n\n   NE1 26-11-22 10:24:35\r\n*C 1 REPT ALM\r\n   "T1-1:CR,LOS,SA"\r\n;';
        return parts.map((line, at) => unit.response(tag, 'COMPLD', [line], at < 2 ? '>' : ';') + alarm).join('');
      }),
    );
    expect(await soon(system.readCircuits(3, range(32, 1023)))).toEqual({
      kind: 'circuits',
      held: [range(32, 40), range(60, 60)],
      connections: [],
    });
  });

  test('an answer under another’s tag is told as such, and taken for nobody’s; what the switch holds is read back', async () => {
    const { unit, system, soon } = await open();
    const strayed = onceFor('ENT-VCL', () => unit.response('X99999', 'COMPLD'));
    unit.reactions.push(strayed);
    const outcome = await soon(system.createCircuits(ask));
    expect(outcome).toMatchObject({ kind: 'unsettled', isLinkLost: false });
    expect(outcome.kind === 'unsettled' && outcome.reason).toMatch(
      /answered under the correlation tag "X99999", which no command of ours has.*ENT-VCL \(C\d{5}\) has no answer/,
    );
    expect(await soon(system.createCircuits(ask))).toMatchObject({ kind: 'answered', refusal: null });
  });

  test('if the right answer comes after a stray one, it counts', async () => {
    const { unit, system, soon } = await open();
    unit.reactions.push(onceFor('ENT-VCL', ({ tag }) => unit.response('X99999', 'DENY', ['SROF']) + unit.response(tag, 'COMPLD')));
    expect(await soon(system.createCircuits(ask))).toMatchObject({ kind: 'answered', held: [range(32, 39)], refusal: null });
  });

  test('V10: a late answer to a command that was given up is told as a change, and taken for nobody’s', async () => {
    const { unit, system, log, soon } = await open();
    unit.reactions.push(onceFor('ENT-VCL', () => ''));
    const outcome = await soon(system.createCircuits(ask));
    expect(outcome).toMatchObject({ kind: 'unsettled', isLinkLost: false });
    expect(outcome).toMatchObject({ answer: expect.stringContaining('no answer to ENT-VCL') as string });
    const { tag } = await unit.until(({ verb }) => verb === 'ENT-VCL');
    const changed = soon(log.next('changed'));
    unit.reactions.push(onceFor('ENT-VCL', (command) => unit.response(tag, 'COMPLD') + unit.response(command.tag, 'DENY', ['SROF'])));
    expect(await soon(system.createCircuits(ask))).toMatchObject({ kind: 'answered', held: [], refusal: { code: 'SROF' } });
    expect((await changed).reason).toContain(`given up (${tag})`);
  });

  test('V10: a lost answer is settled by what the switch holds', async () => {
    const { unit, system, soon } = await open();
    unit.reactions.push(
      onceFor('ENT-VCL', ({ tag, verb, state }) => {
        unit.carryOut(
          tag,
          verb,
          ['NTVCL-3-32', 'NTVCL-3-33', 'NTVCL-3-34', 'NTVCL-3-35', 'NTVCL-3-36', 'NTVCL-3-37', 'NTVCL-3-38', 'NTVCL-3-39'],
          state,
        );
        return '';
      }),
    );
    expect(await soon(system.createCircuits(ask))).toMatchObject({ kind: 'answered', held: [range(32, 39)], refusal: null });
  });

  test('a session that breaks off in the middle of an answer leaves the command open', async () => {
    const { unit, system, log, soon } = await open();
    unit.reactions.push(
      onceFor('ENT-VCL', ({ tag }) => {
        const half = unit.response(tag, 'COMPLD').slice(0, -3);
        void Promise.resolve().then(() => {
          unit.cut();
        });
        return half;
      }),
    );
    const outcome = await soon(system.createCircuits(ask));
    expect(outcome).toMatchObject({ kind: 'unsettled', isLinkLost: true });
    expect(outcome.kind === 'unsettled' && outcome.reason).toContain('lost before the answer came: the switch ended the session');
    expect((await soon(log.next('down'))).reason).toBe('the switch ended the session');
    await soon(log.next('up'));
  });

  test('a switch that does not hold us for logged in any more is logged in to again', async () => {
    const { unit, system, log, soon } = await open();
    unit.reactions.push(onceFor('ENT-CRS-VC', ({ tag }) => unit.response(tag, 'DENY', ['PLNA'])));
    expect(await soon(system.connect(cross))).toMatchObject({ kind: 'unsettled', isLinkLost: true });
    expect((await soon(log.next('down'))).reason).toContain('PLNA');
    await soon(log.next('up'));
  });

  test('one command is under way at a time', async () => {
    const { unit, system, soon } = await open();
    unit.reactions.push(onceFor('ENT-VCL', () => ''));
    const [first, second] = [system.createCircuits(ask), system.readCircuits(3, range(32, 32))];
    await unit.until(({ verb }) => verb === 'ENT-VCL');
    expect(unit.received.map(({ verb }) => verb)).toEqual(['ACT-USER', 'ENT-VCL']);
    expect(await soon(second)).toMatchObject({ kind: 'circuits' });
    await soon(first);
  });

  test('V10: what is asked for in bulk, and reading, goes before the cross-connections that wait', async () => {
    const { unit, system, soon } = await open();
    // As over a network: an answer comes when all that the one before it set off is done.
    for (let at = 0; at < 80; at++)
      unit.reactions.push(({ tag }) => {
        setImmediate(() => {
          unit.write(unit.response(tag, 'COMPLD'));
        });
        return '';
      });
    const crosses = Array.from({ length: 64 }, (_, at) => system.connect({ ...cross, vci: 32 + at }));
    const read = system.readCircuits(3, range(32, 39));
    const created = system.createCircuits({ vpi: 3, ranges: [range(96, 119)] });
    await soon(Promise.all([read, created]));
    const verbs = unit.received.map(({ verb }) => verb).slice(1);
    // A portion is sent once the one before it was answered: meanwhile a cross-connection has its turn.
    expect(verbs.slice(0, 5)).toEqual(['ENT-CRS-VC', 'RTRV-VCL', 'ENT-VCL', 'RTRV-CRS-VC', 'ENT-VCL']);
    expect(verbs.filter((verb) => verb === 'ENT-VCL')).toHaveLength(3);
    expect(verbs.filter((verb) => verb === 'ENT-CRS-VC').length).toBeLessThanOrEqual(4);
    expect((await soon(Promise.all(crosses))).every(({ kind }) => kind === 'connected')).toBe(true);
  });

  test('with the signal nothing is waited for, and no further command is sent', async () => {
    const { unit, system, log, soon } = await open();
    unit.reactions.push(onceFor('ENT-VCL', () => ''));
    const giveUp = new AbortController();
    const outcome = system.createCircuits({ vpi: 3, ranges: [range(32, 95)] }, giveUp.signal);
    const { tag } = await unit.until(({ verb }) => verb === 'ENT-VCL');
    giveUp.abort();
    expect(await outcome).toMatchObject({ kind: 'unsettled', isLinkLost: false });
    unit.write(unit.response(tag, 'COMPLD'));
    expect((await soon(log.next('changed'))).reason).toContain('late answer');
    expect(unit.received.map(({ verb }) => verb)).toEqual(['ACT-USER', 'ENT-VCL']);
  });

  test('given up while the switch puts it off, it answers with what it has', async () => {
    const { unit, system } = await open();
    const giveUp = new AbortController();
    const busy = onceFor('ENT-VCL', ({ tag }) => `RL ${tag}\r\n<`);
    unit.reactions.push((command) => (command.aid.startsWith('NTVCL-3-40') ? busy(command) : null));
    const outcome = system.createCircuits({ vpi: 3, ranges: [range(32, 47)] }, giveUp.signal);
    await unit.until(({ aid }) => aid.startsWith('NTVCL-3-40'));
    await new Promise((resolve) => setImmediate(resolve));
    giveUp.abort();
    expect(await outcome).toMatchObject({ kind: 'answered', held: [range(32, 39)], refusal: null });
  });
});

describe('the session', () => {
  test('is tried out when it is silent, and kept while there is an answer, be it a refusal', async () => {
    const { unit, clock, log } = await open();
    unit.reactions.push(onceFor('RTRV-HDR', ({ tag }) => unit.response(tag, 'DENY', ['ICNV'])));
    await clock.run(standardLimits.keepAliveMs * 3);
    expect(unit.received.filter(({ verb }) => verb === 'RTRV-HDR').length).toBeGreaterThan(0);
    expect(log.events.map(({ kind }) => kind)).toEqual(['up']);
  });

  test('is given up when there is none', async () => {
    const { unit, log, soon } = await open();
    unit.reactions.push(onceFor('RTRV-HDR', () => ''));
    expect((await soon(log.next('down'))).reason).toBe('the switch does not answer any more');
  });

  test('a switch that takes commands and says nothing at all is tried out at once', async () => {
    const { unit, system, log, soon } = await open();
    const silent = [onceFor('ENT-VCL', () => ''), onceFor('RTRV-HDR', () => '')];
    unit.reactions.push(...silent);
    const [outcome, down] = [system.createCircuits(ask), soon(log.next('down'))];
    expect((await down).reason).toContain('the switch is silent: no answer to ENT-VCL');
    expect(await outcome).toMatchObject({ kind: 'unsettled' });
  });

  test('comes back with growing waits while the switch cannot be reached, and says once why', async () => {
    const { unit, log, soon, clock } = await open();
    unit.goDown();
    await clock.run(120_000);
    unit.isDown = false;
    await soon(log.next('up', ({ atMs }) => atMs > 1_700_000_120_000));
    expect(log.events.map((event) => (event.kind === 'down' ? event.reason : event.kind))).toEqual([
      'up',
      'the switch ended the session',
      'the switch cannot be reached',
      'up',
    ]);
  });

  test('a session that flaps while nobody listens is told of once', async () => {
    const { unit, system, soon, clock } = scriptedSystem();
    const kinds: string[] = [];
    let goOn = (): void => undefined;
    system.open(async ({ kind }) => {
      kinds.push(kind);
      if (kinds.length === 1) await new Promise<void>((carryOn) => (goOn = carryOn));
    });
    for (let at = 0; at < 5; at++) {
      await clock.run(60_000);
      unit.cut();
    }
    await clock.run(60_000);
    // As it is at last, in the end.
    unit.goDown();
    await clock.run(100);
    goOn();
    await soon(system.readCircuits(3, range(32, 32)));
    expect(kinds).toEqual(['up', 'up', 'down']);
  });

  test('a handler that throws makes it begin anew, so that nothing that was told is missed', async () => {
    const { system, soon, unit } = scriptedSystem();
    const kinds: string[] = [];
    const done = new Promise<void>((resolve) => {
      system.open(async (event) => {
        kinds.push(event.kind);
        if (kinds.length === 2) throw new Error('no room');
        if (event.kind === 'up' && kinds.length > 2) resolve();
      });
    });
    await soon(unit.until(({ verb }) => verb === 'ACT-USER'));
    unit.says('REPT ALM T1', 'T1-1:CR,LOS,SA', '*C');
    await soon(done);
    expect(kinds).toEqual(['up', 'alarm', 'down', 'up']);
  });

  test('no event follows when it is closed, and nothing is sent any more', async () => {
    const { unit, system, log, soon } = await open();
    await soon(system.close());
    unit.says('REPT ALM T1', 'T1-1:CR,LOS,SA', '*C');
    expect(await system.connect(cross)).toMatchObject({ kind: 'unsettled', isLinkLost: true });
    expect(log.events.map(({ kind }) => kind)).toEqual(['up']);
  });

  test('can be closed from inside the handler, and while it connects', async () => {
    const first = scriptedSystem();
    const closed = new Promise<void>((resolve) => {
      first.system.open(async () => {
        await first.system.close();
        resolve();
      });
    });
    await first.soon(closed);
    const second = scriptedSystem();
    second.unit.reactions.push(onceFor('ACT-USER', () => ''));
    second.system.open(second.log.handle);
    await second.unit.until(({ verb }) => verb === 'ACT-USER');
    await second.soon(second.system.close());
    expect(second.log.events).toEqual([]);
  });
});

describe('what the switch says by itself', () => {
  const own = 'TIME=10-24-35,DATE=26-11-22,SOURCE=';

  test('a missing number makes it say that messages were missed', async () => {
    const { unit, log, soon } = await open();
    unit.says('REPT EVT', 'EQPT-1:FAN');
    unit.skipNumbers(3);
    unit.says('REPT EVT', 'EQPT-1:FAN');
    expect((await soon(log.next('changed'))).reason).toBe('messages of the switch were missed (5 after 1)');
  });

  test('numbers that begin anew do so too; a repeated one does not', async () => {
    const { unit, log, soon } = await open();
    for (const atag of [7, 7, 8]) unit.says('REPT EVT', 'EQPT-1:FAN', 'A ', atag);
    unit.says('REPT EVT', 'EQPT-1:FAN', 'A ', 1);
    expect((await soon(log.next('changed'))).reason).toBe('the switch numbers its messages anew (1 after 8)');
  });

  test('a change of our own is no news; another’s is, and so is one under a tag of ours by another user', async () => {
    const { unit, system, log, soon } = await open({ changedGapMs: 0 });
    await soon(system.createCircuits(ask));
    const tag = unit.received.at(-1)?.tag ?? '';
    unit.says('REPT DBCHG', `${own}${tag},USERID=OPS,DBCHGSEQ=1:ENT-VCL:NTVCL-3-32`);
    unit.says('REPT DBCHG', `${own}${tag},USERID=bob,DBCHGSEQ=2:ENT-VCL:NTVCL-3-32`);
    expect((await soon(log.next('changed'))).reason).toContain('changed by bob');
    unit.says('REPT DBCHG', `${own}0,USERID=ops,DBCHGSEQ=3:ENT-VCL:NTVCL-3-32`);
    await soon(log.next('changed'));
    expect(log.events.map(({ kind }) => kind)).toEqual(['up', 'changed', 'changed']);
  });

  test('a storm neither starves commands nor is kept: one alarm for each thing, and many changes are one', async () => {
    const limits = { maxWaitingAlarms: 50 };
    const { unit, system, soon } = scriptedSystem(limits);
    const told: string[] = [];
    let goOn = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      system.open(async (event) => {
        told.push(event.kind);
        if (event.kind === 'up') resolve();
        // Slow to handle the first: the others wait meanwhile.
        if (told.length === 2) await new Promise<void>((carryOn) => (goOn = carryOn));
      });
    });
    await soon(opened);
    for (let at = 0; at < 20_000; at++) unit.says('REPT EVT T1', `T1-${at % 200}:TC,T-CV-L,NSA`);
    for (let at = 0; at < 500; at++) unit.says('REPT DBCHG', `${own}0,USERID=bob:ENT-VCL:NTVCL-3-${at}`);
    expect(await soon(system.createCircuits(ask))).toMatchObject({ kind: 'answered', held: [range(32, 39)] });
    expect(told).toEqual(['up', 'alarm']);
    goOn();
    await soon(system.readCircuits(3, range(32, 32)));
    const of = (kind: string): number => told.filter((each) => each === kind).length;
    expect(of('alarm')).toBeLessThanOrEqual(51);
    expect(of('changed')).toBe(1);
  });

  test('after a storm of changes, the last one is told too, later', async () => {
    const { unit, log, soon, clock } = await open();
    for (let at = 0; at < 100; at++) unit.says('REPT DBCHG', `${own}0,USERID=bob:ENT-VCL:NTVCL-3-${at}`);
    await soon(log.next('changed'));
    await clock.run(standardLimits.changedGapMs * 3);
    expect(log.events.map(({ kind }) => kind)).toEqual(['up', 'changed', 'changed']);
  });
});

test('the password is in no event and no answer, whatever the switch repeats', async () => {
  const { unit, system, log, soon } = scriptedSystem({ changedGapMs: 0 });
  const echo = 'ACT-USER:NE1:ops:C00001::let-me-in';
  system.open(log.handle);
  await soon(log.next('up'));
  const filler = 'x'.repeat(395);
  unit.reactions.push(
    onceFor('ENT-VCL', ({ tag }) => unit.response(tag, 'DENY', ['SROF', `/* ${echo} */`, `/* ${filler}let-me-in */`])),
    onceFor('RTRV-VCL', ({ tag }) => unit.response(tag, 'COMPLD', [`${'y'.repeat(195)}let-me-in`])),
    onceFor('ENT-CRS-VC', ({ tag }) => unit.response(tag, 'DENY', ['SROF', `/* Let-Me-In */`]) + unit.response('let-me-in', 'COMPLD')),
  );
  unit.says('REPT ALM T1', `let-me-in:CR,let-me-in,SA:\\"${filler}let-me-in\\"`, '*C');
  unit.says('REPT DBCHG', 'SOURCE=0,USERID=let-me-in:X');
  const told = [
    await soon(system.createCircuits(ask)),
    await soon(system.connect(cross)),
    await soon(system.readCircuits(3, range(32, 99))),
  ];
  await soon(log.next('alarm'));
  unit.goDown();
  await soon(log.next('down'));
  expect(JSON.stringify([told, log.events])).not.toMatch(/let-m/i);
  expect(JSON.stringify([told, log.events])).toContain('•••');
});
