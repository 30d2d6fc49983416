import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../core/store/testing/temporary-folder';
import { createPractice, type Practice, type PracticeStart } from './create-practice';
import type { Lab, LaunchLab } from './launch-lab';

/** A lab without carriers: what the practice does around it. */
function fakeLab(folder: string): { readonly lab: Lab; readonly die: (words: string) => void; readonly stopped: () => number } {
  let die: (words: string) => void = () => undefined;
  let stops = 0;
  const ended = new Promise<string>((resolve) => (die = resolve));
  const configuration = join(folder, 'longlines.json');
  writeFileSync(configuration, JSON.stringify({ store: 'longlines.db', carriers: [] }));
  const stop = async (): Promise<void> => {
    stops += 1;
    die('stopped');
  };
  return {
    lab: { ready: { ready: true, configuration, carriers: [], switches: [], toConnect: null }, ended, stop },
    die: (words) => {
      die(words);
    },
    stopped: () => stops,
  };
}

function practiceIn(folder: string, launch: LaunchLab, more: Partial<PracticeStart> = {}): Practice {
  const practice = createPractice({ folder, note: () => undefined, launch, ...more });
  onTestFinished(() => practice.close());
  return practice;
}

const silent = (): void => undefined;

test('it is started once, told as it goes on, and started again after it was stopped', async () => {
  const folder = temporaryFolder();
  let launches = 0;
  const practice = practiceIn(folder, async (where) => {
    launches += 1;
    return fakeLab(where).lab;
  });
  expect(practice.shown()).toMatchObject({ state: 'stopped', text: '' });
  expect(practice.network()).toBeNull();
  const told: string[] = [];
  const [one, other] = await Promise.all([practice.start(false, ({ text }) => told.push(text)), practice.start(false, silent)]);
  expect([one, other]).toEqual([
    { kind: 'done', text: '' },
    { kind: 'done', text: '' },
  ]);
  expect(launches).toBe(1);
  expect(told).toEqual(['starting five carriers and two switches', 'starting the host', 'reading what the carriers and switches have']);
  expect(practice.shown().state).toBe('running');
  expect(practice.network()?.kind).toBe('practice');
  expect(await practice.start(false, silent)).toMatchObject({ kind: 'done' });
  expect(await practice.start(true, silent)).toMatchObject({ kind: 'refused', message: expect.stringMatching(/stop it/) as string });
  practice.stop();
  expect(practice.shown().state).toBe('stopping');
  expect(practice.network()).toBeNull();
  // It waits until the end, and begins after it.
  expect(await practice.start(false, silent)).toMatchObject({ kind: 'done' });
  expect(launches).toBe(2);
});

test('a lab that cannot be started is told with its words; it can be tried again', async () => {
  let fails = true;
  const practice = practiceIn(temporaryFolder(), async (where) => {
    if (fails) throw new Error('no room on the disk');
    return fakeLab(where).lab;
  });
  expect(await practice.start(false, silent)).toEqual({ kind: 'refused', message: 'no room on the disk' });
  expect(practice.shown()).toMatchObject({ state: 'failed', text: 'no room on the disk' });
  fails = false;
  expect(await practice.start(false, silent)).toMatchObject({ kind: 'done' });
});

test('a lab that dies takes its network along, and says so', async () => {
  const folder = temporaryFolder();
  const { lab, die } = fakeLab(folder);
  const practice = practiceIn(folder, async () => lab);
  await practice.start(false, silent);
  die('out of memory');
  await expect
    .poll(() => practice.shown())
    .toMatchObject({ state: 'failed', text: expect.stringMatching(/out of memory.*start it again/) as string });
  expect(practice.network()).toBeNull();
});

test('what is stopped while it starts is ended, and nothing is left', async () => {
  const folder = temporaryFolder();
  const { lab, stopped } = fakeLab(folder);
  const practice = practiceIn(folder, async () => {
    practice.stop();
    return lab;
  });
  const starting = practice.start(false, silent);
  expect(practice.shown().state).toBe('starting');
  expect(await starting).toMatchObject({ kind: 'refused', message: expect.stringMatching(/stopped before/) as string });
  expect(stopped()).toBe(1);
  await practice.close();
  expect(practice.shown()).toMatchObject({ state: 'stopped' });
});

test('two consoles do not practise in one folder', async () => {
  const folder = temporaryFolder();
  const first = practiceIn(folder, async (where) => fakeLab(where).lab);
  const second = practiceIn(folder, async (where) => fakeLab(where).lab);
  await first.start(false, silent);
  expect(await second.start(false, silent)).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/another console practises in/) as string,
  });
  await first.close();
  expect(await second.start(false, silent)).toMatchObject({ kind: 'done' });
});

test('begun anew, nothing is left of what was there', async () => {
  const folder = join(temporaryFolder(), 'practice');
  mkdirSync(folder);
  writeFileSync(join(folder, 'furnished'), '');
  const practice = practiceIn(folder, async (where) => fakeLab(where).lab);
  expect(practice.shown().isFurnished).toBe(true);
  let wasFurnished = true;
  await practice.start(true, () => (wasFurnished &&= practice.shown().isFurnished));
  expect(wasFurnished).toBe(false);
});

test('what does not run is neither broken nor repaired', async () => {
  const practice = practiceIn(temporaryFolder(), async (where) => fakeLab(where).lab);
  expect(await practice.disturb({ kind: 'cut-duct' })).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/start it first/) as string,
  });
  expect(await practice.repair()).toMatchObject({ kind: 'refused' });
});

test.each([
  [{ kind: 'cut-duct' }, /no connection runs through any duct/],
  [{ kind: 'cut-duct', duct: 'nowhere' }, /no circuit is in a duct nowhere/],
  [{ kind: 'cut-resource', resourceId: 'X' }, /no resource X/],
  [{ kind: 'raise-latency' }, /no order is active yet/],
  [{ kind: 'raise-latency', resourceId: 'X' }, /no resource X/],
  [{ kind: 'carrier-down', carrierId: 'nobody', seconds: 1 }, /no practice carrier nobody/],
  [{ kind: 'switch-denies', switchId: 'SW' }, /no practice switch SW/],
] as const)('%j is refused where there is no such thing', async (fault, words) => {
  const practice = practiceIn(temporaryFolder(), async (where) => fakeLab(where).lab);
  await practice.start(false, silent);
  expect(await practice.disturb(fault)).toMatchObject({ kind: 'refused', message: expect.stringMatching(words) as string });
  expect(practice.shown().broken).toEqual([]);
});

test('what does not end in order is told, holds nothing, and can be started again', async () => {
  const folder = temporaryFolder();
  const notes: string[] = [];
  let fails = true;
  const launch: LaunchLab = async (where) => {
    const { lab } = fakeLab(where);
    const stop = async (): Promise<void> => {
      await lab.stop();
      if (fails) throw new Error('a carrier does not end');
    };
    return { ...lab, stop };
  };
  const practice = practiceIn(folder, launch, { note: (text) => void notes.push(text) });
  await practice.start(false, silent);
  practice.stop();
  await practice.close();
  expect(practice.shown()).toMatchObject({
    state: 'failed',
    text: expect.stringMatching(/a carrier does not end.*start it again/) as string,
  });
  expect(notes).toEqual([expect.stringMatching(/a carrier does not end/) as string]);
  fails = false;
  // The folder's lock was let go all the same: another console could take it too.
  expect(await practiceIn(folder, launch).start(false, silent)).toMatchObject({ kind: 'done' });
});

test('why it could not be started is told, not what failed when it was undone', async () => {
  const folder = temporaryFolder();
  const practice = practiceIn(folder, async (where) => {
    const { lab } = fakeLab(where);
    writeFileSync(lab.ready.configuration, 'no JSON');
    return { ...lab, stop: () => Promise.reject(new Error('a carrier does not end')) };
  });
  const outcome = await practice.start(false, silent);
  expect(outcome).toMatchObject({ kind: 'refused', message: expect.not.stringMatching(/does not end/) as string });
  const other = practiceIn(folder, async (where) => fakeLab(where).lab);
  expect(await other.start(false, silent)).toMatchObject({ kind: 'done' });
});
