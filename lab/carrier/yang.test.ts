import { randomUUID } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventoryFolder } from '../places';
import { practiceCarriers, startPractice, type Practice, type PracticeCarrier } from '../practice';
import { connectivityPath, rawClient, type Notice } from '../testing/raw-client';
import { serviceBody } from '../testing/service-body';
import { readInventory } from './inventory';
import { at, buildNetwork, type Network } from './network';

/**
 * Every document and every kind of notice against the official YANG, where the models are at hand: TAPI_YANG names a folder with
 * `validate.sh VERSION get|notif FILE`, and yanglint is installed.
 */
const yangFolder = process.env['TAPI_YANG'];
const canValidate = yangFolder !== undefined && hasYanglint();

let folder: string;
let practice: Practice;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longlines-yang-'));
  practice = await startPractice(folder, { provisionMs: 5 });
});

afterAll(async () => {
  await practice.stop();
  await rm(folder, { recursive: true });
});

test.each(practiceCarriers)('all that %s shows and every kind of notice that it sends is TAPI 2.5.0', { timeout: 120_000 }, async (id) => {
  const { document, notices } = await exercise(practice.carrier(id));
  // What the models cannot say without yanglint: the kinds are all there, and references lead somewhere.
  const kinds = new Set(notices.map((notice) => `${notice.type}${notice.alarm ? ` ${notice.alarm}` : ''}`));
  expect([...kinds].sort()).toEqual([
    'ATTRIBUTE_VALUE_CHANGE',
    'FM_ALARM_EVENT DEG CLEARED',
    'FM_ALARM_EVENT DEG MINOR',
    'FM_ALARM_EVENT LOS CLEARED',
    'FM_ALARM_EVENT LOS CRITICAL',
    'OBJECT_CREATION',
    'OBJECT_DELETION',
  ]);
  expect(danglingReferences(document)).toEqual([]);
  if (!canValidate) {
    console.warn(`NOT RUN: ${id} against the YANG models. Set TAPI_YANG to the folder with validate.sh, and install yanglint.`);
    return;
  }
  const complaints = await Promise.all([
    complaint('get', document, `${id}-context`),
    ...oneOfEachShape(notices).map((notice, index) =>
      complaint('notif', { 'tapi-notification:notification': notice.content }, `${id}-${index}`),
    ),
  ]);
  expect(complaints.filter((each) => each !== null)).toEqual([]);
  expect(await complaint('get', { 'tapi-common:context': { uuid: 'x', colour: 'red' } }, `${id}-wrong`)).toMatch(/colour/);
});

/** A service up, another refused a link, alarms raised and cleared; the document is taken in the midst of it. */
async function exercise(carrier: PracticeCarrier): Promise<{ readonly document: object; readonly notices: readonly Notice[] }> {
  const network = buildNetwork(readInventory(inventoryOf(carrier.id)));
  const client = rawClient(carrier, network.inventory.restconfRoot);
  const stream = await client.notices();
  const [link, other] = [...network.links.values()];
  if (!link || !other) throw new Error('a carrier has links');
  const uuid = randomUUID();
  const body = serviceBody({ uuid, ...endsOf(network, link.a, link.z), topologyUuid: network.topologyUuid, linkUuids: [link.uuid] });
  expect((await client.post(connectivityPath, body)).status).toBe(201);
  await stream.find((notice) => notice.changed['lifecycle-state']?.[1] === 'INSTALLED');
  await carrier.manager.control({ kind: 'cut', target: 'link', name: link.id });
  await carrier.manager.control({ kind: 'degrade', link: other.id });
  await carrier.manager.control({ kind: 'set-latency', target: 'link', name: other.id, azUs: 1234.5, zaUs: 1300 });
  await carrier.manager.control({ kind: 'set-latency', target: 'node', name: link.a, azUs: 19 });
  const { content: document } = (await client.get('tapi-common:context')) as { content: object };
  await carrier.manager.control({ kind: 'heal' });
  await carrier.manager.control({ kind: 'withdraw', target: 'link', name: other.id });
  await carrier.manager.control({ kind: 'restore', target: 'link', name: other.id });
  expect((await client.delete(`${connectivityPath}/connectivity-service=${uuid}`)).status).toBe(204);
  await stream.find((notice) => notice.type === 'OBJECT_DELETION' && notice.target === uuid);
  stream.close();
  await client.close();
  return { document, notices: stream.seen };
}

function endsOf(network: Network, aNode: string, zNode: string) {
  const sip = (nodeId: string) => {
    const ports = at(network.nodes, nodeId).portIds.map((id) => at(network.ports, id));
    return ports.find((port) => port.signals.includes('10GE-LAN'))?.uuid ?? '';
  };
  return { aSip: sip(aNode), zSip: sip(zNode) };
}

const inventoryOf = (id: string): string => join(inventoryFolder(), `${id}.json`);

const oneOfEachShape = (notices: readonly Notice[]): readonly Notice[] => [
  ...new Map(
    notices.map((notice) => [
      [notice.type, notice.alarm, notice.content['target-object-type'], ...Object.keys(notice.changed)].join(' '),
      notice,
    ]),
  ).values(),
];

/** UUIDs that are referred to in a document and defined nowhere in it (the models as loaded do not check that). */
function danglingReferences(document: object): readonly string[] {
  const defined = new Set<unknown>();
  const referred = new Set<unknown>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      if (key === 'uuid') defined.add(member);
      else if (key.endsWith('-uuid')) referred.add(member);
      walk(member);
    }
  };
  walk(document);
  return [...referred].filter((uuid) => !defined.has(uuid)).map(String);
}

/** What the validator says against a document; null: nothing. */
async function complaint(type: 'get' | 'notif', document: object, name: string): Promise<string | null> {
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify(document));
  try {
    await promisify(execFile)('sh', [join(yangFolder ?? '', 'validate.sh'), '2.5.0', type, file]);
    return null;
  } catch (error) {
    return `${name}: ${(error as { stderr?: string }).stderr ?? String(error)}`;
  }
}

function hasYanglint(): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'yanglint')));
}
