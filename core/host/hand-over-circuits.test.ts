import { expect, test } from 'vitest';
import { handOverText } from '../interventions/hand-over-text';
import { callProcedure } from './procedures/call-procedure';
import { circuitRequest, circuitRequests, lineOf, pathRequest, startedCircuits, type StartedCircuits } from './testing/circuit-world';

async function report({ host, world }: StartedCircuits, fromMs: number) {
  const answer = await host.handOver(fromMs, world.clock.now());
  if (answer.kind === 'refused') throw new Error(answer.message);
  return answer.handOver;
}

/** VP-1 has eight circuits and is held, eleven want one; VP-2 is used up; one order failed, one was released; London is down. */
async function aBadShift(): Promise<StartedCircuits> {
  const started = await startedCircuits();
  const { host, world } = started;
  await host.addPath(pathRequest(), 'Ann');
  await host.addPath(pathRequest({ id: 'VP-2', switchId: 'LON', vcis: { first: 32, last: 34 } }), 'Ann');
  await world.clock.run(10);
  world.newYork.mischief = (call) => (call === 'create' ? { kind: 'refuse', refusal: { code: 'SRQN', message: 'no room' } } : null);
  await host.orderCircuits(circuitRequests(1, 11), 'Ann');
  world.london.mischief = (call) => (call === 'connect' ? { kind: 'refuse', refusal: { code: 'IITA', message: 'no such line' } } : null);
  await host.orderCircuits([circuitRequest(20, { pathId: 'VP-2' })], 'Ann');
  await world.clock.run(10);
  world.london.mischief = () => null;
  await host.orderCircuits(circuitRequests(21, 22, { pathId: 'VP-2' }), 'Ann');
  await world.clock.run(61_000);
  await host.orderCircuits([circuitRequest(23, { pathId: 'VP-2', line: lineOf(40) })], 'Ann');
  await world.clock.run(10);
  await host.releaseCircuits(['C-1'], 'Ann');
  await world.clock.run(10);
  await world.london.goDown('the session was lost');
  await world.clock.run(10);
  return started;
}

test('a hand-over report tells which switches are down, which paths are to be seen to, and what became of circuit orders', async () => {
  const started = await aBadShift();
  const handOver = await report(started, 0);
  expect(handOver.circuits).toMatchObject({
    switchesDown: [{ switchId: 'LON', name: 'LON', detail: 'the session was lost', sinceMs: expect.any(Number) as number }],
    paths: [
      { pathId: 'VP-1', concerns: [{ kind: 'held' }, { kind: 'running-out' }] },
      { pathId: 'VP-2', concerns: [{ kind: 'full' }] },
    ],
    waiting: [{ pathId: 'VP-1', count: 3 }],
    ended: { failed: 1, released: 1 },
    // Three of VP-1 were refused; the first of each path went well.
    bulkRequests: { sent: 5, unsuccessful: 3, held: 1 },
  });
  const text = handOverText(handOver);
  for (const words of [
    /\nCarrier links down: none\n/,
    /\nSwitches down: 1\n {2}LON \(LON\): the session was lost \(since 2023-/,
    /\nVirtual paths to be seen to: 2\n {2}VP-1 \(Northern Broadband\): held since 2023-.* after 3 unsuccessful attempts: "paths retry VP-1"\n/,
    /\n {2}VP-2 \(Northern Broadband\): path full: all 3 identifiers/,
    /\nCircuit orders waiting, by path: 1\n {2}VP-1 \(Northern Broadband\): 3, the first since 2023-/,
    /\nCircuit orders that ended in the shift: 1 failed, 1 released\n/,
    /\nBulk requests in the shift: 5 sent, 3 unsuccessful; paths held by them: 1\n/,
  ])
    expect(text).toMatch(words);
});

test('what ended or was sent in another shift is not counted in this one; what stands is told all the same', async () => {
  const started = await aBadShift();
  await started.world.clock.run(3_600_000);
  const { circuits } = await report(started, started.world.clock.now() - 1_800_000);
  expect(circuits).toMatchObject({
    switchesDown: [{ switchId: 'LON' }],
    paths: [{ concerns: [{ kind: 'held' }, { kind: 'running-out' }] }, { concerns: [{ kind: 'full' }] }],
    waiting: [{ pathId: 'VP-1', count: 2 }],
    ended: { failed: 0, released: 0 },
    bulkRequests: { sent: 0, unsuccessful: 0, held: 0 },
  });
});

test('the status names the switches that are down, the paths that are held, and where circuit orders wait', async () => {
  const { host, world } = await aBadShift();
  const serving = { host, clock: world.clock, store: 's', version: 'v', pid: 1, connect: null, connectSwitch: null };
  const call = { signal: new AbortController().signal, onProgress: () => undefined };
  expect(await callProcedure(serving, 'status', {}, call)).toMatchObject({
    kind: 'answer',
    output: {
      switches: { up: 1, down: 1, downIds: ['LON'] },
      paths: { count: 2, heldIds: ['VP-1'], waiting: [{ pathId: 'VP-1', count: 3 }] },
      circuits: { waiting: 3, failed: 1, released: 1 },
    },
  });
});
