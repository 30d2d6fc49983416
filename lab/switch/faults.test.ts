import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSwitchExercise, type SwitchExercise } from '../testing/switch-exercise';
import type { Tl1Client, Tl1Message } from '../testing/tl1-client';
import type { SwitchCommand } from './commands';

let exercise: SwitchExercise;
let client: Tl1Client;

beforeAll(async () => {
  exercise = await startSwitchExercise({ acknowledgeMs: 100 });
});

afterAll(() => exercise.end());

const order = (command: SwitchCommand) => exercise.unit.command(command);
const held = async (vpi: number) => (await exercise.unit.audit()).circuits[vpi] ?? [];
const told = (session: Tl1Client) => session.seen.flatMap((message) => (message.kind === 'autonomous' ? [message] : []));
const isTold = (part: string) => (message: Tl1Message) =>
  message.kind === 'autonomous' && message.lines.some((line) => line.includes(part));

beforeEach(async () => {
  client = await exercise.session();
});

afterEach(async () => {
  client.close();
  await order({ kind: 'heal' });
  for (const vpi of Object.keys((await exercise.unit.audit()).circuits)) {
    await order({ kind: 'delete-circuits', vpi: Number(vpi), first: 0, last: 65_535 });
  }
});

describe('what was ordered for the next commands', () => {
  test('deny: with the code and words, and not carried out', async () => {
    await order({ kind: 'deny', count: 2, code: 'SARB', words: 'all processors busy' });
    for (let time = 1; time <= 2; time += 1) {
      expect(await client.ask('ENT-VCL', 'NTVCL-3-100')).toMatchObject({ code: 'DENY', lines: ['SARB', '/* all processors busy */'] });
    }
    expect(await held(3)).toEqual([]);
    expect((await client.ask('ENT-VCL', 'NTVCL-3-100')).code).toBe('COMPLD');
  });

  test('concerns the verb that was named, else all but log-in and keep-alive', async () => {
    await order({ kind: 'deny', count: 1, code: 'SROF', words: 'no', verb: 'DLT-VCL' });
    expect((await client.ask('ENT-VCL', 'NTVCL-3-100')).code).toBe('COMPLD');
    expect((await client.ask('DLT-VCL', 'NTVCL-3-100')).lines[0]).toBe('SROF');
    await order({ kind: 'deny', count: 1, code: 'SROF', words: 'no' });
    expect((await client.ask('RTRV-HDR')).code).toBe('COMPLD');
    expect((await (await exercise.session({ isLoggedIn: false })).logIn()).code).toBe('COMPLD');
    expect((await client.ask('RTRV-VCL', 'ALL')).lines[0]).toBe('SROF');
  });

  test('partial: after so many identifiers the rest fails', async () => {
    await order({ kind: 'partial', count: 1, after: 3 });
    const answer = await client.ask('ENT-VCL', 'NTVCL-3-100&&NTVCL-3-104', '::::IS');
    expect(answer).toMatchObject({ code: 'PRTL' });
    expect(answer.lines.slice(0, 2)).toEqual(['"NTVCL-3-100&&NTVCL-3-102"', 'SROF']);
    expect(await held(3)).toEqual([{ first: 100, last: 102 }]);
  });

  test('repeat-later: RL, no answer, and not carried out', async () => {
    await order({ kind: 'repeat-later', count: 1 });
    client.send('ENT-VCL', 'NTVCL-3-100', 'R1');
    expect(await client.find((message) => message.kind === 'acknowledgement')).toEqual({ kind: 'acknowledgement', code: 'RL', ctag: 'R1' });
    expect((await client.ask('RTRV-VCL', 'NTVCL-3-ALL')).lines).toEqual([]);
    expect(client.seen.some((message) => message.kind === 'response' && message.ctag === 'R1')).toBe(false);
  });

  test('lose-answers: carried out, and neither acknowledged nor answered', async () => {
    await order({ kind: 'lose-answers', count: 1 });
    await order({ kind: 'processing', ms: 150 });
    client.send('ENT-VCL', 'NTVCL-3-100', 'L1');
    await client.find(isTold('SOURCE=L1'));
    await order({ kind: 'processing', ms: 0 });
    expect((await client.ask('ENT-VCL', 'NTVCL-3-100')).lines[0]).toBe('IEAE');
    expect(client.seen.some((message) => message.kind !== 'autonomous' && message.ctag === 'L1')).toBe(false);
    expect((await exercise.unit.audit()).bulkCommands.findLast((each) => each.ctag === 'L1')).toMatchObject({
      outcome: 'COMPLD',
      isAnswered: false,
    });
  });

  test('late: carried out at once, acknowledged, answered later, and the session goes on meanwhile', async () => {
    await order({ kind: 'late', count: 1, ms: 300 });
    client.send('ENT-VCL', 'NTVCL-3-100', 'S1');
    expect((await client.ask('RTRV-VCL', 'NTVCL-3-100')).code).toBe('COMPLD');
    expect((await client.answer('S1')).code).toBe('COMPLD');
    const mine = client.seen.flatMap((message) => (message.kind !== 'autonomous' && message.ctag === 'S1' ? [message.code] : []));
    expect(mine).toEqual(['IP', 'COMPLD']);
  });

  test('disconnect: carried out, and the session ends in the middle of the answer', async () => {
    await order({ kind: 'disconnect', count: 1 });
    client.send('ENT-VCL', 'NTVCL-3-100', 'D1');
    await client.closed;
    expect(client.text()).toMatch(/\r\n\n {3}SW-LAB-1 [^;]*$/);
    expect(await held(3)).toEqual([{ first: 100, last: 100 }]);
  });

  test('wrong-ctag: the answer bears another tag, of a command under way where there is one', async () => {
    await order({ kind: 'wrong-ctag', count: 1, verb: 'ENT-VCL' });
    client.send('ENT-VCL', 'NTVCL-3-100', 'C18');
    expect((await client.answer('C19')).code).toBe('COMPLD');
    await order({ kind: 'late', count: 1, ms: 100, verb: 'RTRV-VCL' });
    await order({ kind: 'wrong-ctag', count: 1, verb: 'ENT-VCL' });
    client.send('RTRV-VCL', 'NTVCL-3-100', 'OTHER');
    client.send('ENT-VCL', 'NTVCL-3-101', 'MINE');
    await client.find(
      (message) =>
        message.kind === 'response' && client.seen.filter((each) => each.kind === 'response' && each.ctag === 'OTHER').length === 2,
    );
    expect(client.seen.some((message) => message.kind === 'response' && message.ctag === 'MINE')).toBe(false);
  });
});

describe('how it behaves until it is healed', () => {
  test('slow: acknowledged while in progress, and what is shown with PF', async () => {
    await order({ kind: 'slow', ms: 200 });
    client.send('ENT-VCL', 'NTVCL-3-100', 'A1');
    client.send('RTRV-VCL', 'ALL', 'A2');
    await Promise.all([client.answer('A1'), client.answer('A2')]);
    const acknowledged = client.seen.flatMap((message) => (message.kind === 'acknowledgement' ? [`${message.code} ${message.ctag}`] : []));
    expect(acknowledged).toEqual(['IP A1', 'PF A2']);
    await order({ kind: 'heal' });
    await client.ask('RTRV-VCL', 'ALL');
    expect(client.seen.filter((message) => message.kind === 'acknowledgement')).toHaveLength(2);
  });

  test('processing: identifiers one after another, and a kill leaves those that were done', async () => {
    await order({ kind: 'processing', ms: 40 });
    client.send('ENT-VCL', 'NTVCL-3-100&&NTVCL-3-107', 'K1');
    await expect.poll(() => held(3)).not.toEqual([]);
    await exercise.unit.kill();
    await exercise.unit.startAgain();
    const [range] = await held(3);
    expect(range?.first).toBe(100);
    expect(range?.last).toBeLessThan(107);
    expect((await exercise.unit.audit()).bulkCommands.at(-1)).toMatchObject({ ctag: 'K1', outcome: 'cut', isAnswered: false });
  });

  test('silent, carrying out: no answer, no word, and done; the numbering goes on', async () => {
    await client.ask('ENT-VCL', 'NTVCL-3-100');
    await client.find(isTold('SOURCE=T2'));
    await order({ kind: 'silent', mode: 'carry-out' });
    client.send('ENT-VCL', 'NTVCL-3-101', 'Q1');
    await expect.poll(() => held(3)).toEqual([{ first: 100, last: 101 }]);
    await order({ kind: 'silent', mode: 'off' });
    await client.ask('ENT-VCL', 'NTVCL-3-102');
    await client.find(isTold('SOURCE=T3'));
    expect(client.seen.some((message) => message.kind !== 'autonomous' && message.ctag === 'Q1')).toBe(false);
    const [before, after] = told(client).slice(-2);
    expect((after?.atag ?? 0) - (before?.atag ?? 0)).toBe(2);
  });

  test('silent, ignoring: not done either, and the session stays', async () => {
    await order({ kind: 'silent', mode: 'ignore' });
    client.send('ENT-VCL', 'NTVCL-3-100', 'Q2');
    await expect
      .poll(async () => (await exercise.unit.audit()).bulkCommands.at(-1))
      .toMatchObject({ ctag: 'Q2', outcome: 'none', isAnswered: false });
    await order({ kind: 'heal' });
    expect((await client.ask('RTRV-VCL', 'NTVCL-3-ALL')).lines).toEqual([]);
  });

  test('RL also for more than it takes at once', async () => {
    await order({ kind: 'slow', ms: 200 });
    for (let number = 1; number <= 33; number += 1) client.send('RTRV-HDR', '', `N${number}`);
    expect(await client.find((message) => message.kind === 'acknowledgement' && message.code === 'RL')).toMatchObject({ ctag: 'N33' });
    await client.answer('N32');
  });
});

describe('what it says by itself', () => {
  test('a storm: so many events, numbered without a gap, and commands are answered in between', async () => {
    await order({ kind: 'storm', count: 500 });
    await client.find(isTold(', 1 to come'));
    const storm = told(client);
    expect(storm).toHaveLength(500);
    expect(
      storm.every(({ atag, what, mark }, index) => atag === (storm[0]?.atag ?? 0) + index && what === 'REPT EVT LTPORT' && mark === 'A '),
    ).toBe(true);
    await order({ kind: 'storm', count: 60, perSecond: 200 });
    await client.find(isTold(', 59 to come'));
    expect((await client.ask('RTRV-HDR')).code).toBe('COMPLD');
    expect(client.seen.filter(isTold(', 1 to come'))).toHaveLength(1);
    await client.find(() => client.seen.filter(isTold(', 1 to come')).length === 2);
  });

  test('skip-atag: the numbers jump', async () => {
    await order({ kind: 'storm', count: 1 });
    await order({ kind: 'skip-atag', count: 5 });
    await order({ kind: 'storm', count: 1 });
    await client.find(() => told(client).length === 2);
    const [first, second] = told(client);
    expect((second?.atag ?? 0) - (first?.atag ?? 0)).toBe(6);
  });

  test.each([
    ['critical', '*C', 'CR,LOS,SA', 'ALM'],
    ['major', '**', 'MJ,LOS,SA', 'ALM'],
    ['minor', '* ', 'MN,LOS,NSA', 'ALM'],
    ['event', 'A ', 'TC,LOS,NSA', 'EVT'],
    ['cleared', 'A ', 'CL,LOS,NSA', 'ALM'],
  ] as const)('an alarm that is %s', async (severity, mark, data, what) => {
    await order({ kind: 'alarm', severity, aid: 'NTPORT-1', condition: 'LOS', words: 'no "signal"; none>' });
    const message = await client.find(isTold('NTPORT-1'));
    expect(message).toMatchObject({ mark, what: `REPT ${what} NTPORT` });
    expect(told(client)[0]?.lines[0]).toMatch(
      new RegExp(`^"NTPORT-1:${data},\\d\\d-\\d\\d,\\d\\d-\\d\\d-\\d\\d,NEND,RCV:\\\\"no 'signal'  none \\\\""$`),
    );
    const standing = (await exercise.unit.audit()).alarms;
    expect(standing).toHaveLength(severity === 'event' || severity === 'cleared' ? 0 : 1);
  });
});

describe('beside the client’s back', () => {
  test('circuits made and deleted by hand are told, unless said otherwise', async () => {
    await order({ kind: 'make-circuits', vpi: 9, first: 100, last: 119 });
    await client.find(isTold('SOURCE=0,USERID=CRAFT'));
    expect(told(client)[0]?.lines[0]).toContain(':ENT-VCL:NTVCL-9-100&&NTVCL-9-119:::IS"');
    await order({ kind: 'delete-circuits', vpi: 9, first: 110, last: 110, isUntold: true });
    expect(await held(9)).toEqual([
      { first: 100, last: 109 },
      { first: 111, last: 119 },
    ]);
    await client.ask('RTRV-HDR');
    expect(told(client)).toHaveLength(1);
  });

  test('cross-connections by hand; a circuit that goes takes its own along', async () => {
    const line = { rack: 1, shelf: 2, slot: 3, circuit: 4, vpi: 0, vci: 40 };
    await order({ kind: 'make-circuits', vpi: 9, first: 100, last: 101 });
    await order({ kind: 'make-cross-connection', vpi: 9, vci: 100, line });
    await order({ kind: 'make-cross-connection', vpi: 9, vci: 101, line: { ...line, circuit: 5 } });
    await order({ kind: 'delete-cross-connection', vpi: 9, vci: 101 });
    expect((await exercise.unit.audit()).crossConnections).toEqual([{ vpi: 9, vci: 100, line, state: 'IS' }]);
    await order({ kind: 'delete-circuits', vpi: 9, first: 100, last: 100 });
    expect((await exercise.unit.audit()).crossConnections).toEqual([]);
  });

  test('what cannot be done is said with code and words', async () => {
    await expect(order({ kind: 'delete-circuits', vpi: 9, first: 500, last: 510 })).rejects.toThrow(
      'IENE: there is no circuit from NTVCL-9-500 to VCI 510',
    );
    await expect(order({ kind: 'make-circuits', vpi: 16, first: 100, last: 100 })).rejects.toThrow('IDRG: trunk VPI 16 is not within 0-15');
    await expect(order({ kind: 'delete-cross-connection', vpi: 9, vci: 100 })).rejects.toThrow('IENE: NTVCL-9-100 is not cross-connected');
    await expect(order({ kind: 'deny', count: 0, code: 'no', words: '' })).rejects.toThrow(/count[\s\S]*code[\s\S]*words/);
  });
});

describe('away for a while', () => {
  test('go-down: sessions are cut, the door is closed, and opens again on its port', async () => {
    const done = order({ kind: 'go-down', ms: 300 });
    await client.closed;
    await expect(exercise.session()).rejects.toThrow('ECONNREFUSED');
    await expect(order({ kind: 'go-down', ms: 100 })).rejects.toThrow('it is down already: wait until it is back');
    await done;
    expect((await (await exercise.session()).ask('RTRV-HDR')).code).toBe('COMPLD');
  });

  test('restart with its memory: all is there, and what was under way is not finished', async () => {
    await client.ask('ENT-VCL', 'NTVCL-3-100');
    await order({ kind: 'processing', ms: 30 });
    client.send('ENT-VCL', 'NTVCL-3-101&&NTVCL-3-108', 'CUT');
    await expect.poll(async () => (await held(3))[0]?.last).toBeGreaterThan(100);
    await order({ kind: 'restart', hasMemory: true, ms: 50 });
    expect((await exercise.unit.audit()).bulkCommands.at(-1)).toMatchObject({ ctag: 'CUT', outcome: 'cut' });
    const again = await exercise.session();
    // Changes take turns: when this one is done, nothing of before goes on.
    await again.ask('ENT-VCL', 'NTVCL-4-100');
    expect((await held(3))[0]?.last).toBeLessThan(108);
    await order({ kind: 'storm', count: 1 });
    expect(await again.find((message) => message.kind === 'autonomous')).toMatchObject({ atag: 1 });
  });

  test('restart without its memory: it holds nothing', async () => {
    await client.ask('ENT-VCL', 'NTVCL-3-100&&NTVCL-3-107');
    await client.ask('ENT-CRS-VC', 'NTVCL-3-100,LTVCL-1-1-2-17-0-35', '::::IS');
    await order({ kind: 'restart', hasMemory: false, ms: 50 });
    await client.closed;
    expect(await exercise.unit.audit()).toMatchObject({ circuits: {}, crossConnections: [] });
    await exercise.unit.startAgain();
    expect(await exercise.unit.audit()).toMatchObject({ circuits: {}, crossConnections: [] });
  });
});

test('cleared, it is as when it was started for the first time, at once and over a restart', async () => {
  await order({ kind: 'clear' });
  const fresh = await exercise.unit.audit();
  expect(fresh).toMatchObject({ circuits: {}, crossConnections: [], bulkCommands: [], mostAtOnce: {}, alarms: [] });
  const before = await exercise.session();
  expect((await before.ask('ENT-VCL', 'NTVCL-3-100&&NTVCL-3-104', '::::IS')).code).toBe('COMPLD');
  await order({ kind: 'alarm', severity: 'major', aid: 'NTPORT-1', condition: 'LOS', words: 'dark' });
  await order({ kind: 'deny', count: 3, code: 'SARB', words: 'busy' });
  await order({ kind: 'silent', mode: 'ignore' });
  await order({ kind: 'new-host-key' });
  const down = order({ kind: 'go-down', ms: 600_000 });
  await before.closed;
  await order({ kind: 'clear' });
  await down;
  expect(await exercise.unit.audit()).toEqual({ ...fresh, sessions: 0 });
  const after = await exercise.session();
  expect((await after.ask('RTRV-VCL', 'ALL')).code).toBe('COMPLD');
  await exercise.unit.startAgain();
  expect(await exercise.unit.audit()).toEqual({ ...fresh, sessions: 0 });
});
