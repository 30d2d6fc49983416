import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CreationSystem } from '../creation-system';
import type { SwitchEventLog } from '../testing/event-log';
import { startLabSwitch, systemFor, testLimits } from './testing/lab-contract';

const range = (first: number, last: number) => ({ first, last });
const line = { rack: 1, shelf: 1, slot: 2, circuit: 4, vpi: 0, vci: 35 };

/** What real units do amiss, with the lab's switch as a process of its own, over TCP. */
describe('the lab’s switch', () => {
  let lab: Awaited<ReturnType<typeof startLabSwitch>>;
  let system: CreationSystem;
  let log: SwitchEventLog;
  let vpi = 0;
  const command: (typeof lab)['unit']['command'] = (order) => lab.unit.command(order);
  const create = () => system.createCircuits({ vpi, ranges: [range(32, 47)] });
  const held = async () => (await lab.unit.audit()).circuits[vpi] ?? [];

  beforeAll(async () => {
    lab = await startLabSwitch();
  });
  beforeEach(async () => {
    vpi += 1;
    ({ system, log } = systemFor(lab.unit, lab.addresses.tcp, { ...testLimits, answerMs: 700, inProgressMs: 2_500, probeMs: 500 }));
    system.open(log.handle);
    await log.next('up');
  });
  afterEach(async () => {
    await system.close();
    await command({ kind: 'heal' });
  });
  afterAll(() => lab.stop());

  test('an answer under another’s tag is settled by what it holds', async () => {
    await command({ kind: 'wrong-ctag', count: 1 });
    expect(await create()).toMatchObject({
      kind: 'answered',
      held: [range(32, 47)],
      refusal: null,
      answer: expect.stringContaining('which no command of ours has') as string,
    });
  });

  test('V10: a late answer is told, and mistaken for nothing', async () => {
    await command({ kind: 'late', count: 1, ms: 3_500 });
    const changed = log.next('changed', ({ reason }) => reason.includes('late answer'));
    expect(await create()).toMatchObject({ kind: 'answered', held: [range(32, 47)] });
    await changed;
    expect(await held()).toEqual([range(32, 47)]);
  });

  test('a switch that goes silent is given up, and what it did meanwhile is found after', async () => {
    await command({ kind: 'silent', mode: 'carry-out' });
    const down = log.next('down');
    expect(await create()).toMatchObject({ kind: 'unsettled' });
    expect((await down).reason).toContain('silent');
    await command({ kind: 'heal' });
    await log.next('up');
    expect(await system.readCircuits(vpi, range(32, 95))).toMatchObject({ kind: 'circuits', held: await held() });
    expect(await create()).toMatchObject({ kind: 'answered', held: [range(32, 47)], refusal: null });
  });

  test('a session that breaks off in the middle of an answer leaves it open, and comes back', async () => {
    await command({ kind: 'disconnect', count: 1 });
    expect(await create()).toMatchObject({ kind: 'unsettled', isLinkLost: true });
    await log.next('up');
    expect(await create()).toMatchObject({ kind: 'answered', held: [range(32, 47)], refusal: null });
  });

  test('a slow switch that says so is waited for', async () => {
    await command({ kind: 'slow', ms: 900 });
    expect(await create()).toMatchObject({ kind: 'answered', held: [range(32, 47)], refusal: null });
  });

  test('numbers that jump are told; a storm does not keep commands from being answered', async () => {
    const missed = log.next('changed', ({ reason }) => reason.includes('were missed'));
    await command({ kind: 'alarm', severity: 'minor', aid: 'LTPORT-1-1-2-4', condition: 'LPR', words: 'no power' });
    await command({ kind: 'skip-atag', count: 5 });
    await command({ kind: 'alarm', severity: 'cleared', aid: 'LTPORT-1-1-2-4', condition: 'LPR', words: 'power' });
    await missed;
    await command({ kind: 'storm', count: 20_000 });
    expect(await create()).toMatchObject({ kind: 'answered', held: [range(32, 47)], refusal: null });
    expect(log.events.filter(({ kind }) => kind === 'alarm').length).toBeLessThan(10_000);
  });

  test('a switch that starts again without its memory holds nothing, and that is what is read', async () => {
    await create();
    await system.connect({ vpi, vci: 32, line });
    await command({ kind: 'restart', hasMemory: false, ms: 100 });
    await log.next('down');
    await log.next('up');
    expect(await system.readCircuits(vpi, range(32, 95))).toEqual({ kind: 'circuits', held: [], connections: [] });
    expect(await system.connect({ vpi, vci: 32, line })).toEqual({ kind: 'absent' });
  });

  test('what is asked for side by side is all done, one command at a time', async () => {
    const vcis = Array.from({ length: 24 }, (_, at) => 32 + at);
    const [made, ...connected] = await Promise.all([
      create(),
      ...vcis.map(async (vci, at) => {
        await system.createCircuits({ vpi, ranges: [range(vci, vci)] });
        return system.connect({ vpi, vci, line: { ...line, slot: 3, circuit: (at % 24) + 1 } });
      }),
    ]);
    expect(made).toMatchObject({ kind: 'answered', held: [range(32, 47)], refusal: null });
    expect(connected.map(({ kind }) => kind)).toEqual(vcis.map(() => 'connected'));
    expect((await lab.unit.audit()).mostAtOnce[vpi]).toBe(1);
  });

  test('another user’s change is told, our own is not', async () => {
    log.skip();
    await create();
    await command({ kind: 'make-circuits', vpi, first: 60, last: 60 });
    await log.next('changed');
    expect(log.events.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
  });
});
