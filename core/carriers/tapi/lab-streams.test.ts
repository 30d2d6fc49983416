import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, describe, expect, test } from 'vitest';
import { openLabLink } from './testing/lab-link';
import type { LabLink } from './testing/lab-link';

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function open(...options: Parameters<typeof openLabLink>): Promise<LabLink> {
  const lab = await openLabLink(...options);
  endings.push(() => lab.stop());
  return lab;
}

const firstOf = ({ inventory }: LabLink): string => inventory.resources[0]?.uuid ?? '';
const kindsOf = ({ log }: LabLink): readonly string[] => log.events.map(({ kind }) => kind);

/** So many signs of life that come when asked for. */
async function pongs(count: number): Promise<void> {
  const channel = 'undici:websocket:pong';
  for (let left = count; left > 0; left -= 1) {
    await new Promise<void>((resolve) => {
      const heard = (): void => {
        unsubscribe(channel, heard);
        resolve();
      };
      subscribe(channel, heard);
    });
  }
}

describe.each(['2.5.0', '2.1.3'] as const)('TAPI %s', (tapi) => {
  test('the log from its beginning says nothing new: what was read is not read again', async () => {
    const lab = await open({ tapi, streams: 'websocket' });
    await lab.control({ kind: 'occupy', link: firstOf(lab), slots: 3 });
    await lab.resourceThat(firstOf(lab), ({ slots, availableSlots }) => slots - availableSlots === 3);
    expect(kindsOf(lab)).toEqual(['up', 'changed']);
  });

  test('a degradation and its end are told by the log’s condition detectors', async () => {
    const lab = await open({ tapi, streams: 'websocket' });
    await lab.control({ kind: 'degrade', link: firstOf(lab) });
    await lab.resourceThat(firstOf(lab), ({ conditionText }) => conditionText.startsWith('alarm DEG'));
    const mended = lab.log.next('changed', ({ change }) =>
      change.resources.some(({ uuid, condition }) => uuid === firstOf(lab) && condition === 'up'),
    );
    await lab.control({ kind: 'mend', link: firstOf(lab) });
    await mended;
  });

  test('after a loss the log goes on where it ended: an alarm that stood stands, one that ended meanwhile does not', async () => {
    const lab = await open({ tapi, streams: 'websocket' }, {}, { backoffMinMs: 400, backoffMaxMs: 800 });
    const [one, other] = lab.inventory.resources.map(({ uuid }) => uuid);
    for (const link of [one, other]) {
      await lab.control({ kind: 'degrade', link: link ?? '' });
      await lab.resourceThat(link ?? '', ({ condition }) => condition === 'degraded');
    }
    await lab.control({ kind: 'drop-stream' });
    await lab.log.next('down');
    await lab.control({ kind: 'mend', link: other ?? '' });
    const isUp = lab.resourceThat(other ?? '', ({ condition }) => condition === 'up');
    const { inventory } = await lab.log.next('up');
    expect(inventory.resources.find(({ uuid }) => uuid === one)).toMatchObject({ condition: 'degraded' });
    await isUp;
  });

  test('where the log cannot go on it is read from its beginning, and everything with it', async () => {
    const lab = await open({ tapi, streams: 'websocket' });
    await lab.control({ kind: 'degrade', link: firstOf(lab) });
    await lab.resourceThat(firstOf(lab), ({ condition }) => condition === 'degraded');
    const down = lab.log.next('down');
    await lab.control({ kind: 'forget-log' });
    await lab.control({ kind: 'drop-stream' });
    await down;
    const said = lab.warned(/cannot go on with its log/);
    await lab.log.next('up');
    await said;
    await lab.control({ kind: 'occupy', link: firstOf(lab), slots: 2 });
    await lab.resourceThat(
      firstOf(lab),
      ({ slots, availableSlots, condition }) => slots - availableSlots === 2 && condition === 'degraded',
    );
    expect(kindsOf(lab).filter((kind) => kind === 'down')).toHaveLength(1);
  });

  test('a manager that does not accept the WebSocket is told in its own words, and taken up again when it does', async () => {
    const lab = await open({ tapi, streams: 'websocket' });
    await lab.control({ kind: 'refuse-streams', on: true });
    await lab.control({ kind: 'drop-stream' });
    const { reason } = await lab.log.next('down', (event) => event.reason.includes('could not be opened'));
    expect(reason).toMatch(/the notice stream could not be opened: .*answered HTTP 503 to the request for a WebSocket/);
    await lab.control({ kind: 'refuse-streams', on: false });
    await lab.log.next('up');
  });

  test('a WebSocket that falls silent is dead; one whose manager answers pings is not', async () => {
    const lab = await open({ tapi, streams: 'websocket' }, {}, { streamIdleMs: 400, requestMs: 1000 });
    const down = lab.log.next('down');
    // One each half of the silence that is allowed, and nothing else.
    await pongs(6);
    expect(kindsOf(lab)).toEqual(['up']);
    const up = lab.log.next('up', ({ atMs }) => atMs > 0 && kindsOf(lab).includes('down'));
    process.kill(lab.manager.pid(), 'SIGSTOP');
    try {
      expect((await down).reason).toContain('silent for 400 ms');
    } finally {
      process.kill(lab.manager.pid(), 'SIGCONT');
    }
    await up;
  });

  test('where both are offered server-sent events are taken, unless the table prefers the log', async () => {
    const bySse = await open({ tapi, streams: 'both' });
    await bySse.control({ kind: 'occupy', link: firstOf(bySse), slots: 3 });
    await bySse.control({ kind: 'skip-sequence', count: 2 });
    for (const slots of [1, 2]) await bySse.control({ kind: 'occupy', link: firstOf(bySse), slots });
    // Only numbered notices can be missed.
    await bySse.warned(/were lost/);
    const byLog = await open({ tapi, streams: 'both' }, { preferredStream: 'websocket' });
    await byLog.control({ kind: 'forget-log' });
    await byLog.control({ kind: 'drop-stream' });
    await byLog.warned(/cannot go on with its log/);
  });

  test('a latency above its threshold means what the carrier’s table says, until it is below again', async () => {
    const alarms = [{ name: 'FIXED_LATENCY_US', condition: 'degraded' }, { condition: 'ignored' }];
    const lab = await open({ tapi, streams: 'sse' }, { alarms });
    await lab.control({ kind: 'set-latency', target: 'link', name: firstOf(lab), factor: 2 });
    await lab.resourceThat(firstOf(lab), ({ conditionText }) => conditionText === 'alarm FIXED_LATENCY_US WARNING');
    // No list of alarms holds it: it stands through a full read.
    const again = lab.log.next('up');
    lab.link.resynchronise();
    expect((await again).inventory.resources[0]).toMatchObject({ condition: 'degraded' });
    await lab.control({ kind: 'reset-latency', target: 'link', name: firstOf(lab) });
    await lab.resourceThat(firstOf(lab), ({ condition }) => condition === 'up');
  });
});

test('a manager that was set to another version than it speaks is set right by the table', async () => {
  const lab = await open({ tapi: '2.1.3', streams: 'sse' }, { tapiVersion: '2.1.3' });
  expect(lab.inventory.warnings).toEqual([]);
  const wrong = await open({ tapi: '2.1.3', streams: 'sse' }, { tapiVersion: '2.5.0' });
  expect(wrong.inventory.warnings.length).toBeGreaterThan(0);
});

test('what alarms stood is said to be unknown where a lost stream does not go on and the manager lists none', async () => {
  const lab = await open({ tapi: '2.1.3', streams: 'sse' });
  await lab.control({ kind: 'degrade', link: firstOf(lab) });
  await lab.resourceThat(firstOf(lab), ({ condition }) => condition === 'degraded');
  await lab.control({ kind: 'drop-stream' });
  await lab.log.next('down');
  const { inventory } = await lab.log.next('up');
  expect(inventory.warnings).toMatchObject([
    { subject: 'alarms', message: expect.stringContaining('1 alarms that stood before') as string },
  ]);
  expect(inventory.resources[0]).toMatchObject({ condition: 'up' });
});
