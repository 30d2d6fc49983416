import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { IdentifierRange } from '../../model/identifier-range';
import type { SubscriberLine } from '../../model/switch';
import type { CreationSystem, CrossConnection, SwitchAlarm } from '../creation-system';
import type { SwitchEventLog } from './event-log';

/** A switch with its creation system, which has been opened; the path `vpi` is empty on it. */
export interface ContractSwitch {
  readonly system: CreationSystem;
  readonly log: SwitchEventLog;
  /** Takes circuits 32 to 95. */
  readonly vpi: number;
  /** Takes connections on its circuits 1 to 4, with VPI 0 and VCI 32 to 63. */
  readonly card: Pick<SubscriberLine, 'rack' | 'shelf' | 'slot'>;
  /** Waits for an answer or an event; a switch in virtual time lets time pass meanwhile. */
  soon<T>(expected: Promise<T>): Promise<T>;
  /** What it really holds of the path, as seen on the switch itself. */
  holds(): Promise<{ readonly circuits: readonly number[]; readonly connections: readonly CrossConnection[] }>;
  /** Somebody makes or deletes it at the switch itself. */
  makeCircuits(range: IdentifierRange): Promise<void>;
  deleteCircuits(range: IdentifierRange): Promise<void>;
  makeConnection(cross: CrossConnection): Promise<void>;
  deleteConnection(cross: CrossConnection): Promise<void>;
  /** The next change that it is asked for is refused in these words, and not carried out. */
  refuseNext(words: string): Promise<void>;
  /** So many of the next requests to make circuits, and so many to connect, are put off: it has no time now. 0 ends that. */
  putOff(count: number): Promise<void>;
  /** Of the next change for several circuits, so many are done and the rest fails. */
  doPartly(count: number): Promise<void>;
  /** The next change is carried out, and its answer lost. */
  loseAnswer(): Promise<void>;
  raise(alarm: SwitchAlarm): Promise<void>;
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/** What every connection creation system has to do (V11): the same tests for each implementation of the port. */
export function describeCreationSystem(name: string, start: () => Promise<ContractSwitch>): void {
  describe(name, () => {
    let unit: ContractSwitch;
    let vpi: number;
    const range = (first: number, last: number): IdentifierRange => ({ first, last });
    const numbers = (first: number, last: number): readonly number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const line = (circuit: number, vci = 35): SubscriberLine => ({ ...unit.card, circuit, vpi: 0, vci });
    const cross = (vci: number, circuit: number): CrossConnection => ({ vpi, vci, line: line(circuit) });
    const create = (...ranges: IdentifierRange[]) => unit.soon(unit.system.createCircuits({ vpi, ranges }));
    const remove = (...ranges: IdentifierRange[]) => unit.soon(unit.system.deleteCircuits({ vpi, ranges }));

    beforeAll(async () => {
      unit = await start();
      ({ vpi } = unit);
      await unit.soon(unit.log.next('up'));
    }, 30_000);
    afterAll(() => unit.stop());
    beforeEach(async () => {
      const { circuits, connections } = await unit.holds();
      for (const each of connections) await unit.deleteConnection(each);
      for (const vci of circuits) await unit.deleteCircuits(range(vci, vci));
    });

    test('V8: who asks is told when the first command of a bulk request goes out, which is before its answer', async () => {
      const told: string[] = [];
      const asked = unit.system.createCircuits({ vpi, ranges: [range(32, 39)] }, undefined, () => told.push('sent'));
      await unit.soon(asked.then(() => told.push('answered')));
      expect(told[0]).toBe('sent');
      expect(told.at(-1)).toBe('answered');
    });

    test('V11: a bulk request makes all circuits of its range, however many that are', async () => {
      expect(await create(range(32, 91))).toMatchObject({ kind: 'answered', held: [range(32, 91)], refusal: null });
      expect((await unit.holds()).circuits).toEqual(numbers(32, 91));
    });

    test('several ranges are made in one request', async () => {
      const ranges = [range(33, 33), range(36, 39), range(50, 57)];
      expect(await create(...ranges)).toMatchObject({ kind: 'answered', held: ranges, refusal: null });
      expect((await unit.holds()).circuits).toEqual([33, ...numbers(36, 39), ...numbers(50, 57)]);
    });

    test('V10: what exists already counts as held, and the rest is made', async () => {
      await unit.makeCircuits(range(40, 42));
      await unit.makeCircuits(range(47, 47));
      expect(await create(range(38, 50))).toMatchObject({ kind: 'answered', held: [range(38, 50)], refusal: null });
      expect(await create(range(38, 50))).toMatchObject({ kind: 'answered', held: [range(38, 50)], refusal: null });
      expect((await unit.holds()).circuits).toEqual(numbers(38, 50));
    });

    test('a request that is refused is told in the switch’s words, with what it holds all the same', async () => {
      await unit.makeCircuits(range(34, 35));
      await unit.refuseNext('no memory left on the card');
      expect(await create(range(32, 39))).toMatchObject({
        kind: 'answered',
        held: [range(34, 35)],
        refusal: { message: expect.stringContaining('no memory left on the card') as string },
      });
      expect((await unit.holds()).circuits).toEqual([34, 35]);
    });

    test('V10: of a request that is done in part, what is held is told', async () => {
      await unit.doPartly(3);
      const outcome = await create(range(32, 39));
      expect(outcome).toMatchObject({ kind: 'answered', held: [range(32, 34)] });
      expect(outcome.kind === 'answered' && outcome.refusal).toBeTruthy();
      expect((await unit.holds()).circuits).toEqual([32, 33, 34]);
    });

    test('a switch that puts a request off a few times is asked again', async () => {
      await unit.putOff(2);
      expect(await create(range(32, 39))).toMatchObject({ kind: 'answered', held: [range(32, 39)], refusal: null });
      await unit.putOff(0);
    });

    test('a switch that puts a request off again and again refuses it', async () => {
      await unit.putOff(1000);
      const outcome = await create(range(32, 39));
      expect(outcome).toMatchObject({ kind: 'answered', held: [] });
      expect(outcome.kind === 'answered' && outcome.refusal).toBeTruthy();
      expect(await unit.soon(unit.system.connect(cross(32, 1)))).toMatchObject({ kind: 'busy' });
      await unit.putOff(0);
    });

    test('V10: where the answer is lost, what the switch holds is told, or that it is not known', async () => {
      await unit.loseAnswer();
      const outcome = await create(range(32, 39));
      if (outcome.kind === 'answered') expect(outcome).toMatchObject({ held: [range(32, 39)], refusal: null });
      else expect(outcome.kind).toBe('unsettled');
      expect((await unit.holds()).circuits).toEqual(numbers(32, 39));
    });

    test('with the signal no further command is sent', async () => {
      expect(await unit.soon(unit.system.createCircuits({ vpi, ranges: [range(32, 91)] }, AbortSignal.abort()))).toMatchObject({
        kind: expect.stringMatching(/^(answered|unsettled)$/) as string,
      });
      expect((await unit.holds()).circuits).toEqual([]);
    });

    test('circuits are deleted, and again', async () => {
      await unit.makeCircuits(range(32, 60));
      expect(await remove(range(32, 40), range(50, 60))).toMatchObject({ kind: 'answered', left: [], refusal: null });
      expect(await remove(range(32, 40), range(50, 60))).toMatchObject({ kind: 'answered', left: [], refusal: null });
      expect((await unit.holds()).circuits).toEqual(numbers(41, 49));
    });

    test('a circuit that is joined to a line is not deleted', async () => {
      await unit.makeCircuits(range(32, 39));
      await unit.makeConnection(cross(34, 1));
      expect(await remove(range(32, 39))).toMatchObject({ kind: 'answered', left: [range(34, 34)] });
      expect(await unit.holds()).toEqual({ circuits: [34], connections: [cross(34, 1)] });
    });

    test('what the switch holds is read: of the range, whoever made it', async () => {
      await unit.makeCircuits(range(32, 40));
      await unit.makeCircuits(range(70, 70));
      await unit.makeConnection(cross(33, 1));
      await unit.makeConnection(cross(70, 2));
      const read = (from: number, to: number) => unit.soon(unit.system.readCircuits(vpi, range(from, to)));
      expect(await read(32, 95)).toEqual({
        kind: 'circuits',
        held: [range(32, 40), range(70, 70)],
        connections: [cross(33, 1), cross(70, 2)],
      });
      expect(await read(33, 35)).toEqual({ kind: 'circuits', held: [range(33, 35)], connections: [cross(33, 1)] });
      expect(await read(50, 60)).toEqual({ kind: 'circuits', held: [], connections: [] });
    });

    test('V11: a circuit is joined to a line, and again', async () => {
      await unit.makeCircuits(range(32, 39));
      expect(await unit.soon(unit.system.connect(cross(32, 1)))).toEqual({ kind: 'connected' });
      expect(await unit.soon(unit.system.connect(cross(32, 1)))).toEqual({ kind: 'connected' });
      expect((await unit.holds()).connections).toEqual([cross(32, 1)]);
    });

    test('a circuit, or a line, that is joined to something else is taken', async () => {
      await unit.makeCircuits(range(32, 39));
      await unit.makeConnection(cross(32, 1));
      expect(await unit.soon(unit.system.connect(cross(32, 2)))).toEqual({ kind: 'taken', what: 'circuit', by: cross(32, 1) });
      expect(await unit.soon(unit.system.connect(cross(33, 1)))).toEqual({ kind: 'taken', what: 'line', by: cross(32, 1) });
      expect((await unit.holds()).connections).toEqual([cross(32, 1)]);
    });

    test('a circuit that does not exist is absent', async () => {
      expect(await unit.soon(unit.system.connect(cross(32, 1)))).toEqual({ kind: 'absent' });
      expect(await unit.holds()).toEqual({ circuits: [], connections: [] });
    });

    test('a connection that is refused is refused in the switch’s words', async () => {
      await unit.makeCircuits(range(32, 32));
      await unit.refuseNext('the line card is being replaced');
      expect(await unit.soon(unit.system.connect(cross(32, 1)))).toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('the line card is being replaced') as string,
      });
      expect((await unit.holds()).connections).toEqual([]);
    });

    test('where the answer to a connection is lost, it is what the switch holds, or not known', async () => {
      await unit.makeCircuits(range(32, 32));
      await unit.loseAnswer();
      expect(['connected', 'unsettled']).toContain((await unit.soon(unit.system.connect(cross(32, 1)))).kind);
      expect((await unit.holds()).connections).toEqual([cross(32, 1)]);
    });

    test('a connection is parted, and again; the circuit stays', async () => {
      await unit.makeCircuits(range(32, 32));
      await unit.makeConnection(cross(32, 1));
      expect(await unit.soon(unit.system.disconnect(cross(32, 1)))).toEqual({ kind: 'disconnected' });
      expect(await unit.soon(unit.system.disconnect(cross(32, 1)))).toEqual({ kind: 'disconnected' });
      expect(await unit.holds()).toEqual({ circuits: [32], connections: [] });
    });

    test('another’s connection that uses either end is left alone', async () => {
      await unit.makeCircuits(range(32, 33));
      await unit.makeConnection(cross(32, 1));
      expect(await unit.soon(unit.system.disconnect(cross(32, 2)))).toEqual({ kind: 'disconnected' });
      expect(await unit.soon(unit.system.disconnect(cross(33, 1)))).toEqual({ kind: 'disconnected' });
      expect((await unit.holds()).connections).toEqual([cross(32, 1)]);
    });

    test('an alarm is told', async () => {
      const alarm: SwitchAlarm = { severity: 'major', aid: 'LTPORT-1-1-2-4', condition: 'LOS', text: 'no signal' };
      const told = unit.soon(unit.log.next('alarm', (event) => event.alarm.condition === 'LOS'));
      await unit.raise(alarm);
      expect((await told).alarm).toEqual(alarm);
    });

    test('what is changed at the switch is told', async () => {
      unit.log.skip();
      const told = unit.soon(unit.log.next('changed'));
      await unit.makeCircuits(range(60, 60));
      expect((await told).reason).not.toBe('');
    });

    test('a session that is lost is told, settles nothing meanwhile, and comes back', async () => {
      await unit.makeCircuits(range(32, 39));
      const down = unit.soon(unit.log.next('down'));
      await unit.goDown();
      expect((await down).reason).not.toBe('');
      const { system } = unit;
      const outcomes: Promise<{ readonly kind: string }>[] = [
        system.createCircuits({ vpi, ranges: [range(32, 39)] }),
        system.deleteCircuits({ vpi, ranges: [range(32, 39)] }),
        system.readCircuits(vpi, range(32, 39)),
        system.connect(cross(32, 1)),
        system.disconnect(cross(32, 1)),
      ];
      for (const outcome of outcomes) expect(await unit.soon(outcome)).toMatchObject({ kind: 'unsettled', isLinkLost: true });
      const up = unit.soon(unit.log.next('up'));
      await unit.comeBack();
      await up;
      expect(await unit.soon(system.readCircuits(vpi, range(32, 39)))).toMatchObject({ kind: 'circuits', held: [range(32, 39)] });
    });
  });
}
