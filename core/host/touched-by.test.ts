import { describe, expect, test } from 'vitest';
import { circuitRequests, pathRequest, startedCircuits, type StartedCircuits } from './testing/circuit-world';

/** Path 3 at NYC with six circuits, 32 to 37, of two end users on lines 1-1-1-2 to 1-1-1-7; more exist for later orders. */
async function withCircuits(): Promise<StartedCircuits> {
  const started = await startedCircuits();
  await started.host.addPath(pathRequest({ bulkSize: 16 }), 'Ann');
  await started.world.clock.run(1_000);
  const requests = circuitRequests(1, 6).map((request, index) => ({ ...request, endUser: `Brightwater ${index}` }));
  await started.host.orderCircuits(requests, 'Ann');
  await started.world.clock.run(10_000);
  const orders = await started.host.circuitOrders({ pathId: 'VP-1' });
  expect(orders.map(({ state, vci }) => `${state} ${vci}`)).toEqual([32, 33, 34, 35, 36, 37].map((vci) => `active ${vci}`));
  return started;
}

describe('what a line of TL1 would hit', () => {
  test.each([
    [
      'DLT-CRS-VC::NTVCL-3-32:C1;',
      'this line takes 1 cross-connection down',
      '1 circuit of Brightwater 0 on VP 3 (Northern Broadband).',
      1,
    ],
    [
      'ED-CRS-VC::NTVCL-3-32,LTVCL-1-1-1-3-0-35:C1::::OOS;',
      'this line takes 1 cross-connection down',
      '1 circuit of Brightwater 0 and 1 of Brightwater 1 on VP 3',
      2,
    ],
    ['DLT-CRS-VC::LTVCL-1-1-1-2-0-35:C1;', 'this line takes 1 cross-connection down', '1 circuit of Brightwater 0', 1],
    [
      'DLT-VCL::NTVCL-3-32&&NTVCL-3-39:C1;',
      'this line takes 8 circuits down',
      '1 circuit of Brightwater 0, 1 of Brightwater 1, 1 of Brightwater 2 and 3 more on VP 3',
      6,
    ],
    ['DLT-VCL::NTVCL-3-ALL:C1;', 'this line takes all circuits of VP 3 down', 'Brightwater', 6],
    [
      'DLT-VCL::NTVCL-3-40&&NTVCL-3-42:C1;',
      'this line takes 3 circuits down',
      'No circuit in use is among them. 3 of the pool of VP 3 (Northern Broadband) would be missing when orders come.',
      0,
    ],
    ['DLT-VCL::NTVCL-9-40:C1;', 'this line takes 1 circuit down', 'No circuit in use is among them.', 0],
    ['RMV-LT::LT-1-1-1:C1;', 'this line takes LT-1-1-1 down', 'Brightwater', 6],
    ['RMV-LT::LT-1-1-2:C1;', 'this line takes LT-1-1-2 down', 'No circuit in use is among them.', 0],
    [
      'RMV-OC3::OC3-1:C1;',
      'this line takes OC3-1 down',
      'What crosses it is not known here. On NYC are 6 circuits on VP 3 (Northern Broadband).',
      6,
    ],
    ['INIT-SYS:::C1;', 'this line takes equipment of the switch down', 'What crosses it is not known here.', 6],
    [
      'DLT-VCL::NTVCL-3-32:1;RMV-OC3::OC3-1:2;',
      'these 2 commands take down what is named in them',
      'What crosses it is not known here.',
      6,
    ],
  ])('%s', async (line, title, text, count) => {
    const { host } = await withCircuits();
    const touched = await host.touchedBy('NYC', line);
    expect(touched?.title).toBe(title);
    expect(touched?.text).toContain(text);
    expect(touched?.circuitCount).toBe(count);
    expect(await host.touchedBy('LON', line)).toMatchObject({ circuitCount: 0 });
  });

  test('a harmless one: nothing', async () => {
    const { host } = await withCircuits();
    expect(await host.touchedBy('NYC', 'RTRV-VCL::NTVCL-3-ALL:C1;')).toBeNull();
  });

  test('each circuit is named with its order and its line', async () => {
    const { host } = await withCircuits();
    expect((await host.touchedBy('NYC', 'DLT-CRS-VC::NTVCL-3-33:C1;'))?.circuits).toEqual([
      {
        orderId: 'C-2',
        endUser: 'Brightwater 1',
        pathId: 'VP-1',
        vpi: 3,
        vci: 33,
        line: { rack: 1, shelf: 1, slot: 1, circuit: 3, vpi: 0, vci: 35 },
      },
    ]);
  });

  test('that it was sent is in the history, with who did it and what he was told', async () => {
    const { host } = await withCircuits();
    const line = 'DLT-CRS-VC::NTVCL-3-33:C1;';
    const touched = await host.touchedBy('NYC', line);
    if (!touched) throw new Error('nothing was touched');
    await host.tellTakenDown('NYC', line, 'Ann', touched);
    expect((await host.history(1))[0]).toMatchObject({
      actor: 'operator',
      event: 'session.line-sent',
      subject: 'NYC',
      text: 'by Ann, told before that this line takes 1 cross-connection down: DLT-CRS-VC::NTVCL-3-33:C1; (1 circuit of Brightwater 1 on VP 3 (Northern Broadband).)',
    });
  });
});
