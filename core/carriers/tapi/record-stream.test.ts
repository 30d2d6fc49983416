import { afterEach, beforeAll, expect, test } from 'vitest';
import { createAuthority } from '../../../lab/certificates';
import { carrierMappingSchema } from '../mapping';
import { createEventLog } from '../testing/event-log';
import type { EventLog } from '../testing/event-log';
import type { TapiLimits } from './limits';
import { createTapiLink } from './tapi-link';
import { link as linkDocument } from './testing/documents';
import { certificatesFor, startTestManager } from './testing/manager';
import type { TestManager, TestManagerOptions } from './testing/manager';
import { realClock } from './testing/real-clock';

let certificates: Pick<TestManagerOptions, 'server' | 'clientCaPem' | 'tls'>;
beforeAll(async () => {
  certificates = await certificatesFor(await createAuthority('Alder CA'), await createAuthority('Longlines CA'));
});

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function open(log: string, limits: Partial<TapiLimits> = {}): Promise<{ manager: TestManager; log: EventLog }> {
  const manager = await startTestManager({ ...certificates, hasStream: false, log });
  endings.push(() => manager.close());
  const events = createEventLog();
  const link = createTapiLink({
    carrierId: 'alder',
    url: manager.url,
    tls: manager.tls,
    mapping: carrierMappingSchema.parse({}),
    clock: realClock,
    random: () => 0.5,
    newId: () => 'subscription-1',
    limits: { backoffMinMs: 20, backoffMaxMs: 50, resyncGapMs: 0, ...limits },
  });
  endings.push(() => link.close());
  link.open(events.handle);
  return { manager, log: events };
}

let tokens = 0;
function linkRecords(count: number): string {
  const records = Array.from({ length: count }, (_, at) => ({
    'log-record-header': { token: `t-${String(++tokens)}`, 'entity-key': 'fp', 'record-type': 'tapi-streaming:RECORD_TYPE_CREATE_UPDATE' },
    'log-record-body': {
      'record-content': 'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK',
      'tapi-topology:link': linkDocument('fp', 'FRA', 'PAR', String(2900 + at)),
    },
  }));
  return JSON.stringify({ 'tapi-streaming:stream-record': { 'log-record': records } });
}

test('a record makes its object be read again, and what it says itself is not believed', async () => {
  const { manager, log } = await open('here');
  await log.next('up');
  manager.documents.links[0] = linkDocument('fp', 'FRA', 'PAR', '3333');
  manager.record(linkRecords(1));
  expect((await log.next('changed')).change.resources).toMatchObject([{ uuid: 'fp', latency: { azNs: 3_333_000 } }]);
});

test('after a loss the next connection goes on after the last record that was worked off', async () => {
  const { manager, log } = await open('here');
  await log.next('up');
  expect(manager.lastLogQuery).toBe('');
  manager.documents.links[0] = linkDocument('fp', 'FRA', 'PAR', '3333');
  manager.record(linkRecords(3));
  const last = `?start-from-token=t-${String(tokens)}`;
  await log.next('changed');
  // The next work is begun only when the last is done to its end.
  manager.documents.links[0] = linkDocument('fp', 'FRA', 'PAR', '3334');
  manager.record('no record');
  await log.next('up');
  manager.dropStreams();
  expect((await log.next('down')).reason).toContain('cut off');
  await log.next('up');
  expect(manager.lastLogQuery).toBe(last);
});

test('a message that cannot be read makes everything be read again, and is told', async () => {
  const { manager, log } = await open('here');
  await log.next('up');
  manager.record('{"half":');
  const { inventory } = await log.next('up');
  expect(inventory.warnings).toMatchObject([{ subject: 'notices', message: expect.stringContaining('cannot be read') as string }]);
});

test('a message above the limit ends the stream, with the limit in the reason', async () => {
  const { manager, log } = await open('here', { maxNoticeBytes: 2000 });
  await log.next('up');
  manager.record(linkRecords(10));
  expect((await log.next('down')).reason).toContain('larger than the limit of 2000 bytes');
  await log.next('up');
});

test('more records than may wait are no loss: the log is read from its beginning', async () => {
  const { manager, log } = await open('here', { maxWaitingNotices: 20 });
  await log.next('up');
  manager.record(linkRecords(21));
  expect((await log.next('down')).reason).toContain('the log is read from its beginning');
  await log.next('up');
  expect(manager.lastLogQuery).toBe('');
});

test('a log on another host is not followed there: the manager is polled, and the operator told why', async () => {
  const { log } = await open('wss://elsewhere.example/log');
  expect((await log.next('up')).inventory.warnings).toMatchObject([
    { subject: 'streams', message: expect.stringMatching(/elsewhere\.example.*polled/) as string },
  ]);
});
