import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  CarrierShown,
  DossierShown,
  ExplanationShown,
  ImpairmentListedShown,
  ImpairmentShown,
  OrderShown,
  ReconciliationShown,
  WhatIfShown,
} from '../../core/contract/shapes';
import type { ComplianceReport } from '../../core/model/compliance';
import type { Margin } from '../../core/model/margin';
import { startPractice, type Practice } from '../../lab/practice';
import { newPlace, said, type RunningHost } from './testing/longlines-process';

/** One host with two carriers of the practice network; each command is a process of its own. */
const place = newPlace();
let practice: Practice;
let host: RunningHost;

beforeAll(async () => {
  practice = await startPractice(place.folder, { provisionMs: 20, carriers: ['borealis', 'dunmore'] });
  const carriers = practice.carriers.map(({ id, name, role, url, caPem, client }) => {
    const files = { ca: `${id}-ca.pem`, cert: `${id}-client-cert.pem`, key: `${id}-client-key.pem` };
    for (const [file, text] of [
      [files.ca, caPem],
      [files.cert, client.certPem],
      [files.key, client.keyPem],
    ] as const)
      writeFileSync(join(place.folder, file), text);
    return { id, name, role, url, ...files };
  });
  writeFileSync(join(place.folder, 'longlines.json'), JSON.stringify({ store: 'longlines.db', carriers }));
  host = await place.host('--config', 'longlines.json');
  await linksUp();
  await place.ask(['latency', 'default', 'interconnects', '5us']);
  await place.ask(['latency', 'default', 'transit', '20us']);
}, 60_000);
afterAll(() => practice.stop());

async function linksUp(): Promise<void> {
  for (;;) {
    const carriers = await place.ask<readonly CarrierShown[]>(['carriers', 'list']);
    if (carriers.length === 2 && carriers.every(({ link }) => link === 'up')) return;
  }
}

const order = (id: string, ...more: readonly string[]) => [
  ...['orders', 'submit', '--order', id, '--customer', 'Quay Bank', '--accessing', 'dunmore', '--a', 'LON', '--z', 'ZRH'],
  ...['--signal', '10GE-LAN', '--limit', '20ms', ...more],
];

test('an order is served from end to end: submitted, active, shown, explained, supposed to be hit, cancelled', async () => {
  const awaited = await place.ask<{ isAtRest: boolean; orders: readonly OrderShown[] }>(order('ORD-1', '--recovery', 'before', '--wait'));
  expect(awaited).toMatchObject({ isAtRest: true, orders: [{ id: 'ORD-1', state: 'active' }] });
  expect(awaited.orders[0]?.latencyNs).toBeGreaterThan(1_000_000);

  const shown = await place.ask<DossierShown>(['orders', 'show', 'ORD-1']);
  const route = shown.connections.find(({ state }) => state === 'active')?.route;
  expect(route?.oneWayNs).toBe(shown.order.latencyNs);
  expect(route?.hops.reduce((sum, { azNs }) => sum + azNs, 0)).toBe(route?.azNs);
  expect(shown.segments.every(({ state }) => state === 'held')).toBe(true);
  const held = await Promise.all(practice.carriers.map(async ({ manager }) => (await manager.audit()).services.length));
  expect(held.reduce((sum, count) => sum + count, 0)).toBe(shown.segments.length);

  const explained = await place.ask<ExplanationShown>(['orders', 'explain', 'ORD-1']);
  expect(explained.decision?.candidates.some(({ isChosen }) => isChosen)).toBe(true);
  expect(explained.alternatives.length).toBeGreaterThan(0);
  expect(explained.order.marginNs).toBe(20_000_000 - (explained.order.latencyNs ?? 0));
  expect(explained.route?.hops.every(({ name, provenance }) => name !== '' && provenance !== null)).toBe(true);

  const name = route?.hops.find(({ kind }) => kind === 'resource')?.name ?? '';
  const supposed = await place.ask<WhatIfShown>(['whatif', '--fail', `resource:${name}`]);
  expect(supposed.hits.map(({ orderId }) => orderId)).toEqual(['ORD-1']);
  expect(supposed.hits[0]?.route?.hops.some((hop) => hop.name === name)).toBe(false);

  expect(await place.ask(['orders', 'cancel', 'ORD-1', '--wait'])).toMatchObject({ isAtRest: true, orders: [{ state: 'released' }] });
  expect(await Promise.all(practice.carriers.map(async ({ manager }) => (await manager.audit()).services.length))).toEqual([0, 0]);
});

test('what cannot be served is rejected with exit status 1, explained in words on a screen', async () => {
  const answer = await place.run(...order('TOO-FAST', '--limit', '1ms', '--wait'));
  expect(answer).toMatchObject({ code: 1, out: expect.stringMatching(/rejected.*best achievable/s) as string });
  expect((await place.run('orders', 'explain', 'TOO-FAST')).out).toMatch(/over the limit/);
});

test('commands at the same time are all answered', async () => {
  const ids = ['SIDE-1', 'SIDE-2', 'SIDE-3'];
  const codes = await Promise.all(ids.map(async (id) => (await place.run(...order(id, '--wait'))).code));
  expect(codes).toEqual([0, 0, 0]);
  const listed = await place.ask<readonly OrderShown[]>(['orders', 'list', '--state', 'active']);
  expect(listed.map(({ id }) => id).sort()).toEqual(ids);
});

test('N13: margins and compliance are told of what is in service', async () => {
  const margins = await place.ask<readonly Margin[]>(['margins']);
  expect(margins.map(({ order: { id }, isLow }) => [id, isLow]).sort()).toEqual([
    ['SIDE-1', false],
    ['SIDE-2', false],
    ['SIDE-3', false],
  ]);
  const report = await place.ask<ComplianceReport>(['compliance', '--from', '-1h', '--customer', 'Quay Bank']);
  expect(report.orders.map(({ orderId }) => orderId)).toEqual(expect.arrayContaining(['ORD-1', 'SIDE-1']));
  expect((await place.run('compliance', '--from', '-1h', '--csv')).out).toMatch(/^order,customer/);
});

test('N11: carriers are compared with the store, and one that is not heard is told: status 5', async () => {
  const compared = await place.ask<ReconciliationShown>(['reconcile', 'compare']);
  expect(compared.carriers.map(({ kind }) => kind)).toEqual(['compared', 'compared']);
  expect(compared.discrepancies).toEqual([]);
  expect((await place.run('reconcile', 'list')).out).toContain('No discrepancy stands');
  expect(await place.run('reconcile', 'adopt', 'abc', '--reason', 'x')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/does not stand/) as string,
  });
  const dunmore = practice.carriers.find(({ id }) => id === 'dunmore')?.manager;
  await dunmore?.kill();
  while ((await place.ask<readonly CarrierShown[]>(['carriers', 'list'])).every(({ link }) => link === 'up')) continue;
  expect(await place.run('reconcile', 'compare')).toMatchObject({ code: 5, out: expect.stringMatching(/was not compared/) as string });
  expect((await place.run('reconcile', 'compare', 'dunmore')).code).toBe(3);
  await dunmore?.restart();
  await linksUp();
}, 60_000);

test('an impairment is listed, and handled by the end of its id, as it is listed', async () => {
  const { connections } = await place.ask<DossierShown>(['orders', 'show', 'SIDE-1']);
  const hop = connections.find(({ state }) => state === 'active')?.route.hops.find(({ kind }) => kind === 'resource');
  const [carrierId = '', uuid = ''] = (hop?.id ?? '').split('/');
  await practice.carriers.find(({ id }) => id === carrierId)?.manager.control({ kind: 'cut', target: 'link', name: uuid });
  let open: readonly ImpairmentShown[] = [];
  while (open.length === 0) open = await place.ask<readonly ImpairmentShown[]>(['impairments', 'list']);
  const id = open[0]?.id.slice(-8) ?? '';
  await place.ask(['impairments', 'own', id, 'Bea', '--by', 'Carl']);
  await place.ask(['impairments', 'ticket', id, 'INC-7']);
  expect(await place.ask(['impairments', 'acknowledge', id])).toMatchObject({
    handling: { acknowledgedBy: 'Ann', owner: 'Bea', ticket: 'INC-7' },
  });
  expect((await place.run('impairments', 'acknowledge', id)).code).toBe(1);
  expect(await place.ask(['impairments', 'show', id])).toMatchObject({ id: open[0]?.id, handling: { owner: 'Bea', ticket: 'INC-7' } });
  const report = await place.ask<{ text: string }>(['handover']);
  expect(report.text).toContain('INC-7');
});

test('an event is a line with its parts, and handled as a whole by the shared risk that it is listed by', async () => {
  const listed = () => place.ask<readonly ImpairmentListedShown[]>(['impairments', 'list']);
  const ducts = await place.ask<{ rows: readonly { id: string; carriers: readonly string[] }[] }>(['inventory', 'show', 'ducts']);
  const { rows } = await place.ask<{ rows: readonly { id: string; sharedRisks: readonly string[] }[] }>(['inventory', 'show', 'resources']);
  let open: readonly ImpairmentListedShown[] = [];
  const used = new Set<string>();
  for (const id of ['SIDE-1', 'SIDE-2', 'SIDE-3']) {
    const { connections } = await place.ask<DossierShown>(['orders', 'show', id]);
    for (const hop of connections.find(({ state }) => state === 'active')?.route.hops ?? []) used.add(hop.id);
  }
  const carrying = rows.filter(({ id }) => used.has(id));
  const risks = carrying.flatMap(({ sharedRisks }) => sharedRisks);
  const duct = ducts.rows.find(({ id, carriers }) => carriers.length === 1 && risks.includes(id));
  const risk = duct?.id ?? '';
  const hit = carrying.filter(({ sharedRisks }) => sharedRisks.includes(risk)).map(({ id }) => id);
  await practice.carriers.find(({ id }) => id === duct?.carriers[0])?.manager.control({ kind: 'cut', target: 'duct', name: risk });
  const parts = async () => (await listed()).filter(({ event }) => event?.risk === risk);
  while (!hit.every((id) => open.some(({ subject }) => subject.id === id))) open = await parts();
  const { handled } = await place.ask<{ handled: readonly { impairmentId: string }[] }>(['impairments', 'own', risk, 'Dan']);
  expect(handled.map(({ impairmentId }) => impairmentId)).toEqual(open.map(({ id }) => id));
  expect((await parts()).every(({ handling }) => handling.owner === 'Dan')).toBe(true);
  expect((await place.run('impairments', 'own', `duct:${risk}`, 'Dan')).code).toBe(1);
  expect((await place.run('impairments', 'list')).out).toMatch(new RegExp(`^  ${risk} .*owner Dan.*\\n    [0-9a-f]{8} `, 'm'));
});

test('the socket is for its owner only, in a folder for its owner only', () => {
  expect(statSync(host.socket).mode & 0o777).toBe(0o600);
  expect(statSync(join(host.socket, '..')).mode & 0o777).toBe(0o700);
});

test('a second host on the store is refused: status 4, and the first goes on', async () => {
  expect(await place.run('run')).toMatchObject({
    code: 4,
    err: expect.stringMatching(/a host runs on .* already \(process \d+\)/) as string,
  });
  expect((await place.run('status')).code).toBe(0);
});

test('a backup is made while the host works, and its history verified with a head that was kept', async () => {
  const head = (await place.run('history', 'export-head')).out;
  writeFileSync(join(place.folder, 'head.txt'), head);
  expect(await place.ask(['backup', 'copy.db'])).toMatchObject({ file: join(place.folder, 'copy.db') });
  expect(await place.run('backup', 'copy.db')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/overwritten \(--overwrite\)$/m) as string,
  });
  expect(await place.ask(['history', 'verify', '--head', 'head.txt'])).toMatchObject({ problems: [] });
  expect(await place.ask(['history', 'verify-file', 'copy.db', '--head', 'head.txt'])).toMatchObject({ problems: [] });
});

test('who waits for a host that is killed is told that it may have been done: status 7; a host on the store it left goes on', async () => {
  // A manager that does not answer keeps the order on its way.
  for (const { manager } of practice.carriers) await manager.control({ kind: 'hang', on: true });
  const waiting = place.start(...order('CUT-OFF', '--wait'));
  let err = '';
  waiting.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  const exited = once(waiting, 'exit') as Promise<[number | null]>;
  while (!(await place.run('orders', 'show', 'CUT-OFF')).out.includes('provisioning')) continue;

  // Who has waited long enough goes, and the order goes on.
  const impatient = place.start('orders', 'cancel', 'CUT-OFF', '--wait', '--wait-timeout', '1');
  expect(await said(impatient)).toMatchObject({ code: 7, out: expect.stringMatching(/not at rest after 1 s/) as string });
  const interrupted = place.start(...order('LATER', '--wait'));
  while ((await place.run('orders', 'show', 'LATER')).code !== 0) continue;
  interrupted.kill('SIGINT');
  expect(await said(interrupted)).toMatchObject({ code: 130, err: expect.stringMatching(/interrupted/) as string });

  await host.kill();
  expect((await exited)[0]).toBe(7);
  expect(err).toMatch(/the host ended before it answered/);

  for (const { manager } of practice.carriers) await manager.control({ kind: 'heal' });
  // The socket that the killed host left over is in the way of nobody.
  expect(statSync(host.socket).isSocket()).toBe(true);
  expect((await place.run('orders', 'show', 'CUT-OFF')).code).toBe(0);
  host = await place.host('--config', 'longlines.json');
  await linksUp();
  // What was under way is taken up, and what was asked for meanwhile.
  while ((await place.ask<DossierShown>(['orders', 'show', 'LATER'])).order.state !== 'active') continue;
  while ((await place.ask<DossierShown>(['orders', 'show', 'CUT-OFF'])).order.state !== 'released') continue;
}, 60_000);

test('a host prints what happens, survives who reads that, and ends in good order on Ctrl-C', async () => {
  expect(await host.end()).toBe(0);
  const child = place.start('run', '--config', 'longlines.json');
  const exited = once(child, 'exit') as Promise<[number | null]>;
  for await (const line of createInterface({ input: child.stdout })) if (line.includes('Ctrl-C')) break;
  child.stdout.destroy();
  await linksUp();
  expect((await place.run('status')).out).toContain('A host runs');
  child.kill('SIGINT');
  expect((await exited)[0]).toBe(0);
}, 30_000);
