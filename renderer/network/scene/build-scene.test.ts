import { describe, expect, it, test } from 'vitest';
import { overlayOf } from '../overlays/overlay';
import { impairment, interconnect, node, resource, site, tables } from '../testing/rows';
import { groupImpairments } from '../../recovery/impairment-groups';
import { buildRegions } from '../topology/regions';
import { buildTopology } from '../topology/topology';
import { findTroubles } from '../topology/troubles';
import { buildScene, type SceneInput } from './build-scene';
import { emphasisOf, type Emphasis } from './emphasis';
import type { Scene } from './scene';

const known = tables({
  sites: [site('LON', 300, 300), site('PAR', 420, 420), site('AMS', 500, 250), site('FAR', 5_000, 300)],
  nodes: [node('ald/LON'), node('bor/LON'), node('ald/PAR'), node('ald/AMS'), node('bor/AMS'), node('ald/FAR')],
  resources: [
    resource('r1', 'ald/LON', 'ald/PAR'),
    resource('r2', 'ald/LON', 'ald/PAR'),
    resource('r3', 'bor/LON', 'bor/AMS', { condition: 'down' }),
    resource('r4', 'ald/LON', 'ald/FAR'),
    resource('r5', 'ald/PAR', 'ald/AMS', { condition: 'degraded' }),
  ],
  interconnects: [interconnect('i1', 'ald/LON', 'bor/LON')],
});
const topology = buildTopology(known, (x, y) => ({ x, y }));
const impairments = [impairment('imp', 'r3')];

function sceneOf(more: Partial<SceneInput> = {}): Scene {
  const steps = buildScene({
    topology,
    tables: known,
    view: { x: 0, y: 0, zoom: 1, width: 800, height: 600 },
    level: 'sites',
    regions: null,
    overlay: overlayOf('health', known, 0),
    troubles: findTroubles(known, impairments),
    groups: groupImpairments(known, impairments),
    emphasis: null,
    carrierToken: (id) => (id === 'ald' ? 'carrier-1' : 'carrier-2'),
    isStale: () => false,
    floats: [],
    measure: (text) => text.length * 6,
    ...more,
  });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
const tokens = ({ strokes }: Scene) =>
  strokes.map(({ style }) => `${style.token} ${style.dash}${style.isReceding ? ' receding' : ''}`).sort();

test('of a carrier that is selected all that is its own stands out, and nothing else', () => {
  const emphasis = emphasisOf({ kind: 'carrier', id: 'bor' }, known, { dossier: null, order: undefined, impairment: undefined });
  expect([...(emphasis?.nodes ?? [])]).toEqual(['bor/LON', 'bor/AMS']);
  expect([...(emphasis?.resources ?? [])]).toEqual(['r3']);
});

describe('the picture', () => {
  it('has lines in their carriers’ colours, and what is wrong by its severity', () => {
    const scene = sceneOf();
    expect(tokens(scene)).toEqual(['carrier-1 solid', 'warning-fg solid']);
    expect(scene.downs.map(({ severity }) => severity)).toEqual(['critical']);
    expect(scene.halos).toHaveLength(1);
    expect(scene.troubles.map(({ severity, impairmentId }) => [severity, impairmentId])).toEqual([
      ['critical', 'imp'],
      ['warning', null],
    ]);
    expect(scene.callouts.map(({ impairmentId }) => impairmentId)).toEqual(['imp']);
  });
  it('shows sites of several carriers as capsules, tied where an interconnect is', () => {
    const london = sceneOf().sites.find(({ id }) => id === 'LON');
    expect(london?.dots).toHaveLength(2);
    expect(london?.capsule).not.toBeNull();
    expect(london?.ties).toHaveLength(1);
  });
  it('leaves out what is out of view, and says where lines go that leave it', () => {
    const scene = sceneOf();
    expect(scene.sites.map(({ id }) => id)).not.toContain('FAR');
    expect(scene.labels.filter(({ look }) => look === 'away').map(({ text }) => text)).toEqual(['→ FAR  1.0 ms']);
  });
  it('dots what is stale, and hollows its nodes', () => {
    const scene = sceneOf({ isStale: (id) => id === 'ald' });
    expect(tokens(scene)).toContain('carrier-1 dotted');
    expect(scene.sites.flatMap(({ dots }) => dots).filter(({ isStale }) => isStale)).toHaveLength(3);
  });
  it('lets all else recede behind what is selected, but not what is wrong', () => {
    const emphasis: Emphasis | null = emphasisOf({ kind: 'resource', id: 'r1' }, known, {
      dossier: null,
      order: undefined,
      impairment: undefined,
    });
    const scene = sceneOf({ emphasis });
    expect(scene.route).toHaveLength(1);
    expect(scene.chips.map(({ text }) => text)).toEqual(['1.00 ms']);
    expect(tokens(scene)).toEqual(['carrier-1 solid receding', 'warning-fg solid']);
    expect(scene.sites.filter(({ isReceding }) => isReceding).map(({ id }) => id)).toEqual(['AMS']);
  });
  it('keeps chips, names and call-outs apart from each other', () => {
    const scene = sceneOf();
    const boxes = [...scene.chips, ...scene.labels, ...scene.callouts].map(({ box }) => box);
    for (const [at, one] of boxes.entries())
      for (const other of boxes.slice(at + 1))
        expect(one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top).toBe(false);
  });
  it('shows regions with their count and the worst inside and between them', () => {
    const scene = sceneOf({ level: 'regions', regions: buildRegions(topology, 230) });
    expect(scene.regions.map(({ count }) => count)).toEqual([3]);
    expect(scene.regions[0]?.severity).toBe('critical');
    expect(scene.sites).toEqual([]);
  });
  it('shows nodes on their own at the level of nodes', () => {
    const scene = sceneOf({ level: 'nodes' });
    expect(scene.hits.things.filter(({ target }) => target.kind === 'node').map(({ target }) => target.id)).toContain('bor/LON');
  });
});

describe('overlays', () => {
  const classOf = (kind: Parameters<typeof overlayOf>[0], more: Parameters<typeof resource>[3]) =>
    overlayOf(kind, known, 3_600_000).classOf?.(resource('x', 'ald/LON', 'ald/PAR', more)).words;
  it.each([
    ['utilisation', { freeSlots: 60 }, 'under 50 % of slots used'],
    ['utilisation', { freeSlots: 2 }, 'over 95 %: hardly a slot'],
    ['freshness', { readAtMs: 3_500_000 }, 'read under 15 min ago'],
    ['freshness', { isDefault: true, readAtMs: null }, 'a default, or derived'],
    ['freshness', { azNs: null }, 'unknown'],
    ['latency', { zaNs: null }, 'unknown'],
    ['shared-risk', {}, 'shares nothing'],
  ] as const)('%s of %o is told as “%s”', (kind, more, words) => {
    expect(classOf(kind, more)).toBe(words);
  });
});
