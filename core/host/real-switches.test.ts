import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SwitchCommand } from '../../lab/switch/commands';
import { startLabSwitch } from '../switches/tl1/testing/lab-contract';
import type { PathRequest } from '../model/virtual-path';
import { circuitRequests, pathRequest } from './testing/circuit-world';
import { comparedAtRest } from './testing/circuits-at-rest';
import { waitUntil } from './testing/practice-engine';
import { startRealEngine, type RealEngine } from './testing/real-engine';

type LabUnit = Awaited<ReturnType<typeof startLabSwitch>>;

const transports = ['tcp', 'tls', 'ssh'] as const;
let folder: string;
let engine: RealEngine;
let labs: readonly { readonly id: string; readonly lab: LabUnit }[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longlines-switches-'));
  labs = await Promise.all(transports.map(async (id) => ({ id, lab: await startLabSwitch() })));
  engine = await startRealEngine(folder, { retryMs: 50, maxRetryMs: 200 });
  for (const [index, { id, lab }] of labs.entries())
    await engine.connectSwitch(
      { id, address: lab.addresses[transports[index] ?? 'tcp'] },
      { answerMs: 700, inProgressMs: 3_000, probeMs: 300 },
    );
  await engine.host.resume();
  await waitUntil(async () => (await engine.host.switches()).every(({ link }) => link.isUp));
}, 30_000);
afterEach(async () => {
  for (const { lab } of labs) await lab.unit.command({ kind: 'heal' });
});
afterAll(async () => {
  await engine.close();
  await Promise.all(labs.map(({ lab }) => lab.stop()));
  await rm(folder, { recursive: true });
});

const at = (switchId: (typeof transports)[number]) => {
  const found = labs.find(({ id }) => id === switchId);
  if (!found) throw new Error(`switch ${switchId} was not started`);
  return found.lab.unit;
};
const host = () => engine.host;

const vpis = new Map<string, number>();
/** Beside all others, with a VPI of its own; its first request is made at once. */
async function addPath(change: Partial<PathRequest> = {}): Promise<PathRequest> {
  const { switchId = 'tcp' } = change;
  const vpi = change.vpi ?? vpis.get(switchId) ?? 0;
  if (change.vpi === undefined) vpis.set(switchId, vpi + 1);
  const request = pathRequest({
    ...{ id: `VP-${switchId}-${vpi}`, switchId, vpi, vcis: { first: 32, last: 71 }, maxAttempts: 8, backoffMs: 20, quarantineMs: 0 },
    ...change,
  });
  expect(await host().addPath(request, 'ops')).toEqual({ kind: 'received' });
  return request;
}

let orders = 0;
/** So many new ones, each on a line of its own. */
async function order({ id: pathId }: PathRequest, count: number): Promise<readonly string[]> {
  const requests = circuitRequests(orders + 1, orders + count, { pathId });
  orders += count;
  expect((await host().orderCircuits(requests, 'ops')).every(({ kind }) => kind === 'received')).toBe(true);
  return requests.map(({ id }) => id);
}

/** Once all is at rest: what the store says and the switches' own books do not; and how many requests were ever under way at once for a path. */
async function compared() {
  const { faults, mostPending, mostUnderWay } = await comparedAtRest(
    host(),
    labs.map(({ id, lab: { unit } }) => ({ id, unit })),
  );
  return { faults, mostPending, mostUnderWay };
}
const allWell = { faults: [], mostPending: 1, mostUnderWay: 1 };

const statesOf = async (ids: readonly string[]) => Promise.all(ids.map(async (id) => (await host().circuitOrder(id))?.order.state));
const allActive = (ids: readonly string[]) => waitUntil(async () => (await statesOf(ids)).every((state) => state === 'active'));
/** The first identifier, the last, the attempt, what became of it; oldest first. */
const requestsOf = async ({ id: pathId }: PathRequest) =>
  [...(await host().bulkRequests({ pathId, count: 100 }))]
    .reverse()
    .map(({ range, attempt, state }) => [range.first, range.last, attempt, state]);
const pathOf = async ({ id }: PathRequest) => (await host().virtualPath(id))?.path;
const created = (path: PathRequest, last: number) => waitUntil(async () => (await pathOf(path))?.lastVci === last);
const toldOf = async (event: string) => (await host().history(10_000)).filter((entry) => entry.event === event);

describe.each(transports)('V11: over %s', (switchId) => {
  test('circuits are created in bulk and joined to lines, released, and given again', async () => {
    const path = await addPath({ switchId });
    const ids = await order(path, 20);
    await allActive(ids);
    expect(await pathOf(path)).toMatchObject({ currentVci: 52, status: 'SUCCESS', startTimeMs: null, attempts: 0 });
    await host().releaseCircuits(ids.slice(0, 5), 'ops');
    await waitUntil(async () => (await statesOf(ids.slice(0, 5))).every((state) => state === 'released'));
    const again = await order(path, 5);
    await allActive(again);
    expect((await Promise.all(again.map((id) => host().circuitOrder(id)))).map((dossier) => dossier?.order.vci)).toEqual([
      32, 33, 34, 35, 36,
    ]);
    expect(await compared()).toEqual(allWell);
  });
});

/** The next bulk requests are answered so. */
const onCreation = (
  fault: Extract<SwitchCommand, { kind: 'deny' | 'partial' | 'repeat-later' | 'lose-answers' | 'late' | 'disconnect' | 'wrong-ctag' }>,
) => at('tcp').command({ ...fault, verb: 'ENT-VCL' });

describe('a bulk request that', () => {
  test('V8: is under way has its parameters in the path, and those of its answer after it', async () => {
    await at('tcp').command({ kind: 'processing', ms: 20 });
    const path = await addPath();
    expect(await pathOf(path)).toMatchObject({ status: 'IN_PROCESS', currentVci: 32, lastVci: 31, attempts: 1 });
    expect((await pathOf(path))?.startTimeMs).not.toBeNull();
    await created(path, 39);
    expect(await pathOf(path)).toMatchObject({ status: 'SUCCESS', currentVci: 32, lastVci: 39, startTimeMs: null });
    expect(await compared()).toEqual(allWell);
  });

  test.each(['SROF', 'IPNV', 'PICC'])('V10: is denied with %s is submitted again', async (code) => {
    await onCreation({ kind: 'deny', count: 2, code, words: 'trunk card in reset' });
    const path = await addPath();
    await allActive(await order(path, 4));
    expect((await requestsOf(path)).slice(0, 3)).toEqual([
      [32, 39, 1, 'failed'],
      [32, 39, 2, 'failed'],
      [32, 39, 3, 'succeeded'],
    ]);
    expect(await compared()).toEqual(allWell);
  });

  test.each(['SARB', 'SSRE', 'SDNR', 'RL'])('is put off with %s is sent again, and is the same request', async (code) => {
    await onCreation(code === 'RL' ? { kind: 'repeat-later', count: 2 } : { kind: 'deny', count: 2, code, words: 'busy' });
    const path = await addPath();
    await allActive(await order(path, 4));
    expect((await requestsOf(path))[0]).toEqual([32, 39, 1, 'succeeded']);
    expect(await compared()).toEqual(allWell);
  });

  test('V10: is answered in part is submitted again for the rest; what lies beyond the gap is not given before', async () => {
    await onCreation({ kind: 'partial', count: 1, after: 3 });
    const path = await addPath({ deltaThreshold: 0, backoffMs: 1_500 });
    await waitUntil(async () => (await pathOf(path))?.status === 'FAIL');
    expect(await pathOf(path)).toMatchObject({ lastVci: 34, requestedVci: 39 });
    const ids = await order(path, 5);
    expect((await Promise.all(ids.map((id) => host().circuitOrder(id)))).map((dossier) => dossier?.order.vci)).toEqual([
      32,
      33,
      34,
      null,
      null,
    ]);
    await allActive(ids);
    expect((await requestsOf(path)).slice(0, 2)).toEqual([
      [32, 39, 1, 'failed'],
      [35, 39, 2, 'succeeded'],
    ]);
    expect(await compared()).toEqual(allWell);
  });

  test('finds some of its range there already asks for the others only', async () => {
    const { vpi } = await addPath({ vcis: { first: 32, last: 34 }, deltaThreshold: 0, bulkSize: 3 });
    await compared();
    await at('tcp').command({ kind: 'make-circuits', vpi, first: 37, last: 38, isUntold: true });
    const { id } = await addPath({ id: 'VP-behind', vpi, vcis: { first: 35, last: 50 } });
    await waitUntil(async () => ((await host().virtualPath(id))?.path.lastVci ?? 0) >= 42);
    expect((await at('tcp').audit()).circuits[vpi]).toEqual([{ first: 32, last: 42 }]);
    expect(await compared()).toEqual(allWell);
  });

  test('V6, V10: is slower than its time threshold is given up and settled by what the switch holds: never two at once', async () => {
    await at('tcp').command({ kind: 'slow', ms: 300 });
    const path = await addPath({ timeThresholdMs: 100, maxAttempts: 100 });
    const ids = await order(path, 10);
    await waitUntil(async () => (await requestsOf(path)).some(([, , , state]) => state === 'given-up'));
    await at('tcp').command({ kind: 'slow', ms: 0 });
    await allActive(ids);
    expect(await compared()).toEqual(allWell);
  });

  test('V10: whose answer is late beyond the threshold, or lost, has made its circuits: they are taken, and none is made twice', async () => {
    for (const fault of [
      { kind: 'late', count: 1, ms: 500 },
      { kind: 'lose-answers', count: 1 },
    ] as const) {
      await onCreation(fault);
      const path = await addPath({ timeThresholdMs: 200, maxAttempts: 100 });
      await allActive(await order(path, 4));
      expect((await requestsOf(path))[0]).toEqual([32, 39, 1, 'given-up']);
      expect(await compared()).toEqual(allWell);
    }
  });

  test.each(['disconnect', 'wrong-ctag'] as const)('V10: is answered by a %s is settled by reading back', async (kind) => {
    await onCreation({ kind, count: 1 });
    const path = await addPath();
    await allActive(await order(path, 4));
    expect(await compared()).toEqual(allWell);
  });
});

describe('a switch that', () => {
  test.each(['carry-out', 'ignore'] as const)(
    'goes silent (%s) is given up; what it did meanwhile is found when it answers again',
    async (mode) => {
      const path = await addPath({ switchId: 'ssh' });
      await created(path, 39);
      await at('ssh').command({ kind: 'silent', mode });
      const ids = await order(path, 12);
      await waitUntil(async () => (await host().switches()).some(({ id, link }) => id === 'ssh' && !link.isUp));
      await at('ssh').command({ kind: 'silent', mode: 'off' });
      await allActive(ids);
      expect(await compared()).toEqual(allWell);
    },
  );

  test('reports a storm goes on serving; a gap in the numbers of its reports shows what nobody told', async () => {
    const path = await addPath({ switchId: 'ssh' });
    await created(path, 39);
    await at('ssh').command({ kind: 'storm', count: 2_000 });
    const ids = await order(path, 12);
    await allActive(ids);
    const lost = (await toldOf('path.connections-lost')).length;
    await at('ssh').command({ kind: 'delete-circuits', vpi: path.vpi, first: 34, last: 35, isUntold: true });
    await at('ssh').command({ kind: 'skip-atag', count: 3 });
    await at('ssh').command({ kind: 'alarm', severity: 'minor', aid: 'LTPORT-1-1-1-1', condition: 'LOS', words: 'loss of signal' });
    await waitUntil(async () => (await toldOf('path.connections-lost')).length > lost);
    await allActive(ids);
    expect(await compared()).toEqual(allWell);
  });

  test.each([true, false])('is restarted in a bulk request (with its memory: %s) holds at last what the store says', async (hasMemory) => {
    const path = await addPath({ switchId: 'ssh' });
    await created(path, 39);
    const first = await order(path, 4);
    await allActive(first);
    await at('ssh').command({ kind: 'processing', ms: 20 });
    const more = await order(path, 10);
    await waitUntil(async () => (await at('ssh').audit()).bulkCommands.some(({ doneAtMs }) => doneAtMs === null));
    await at('ssh').command({ kind: 'restart', hasMemory, ms: 50 });
    await at('ssh').command({ kind: 'processing', ms: 0 });
    await waitUntil(async () => (await toldOf('switch.down')).length > 0);
    await allActive([...first, ...more]);
    expect(await compared()).toEqual(allWell);
  });
});
