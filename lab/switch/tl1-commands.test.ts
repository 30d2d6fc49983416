import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSwitchExercise, type SwitchExercise } from '../testing/switch-exercise';
import type { Tl1Client } from '../testing/tl1-client';

let exercise: SwitchExercise;
let client: Tl1Client;

beforeAll(async () => {
  exercise = await startSwitchExercise({ linesPerPart: 5 });
  client = await exercise.session();
});

afterAll(() => exercise.end());

const emptied = async () => {
  for (const vpi of Object.keys((await exercise.unit.audit()).circuits)) {
    await exercise.unit.command({ kind: 'delete-circuits', vpi: Number(vpi), first: 0, last: 65_535 });
  }
};

describe('circuits', () => {
  beforeEach(emptied);

  test('a bulk request makes them all; the audit has them by VPI', async () => {
    expect(await client.ask('ENT-VCL', 'NTVCL-3-100&&NTVCL-3-103&NTVCL-3-110&NTVCL-4-32', '::::IS')).toMatchObject({
      code: 'COMPLD',
      lines: [],
    });
    expect((await exercise.unit.audit()).circuits).toEqual({
      3: [
        { first: 100, last: 103 },
        { first: 110, last: 110 },
      ],
      4: [{ first: 32, last: 32 }],
    });
    expect((await client.ask('RTRV-VCL', 'NTVCL-3-102&&NTVCL-3-111')).lines).toEqual([
      '"NTVCL-3-102::XC=NO:IS"',
      '"NTVCL-3-103::XC=NO:IS"',
      '"NTVCL-3-110::XC=NO:IS"',
    ]);
  });

  test('what exists already is IEAE, and the rest is made: PRTL', async () => {
    await client.ask('ENT-VCL', 'NTVCL-3-101');
    expect(await client.ask('ENT-VCL', 'NTVCL-3-100&&NTVCL-3-102')).toMatchObject({
      code: 'PRTL',
      lines: ['"NTVCL-3-100&NTVCL-3-102"', 'IEAE', '/* NTVCL-3-101 exists already */'],
    });
    expect(await client.ask('ENT-VCL', 'NTVCL-3-101')).toMatchObject({ code: 'DENY', lines: ['IEAE', '/* NTVCL-3-101 exists already */'] });
  });

  test('what does not exist is IENE', async () => {
    expect(await client.ask('DLT-VCL', 'NTVCL-3-500')).toMatchObject({ code: 'DENY', lines: ['IENE', '/* NTVCL-3-500 does not exist */'] });
    expect(await client.ask('RTRV-VCL', 'NTVCL-3-500')).toMatchObject({
      code: 'DENY',
      lines: ['IENE', '/* NTVCL-3-500 does not exist */'],
    });
    expect(await client.ask('RTRV-VCL', 'NTVCL-3-ALL')).toMatchObject({ code: 'COMPLD', lines: [] });
  });

  test('deleted, they are gone', async () => {
    await client.ask('ENT-VCL', 'NTVCL-3-100&&NTVCL-3-107');
    expect(await client.ask('DLT-VCL', 'NTVCL-3-102&&NTVCL-3-103')).toMatchObject({ code: 'COMPLD' });
    expect((await exercise.unit.audit()).circuits).toEqual({
      3: [
        { first: 100, last: 101 },
        { first: 104, last: 107 },
      ],
    });
  });

  test('a long answer comes in parts, all but the last ending with ">"', async () => {
    await client.ask('ENT-VCL', 'NTVCL-3-100&&NTVCL-3-107');
    await client.ask('ENT-VCL', 'NTVCL-3-108&&NTVCL-3-111');
    const answer = await client.ask('RTRV-VCL', 'NTVCL-3-ALL');
    expect(answer).toMatchObject({ code: 'COMPLD', parts: 3 });
    expect(answer.lines).toHaveLength(12);
    expect((await client.ask('RTRV-VCL', 'ALL')).lines).toEqual(answer.lines);
  });
});

describe('cross-connections', () => {
  const cross = 'NTVCL-3-100,LTVCL-1-1-2-17-0-35';
  beforeEach(async () => {
    await emptied();
    await client.ask('ENT-VCL', 'NTVCL-3-100&&NTVCL-3-103');
  });

  test('join a circuit to a line, and are shown by either end', async () => {
    expect(await client.ask('ENT-CRS-VC', cross, '::::IS')).toMatchObject({ code: 'COMPLD', lines: [] });
    for (const aid of [cross, 'NTVCL-3-100', 'LTVCL-1-1-2-17-0-35', 'NTVCL-3-ALL', 'NTVCL-3-32&&NTVCL-3-200', 'ALL']) {
      expect(await client.ask('RTRV-CRS-VC', aid)).toMatchObject({ code: 'COMPLD', lines: [`"${cross}:::IS"`] });
    }
    expect((await client.ask('RTRV-VCL', 'NTVCL-3-100')).lines).toEqual(['"NTVCL-3-100::XC=YES:IS"']);
    expect((await exercise.unit.audit()).crossConnections).toEqual([
      { vpi: 3, vci: 100, line: { rack: 1, shelf: 1, slot: 2, circuit: 17, vpi: 0, vci: 35 }, state: 'IS' },
    ]);
  });

  test('take neither a circuit nor a line twice, and no circuit that is not there', async () => {
    await client.ask('ENT-CRS-VC', cross, '::::IS');
    for (const aid of [cross, 'NTVCL-3-100,LTVCL-1-1-2-18-0-35', 'NTVCL-3-101,LTVCL-1-1-2-17-0-35']) {
      expect(await client.ask('ENT-CRS-VC', aid, '::::IS')).toMatchObject({
        code: 'DENY',
        lines: ['IEAE', `/* ${cross} exists already */`],
      });
    }
    expect(await client.ask('ENT-CRS-VC', 'NTVCL-3-900,LTVCL-1-1-2-18-0-35')).toMatchObject({
      code: 'DENY',
      lines: ['IENE', '/* NTVCL-3-900 does not exist */'],
    });
  });

  test('are deleted only out of service', async () => {
    await client.ask('ENT-CRS-VC', cross, '::::IS');
    expect((await client.ask('DLT-CRS-VC', cross)).lines[0]).toBe('SNVS');
    expect(await client.ask('ED-CRS-VC', cross, '::::OOS')).toMatchObject({ code: 'COMPLD' });
    expect((await client.ask('RTRV-CRS-VC', cross)).lines).toEqual([`"${cross}:::OOS"`]);
    expect(await client.ask('DLT-CRS-VC', cross)).toMatchObject({ code: 'COMPLD' });
    expect((await client.ask('DLT-CRS-VC', cross)).lines[0]).toBe('IENE');
  });

  test('with another line is not the one that is named', async () => {
    await client.ask('ENT-CRS-VC', cross, '::::OOS');
    expect((await client.ask('DLT-CRS-VC', 'NTVCL-3-100,LTVCL-1-1-2-18-0-35')).lines[0]).toBe('IENE');
    expect((await client.ask('RTRV-CRS-VC', 'NTVCL-3-100,LTVCL-1-1-2-18-0-35')).lines[0]).toBe('IENE');
  });

  test('keep their circuit from being deleted', async () => {
    await client.ask('ENT-CRS-VC', cross, '::::IS');
    expect(await client.ask('DLT-VCL', 'NTVCL-3-100')).toMatchObject({ code: 'DENY' });
    expect(await client.ask('DLT-VCL', 'NTVCL-3-100&&NTVCL-3-101')).toMatchObject({ code: 'PRTL' });
  });
});

describe('what cannot be', () => {
  test.each([
    ['IDRG', 'ENT-VCL', 'NTVCL-16-100', ''],
    ['IDRG', 'ENT-VCL', 'NTVCL-3-31', ''],
    ['IDRG', 'ENT-VCL', 'NTVCL-3-1024', ''],
    ['IDRG', 'ENT-VCL', 'NTVCL-3-100&&NTVCL-3-108', ''],
    ['IDRG', 'ENT-VCL', 'NTVCL-3-107&&NTVCL-3-100', ''],
    ['IDRG', 'ENT-VCL', 'NTVCL-3-100&&NTVCL-4-101', ''],
    ['IDRG', 'ENT-CRS-VC', 'NTVCL-3-100,LTVCL-1-1-2-17-0-64', '::::IS'],
    ['IDRG', 'ENT-CRS-VC', 'NTVCL-3-100,LTVCL-1-1-2-17-1-35', '::::IS'],
    ['IIAC', 'ENT-VCL', 'NTVCL-3', ''],
    ['IIAC', 'ENT-VCL', '', ''],
    ['IIAC', 'ENT-VCL', 'NTVCL-3-ALL', ''],
    ['IIAC', 'ENT-CRS-VC', 'NTVCL-3-100', '::::IS'],
    ['IIAC', 'ENT-CRS-VC', 'NTVCL-3-100,LTVCL-1-1', '::::IS'],
    ['IPNV', 'ENT-VCL', 'NTVCL-3-100', '::::UP'],
    ['IPNV', 'ENT-VCL', 'NTVCL-3-100', ':x'],
    ['IPMS', 'ED-CRS-VC', 'NTVCL-3-100,LTVCL-1-1-2-17-0-35', ''],
    ['IPEX', 'DLT-VCL', 'NTVCL-3-100', '::::IS'],
    ['IICM', 'ENT-BEER', '', ''],
    ['ICNV', 'BREW-BEER', '', ''],
    ['IPNV', 'ENT-VCL', 'NTVCL-3-100', '::::OOS'],
  ])('%s: %s of "%s"%s', async (code, verb, aid, rest) => {
    const answer = await client.ask(verb, aid, rest);
    expect(answer.code).toBe('DENY');
    expect(answer.lines[0]).toBe(code);
  });

  test('another target is refused, its own is taken', async () => {
    client.write('RTRV-HDR:SW-OTHER::H1;');
    expect((await client.answer('H1')).lines[0]).toBe('IITA');
    client.write('RTRV-HDR:SW-LAB-1::H2;');
    expect((await client.answer('H2')).code).toBe('COMPLD');
  });

  test('a command without a usable tag is answered under tag 0', async () => {
    client.write('RTRV-HDR:::TOOLONG;');
    expect((await client.answer('0')).lines[0]).toBe('IICT');
  });
});
