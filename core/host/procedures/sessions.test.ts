import { expect, test } from 'vitest';
import type { Serving } from './serving';
import { circuitRequests, pathRequest, startedCircuits } from '../testing/circuit-world';
import { callProcedure } from './call-procedure';

async function asked() {
  const { host, world, store } = await startedCircuits();
  const serving: Serving = {
    ...{ host, clock: world.clock, store: '/nowhere/longlines.db', version: '1', pid: 1 },
    ...{ connect: null, connectSwitch: null },
  };
  const call = { signal: new AbortController().signal, onProgress: () => undefined };
  return { host, world, store, ask: (name: string, input: unknown) => callProcedure(serving, name, input, call) };
}

test('a line of TL1 is judged with whose circuits it would take down, by the switch’s id or its name', async () => {
  const { host, world, ask } = await asked();
  await host.addPath(pathRequest(), 'Ann');
  await host.orderCircuits(circuitRequests(1, 2), 'Ann');
  await world.clock.run(10_000);
  expect(await ask('circuits.touched-by', { switchId: 'nyc', line: 'DLT-CRS-VC::NTVCL-3-33:C1;' })).toMatchObject({
    kind: 'answer',
    output: { kind: 'takes-down', isCertain: true, circuitCount: 1, circuits: [{ orderId: 'C-2' }], orders: [] },
  });
  expect(await ask('circuits.touched-by', { switchId: 'NYC', line: 'RTRV-HDR:::C1;' })).toEqual({
    kind: 'answer',
    output: { kind: 'harmless' },
  });
  expect(await ask('circuits.touched-by', { switchId: 'none', line: 'RTRV-HDR:::C1;' })).toMatchObject({
    kind: 'error',
    error: { code: 'not-found' },
  });
});

test('a host key is forgotten by name, and one that is not kept is told', async () => {
  const { host, ask } = await asked();
  const at = { host: 'SW1.example', port: 22, by: 'Ann' };
  expect(await ask('host-keys.forget', at)).toMatchObject({ kind: 'error', error: { code: 'not-found' } });
  await host.hostKeys.pin('sw1.example', 22, { type: 'ssh-ed25519', fingerprint: 'SHA256:x' });
  expect(await ask('host-keys.forget', at)).toMatchObject({ kind: 'answer' });
  expect(await host.hostKeys.pinned('sw1.example', 22)).toBeNull();
  expect((await host.history(1))[0]).toMatchObject({ event: 'host-key.forgotten', text: 'by Ann' });
});

test('what passed in a session is shown and erased', async () => {
  const { store, ask } = await asked();
  await store.transaction((tx) => tx.sessions.addContent('s-1', { atMs: 1, direction: 'output', bytes: Buffer.from('hello') }));
  expect(await ask('sessions.content', { sessionId: 's-1' })).toEqual({
    kind: 'answer',
    output: [{ atMs: 1, direction: 'output', base64: Buffer.from('hello').toString('base64') }],
  });
  expect(await ask('sessions.erase', { sessionId: 's-1', by: 'Ann' })).toMatchObject({ kind: 'answer' });
  expect(await ask('sessions.content', { sessionId: 's-1' })).toEqual({ kind: 'answer', output: [] });
  expect(await ask('sessions.erase', { sessionId: 's-1', by: 'Ann' })).toMatchObject({ kind: 'error', error: { code: 'refused' } });
});
