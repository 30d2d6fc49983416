import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takingDown, takingDownOnly } from './taking-down';

const circuits = (vpi: number, first: number, last = first) => ({ kind: 'circuits', vpi, range: { first, last } });
const line = { rack: 1, shelf: 1, slot: 2, circuit: 17, vpi: 0, vci: 35 };

describe('what would take something down', () => {
  test.each([
    ['DLT-CRS-VC:SW1:NTVCL-3-100&&NTVCL-3-107:C1;', 'DLT-CRS-VC', 'cross-connections', [circuits(3, 100, 107)]],
    ['dlt-crs-vc::ntvcl-3-100:c1;', 'DLT-CRS-VC', 'cross-connections', [circuits(3, 100)]],
    ['ED-CRS-VC::NTVCL-3-100,LTVCL-1-1-2-17-0-35:C1::::OOS;', 'ED-CRS-VC', 'cross-connections', [circuits(3, 100), { kind: 'line', line }]],
    ['DLT-VCL::NTVCL-3-100&NTVCL-4-7&&NTVCL-4-9:C1;', 'DLT-VCL', 'circuits', [circuits(3, 100), circuits(4, 7, 9)]],
    ['DLT-VCL::NTVCL-3-ALL:C1;', 'DLT-VCL', 'circuits', [{ kind: 'circuits', vpi: 3, range: null }]],
    ['DLT-VPL::NTVPL-3:C1;', 'DLT-VPL', 'circuits', [{ kind: 'circuits', vpi: 3, range: null }]],
    ['RMV-LT::LTPORT-1-1-2:C1;', 'RMV-LT', 'equipment', [{ kind: 'place', aid: 'LTPORT-1-1-2', place: [1, 1, 2] }]],
    ['RMV-LT::LT-1-1-2-1&&LT-1-1-2-9:C1;', 'RMV-LT', 'equipment', [{ kind: 'place', aid: 'LT-1-1-2-1&&LT-1-1-2-9', place: [1, 1, 2] }]],
    ['RMV-OC3::OC3-1-1-1:C1;', 'RMV-OC3', 'equipment', [{ kind: 'unknown', aid: 'OC3-1-1-1' }]],
    ['OPR-LPBK-OC3::OC3-1:C1;', 'OPR-LPBK-OC3', 'equipment', [{ kind: 'unknown', aid: 'OC3-1' }]],
    ['INIT-SYS:::C1;', 'INIT-SYS', 'equipment', [{ kind: 'unknown', aid: '' }]],
    ['ED-OC3::OC3-1:C1:::SST=X,PST=OOS;', 'ED-OC3', 'equipment', [{ kind: 'unknown', aid: 'OC3-1' }]],
    ['< DLT-CRS-VC::NTVCL-3-1:C1;', 'DLT-CRS-VC', 'cross-connections', [circuits(3, 1)]],
    // Line ends within a command are none to a switch.
    ['DLT-\r\nCRS-VC::NTVCL-3-\r\n100:C1;', 'DLT-CRS-VC', 'cross-connections', [circuits(3, 100)]],
    ['DLT-CRS-VC::NTVCL-3-107&&NTVCL-3-100:C1;', 'DLT-CRS-VC', 'cross-connections', [circuits(3, 100, 107)]],
  ])('%j', (text, verb, what, parts) => {
    expect(takingDown(text)).toMatchObject([{ verb, what, parts }]);
  });

  test.each([
    'RTRV-VCL::NTVCL-3-ALL:C1;',
    'ENT-VCL::NTVCL-3-100:C1::::IS;',
    'ENT-CRS-VC::NTVCL-3-100,LTVCL-1-1-2-17-0-35:C1::::OOS;',
    'ED-CRS-VC::NTVCL-3-100:C1::::IS;',
    'DLT-USER-SECU::BOB:C1;',
    'ACT-USER::ops:C1::practice;',
    'RTRV-HDR:::C1;',
    '',
    ';;;',
  ])('nothing: %j', (text) => {
    expect(takingDown(text)).toEqual([]);
  });

  test('alone, without what was typed beside it', () => {
    expect(takingDownOnly('ACT-USER::u:1::secret;DLT-VCL::NTVCL-3-1:2;\rRMV-LT::LT-1:3;')).toEqual([
      'DLT-VCL::NTVCL-3-1:2;',
      'RMV-LT::LT-1:3;',
    ]);
  });

  test('for which switch', () => {
    expect(takingDown('DLT-VCL:sw-1:NTVCL-3-1:2;')).toMatchObject([{ tid: 'SW-1' }]);
    expect(takingDown('DLT-VCL::NTVCL-3-1:2;')).toMatchObject([{ tid: '' }]);
  });

  test('of several commands, each', () => {
    expect(takingDown('RTRV-HDR:::1;DLT-VCL::NTVCL-3-1:2;RMV-LT::LT-1:3;').map(({ verb }) => verb)).toEqual(['DLT-VCL', 'RMV-LT']);
  });

  test('neither a quote nor a line end hides it', () => {
    const hidden = [
      'RTRV-HDR::"a;DLT-VCL::NTVCL-3-1:2;',
      'ED-X::"a\\";DLT-VCL::NTVCL-3-1:2;',
      'RTRV-HDR:::1;\r\n  "\r\nDLT-VCL::NTVCL-3-1:2;',
      'ED-X:"a;b":OC3-1:C1::::OOS;',
    ];
    for (const text of hidden) expect(takingDown(text), text).not.toEqual([]);
  });

  test('whatever is around it: a deletion of a circuit is found', () => {
    const noise = fc.string({ maxLength: 30 });
    fc.assert(
      fc.property(noise, noise, fc.nat(15), fc.nat(1023), (before, after, vpi, vci) => {
        const found = takingDown(`${before};DLT-CRS-VC::NTVCL-${vpi}-${vci}:C1;${after}`);
        expect(found.flatMap(({ parts }) => parts)).toContainEqual(circuits(vpi, vci));
      }),
    );
  });
});
