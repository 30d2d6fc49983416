import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSwitchExercise, type SwitchExercise } from '../testing/switch-exercise';

let exercise: SwitchExercise;

beforeAll(async () => {
  exercise = await startSwitchExercise();
});

afterAll(() => exercise.end());

describe('login', () => {
  test('comes before anything else', async () => {
    const client = await exercise.session({ isLoggedIn: false });
    expect((await client.ask('RTRV-HDR')).lines[0]).toBe('PLNA');
    expect((await client.logIn()).code).toBe('COMPLD');
    expect((await client.ask('RTRV-HDR')).code).toBe('COMPLD');
  });

  test('with a wrong password is refused, and the third time the session ends', async () => {
    const client = await exercise.session({ isLoggedIn: false });
    for (const user of ['ops', 'nobody', 'ops']) expect((await client.logIn(user, 'wrong')).lines[0]).toBe('PIUI');
    await client.closed;
  });

  test('ends with CANC-USER, and so does the session', async () => {
    const client = await exercise.session();
    expect((await client.ask('CANC-USER', 'ops')).code).toBe('COMPLD');
    await client.closed;
  });
});

test('each session has its own login; both see what the other changes, under one numbering', async () => {
  const [one, other] = [await exercise.session(), await exercise.session()];
  await one.ask('ENT-VCL', 'NTVCL-5-100&&NTVCL-5-101');
  await other.ask('DLT-VCL', 'NTVCL-5-100&&NTVCL-5-101');
  const told = [one, other].map(async (client) => {
    await client.find((message) => message.kind === 'autonomous' && message.lines[0]?.includes(':DLT-VCL:') === true);
    return client.seen.flatMap((message) => (message.kind === 'autonomous' ? [message] : []));
  });
  const [first = [], second = []] = await Promise.all(told);
  expect(first).toEqual(second);
  expect(first.map(({ mark, what, atag }) => [mark, what, atag - (first[0]?.atag ?? 0)])).toEqual([
    ['A ', 'REPT DBCHG', 0],
    ['A ', 'REPT DBCHG', 1],
  ]);
  expect(first[0]?.lines[0]).toMatch(
    /^"TIME=\d\d-\d\d-\d\d,DATE=\d\d-\d\d-\d\d,SOURCE=T2,USERID=ops,DBCHGSEQ=\d+:ENT-VCL:NTVCL-5-100&&NTVCL-5-101:::"$/,
  );
});

test('a command may come in any pieces, and several in one', async () => {
  const client = await exercise.session();
  client.write('RTRV-HD');
  client.write('R:::A1');
  client.write(';RTRV-HDR:::A2;\r\nRTRV-HDR:::A3;\r\n');
  for (const tag of ['A1', 'A2', 'A3']) expect((await client.answer(tag)).code).toBe('COMPLD');
});

test('what is answered is durable: a kill right after loses nothing', async () => {
  const client = await exercise.session();
  await client.ask('ENT-VCL', 'NTVCL-6-100&&NTVCL-6-107', '::::IS');
  await client.ask('ENT-CRS-VC', 'NTVCL-6-100,LTVCL-1-1-1-1-0-40', '::::IS');
  const before = await exercise.unit.audit();
  await exercise.unit.kill();
  await client.closed;
  await exercise.unit.startAgain();
  const after = await exercise.unit.audit();
  expect(after).toEqual({ ...before, sessions: 0 });
  expect(after.circuits['6']).toEqual([{ first: 100, last: 107 }]);
  expect(await (await exercise.session()).ask('RTRV-CRS-VC', 'NTVCL-6-100')).toMatchObject({
    lines: ['"NTVCL-6-100,LTVCL-1-1-1-1-0-40:::IS"'],
  });
});

test('the audit tells how many requests for circuits of one VPI were under way at once', async () => {
  const [one, other] = [await exercise.session(), await exercise.session()];
  await one.ask('ENT-VCL', 'NTVCL-7-100');
  await one.ask('ENT-VCL', 'NTVCL-7-101');
  expect((await exercise.unit.audit()).mostAtOnce['7']).toBe(1);
  await exercise.unit.command({ kind: 'processing', ms: 50 });
  one.send('ENT-VCL', 'NTVCL-7-102', 'ONE');
  other.send('ENT-VCL', 'NTVCL-8-102', 'ANOTHR');
  other.send('ENT-VCL', 'NTVCL-7-103', 'OTHER');
  await Promise.all([one.answer('ONE'), other.answer('OTHER')]);
  await exercise.unit.command({ kind: 'processing', ms: 0 });
  const { mostAtOnce, bulkCommands } = await exercise.unit.audit();
  expect(mostAtOnce).toMatchObject({ 7: 2, 8: 1 });
  const last = bulkCommands.at(-1);
  expect(last).toMatchObject({ aid: 'NTVCL-7-103', vpis: [7], ctag: 'OTHER', outcome: 'COMPLD', isAnswered: true });
  expect((last?.doneAtMs ?? 0) - (last?.receivedAtMs ?? 0)).toBeGreaterThanOrEqual(50);
});
