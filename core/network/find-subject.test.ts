import { describe, expect, test } from 'vitest';
import { holdOutKinds, type HoldOutSubject } from '../model/hold-out';
import { findSubject } from './find-subject';
import { carrier, interconnect, networkOf, node, port, resource } from './testing/plain-network';

const { view } = networkOf({
  carriers: [carrier('alpha'), carrier('beta')],
  nodes: [node('alpha/lon', 'LON'), node('alpha/par', 'PAR'), node('beta/par', 'PAR')],
  ports: [port('alpha/x', 'alpha/par'), port('beta/x', 'beta/par')],
  resources: [
    resource('alpha/7f3a', 'alpha/lon', 'alpha/par', { name: 'LON-PAR 100G #1', sharedRisks: ['duct 7'] }),
    resource('alpha/99', 'alpha/lon', 'alpha/par', { name: 'LON-PAR 10G' }),
  ],
  interconnects: [interconnect('alpha/x', 'beta/x', { id: 'x~x' })],
});
const find = (kind: HoldOutSubject['kind'], id: string) => findSubject(view, { kind, id });
const messageOf = (kind: HoldOutSubject['kind'], id: string) => {
  const found = find(kind, id);
  return found.kind === 'unknown' ? found.message : 'known';
};

describe('a subject', () => {
  test.each([
    ['resource', 'alpha/7f3a', 'resource LON-PAR 100G #1 (alpha/7f3a)'],
    ['interconnect', 'x~x', 'interconnect x~x'],
    ['node', 'alpha/lon', 'node alpha/lon'],
    ['port', 'beta/x', 'port beta/x'],
    ['site', 'LON', 'site LON'],
    ['carrier', 'beta', 'carrier beta'],
    ['shared-risk', 'duct 7', 'shared-risk group duct 7'],
  ] as const)('that is a %s and known has a name', (kind, id, name) => {
    expect(find(kind, id)).toEqual({ kind: 'known', name });
  });

  test.each([
    ['resource', 'LON-PAR 10G', /near: resource:alpha\/99 \(LON-PAR 10G\)/],
    ['resource', '7f3b', /near: resource:alpha\/7f3a/],
    ['site', 'lon', /near: site:LON/],
    ['site', 'alpha/par', /near: node:alpha\/par/],
    ['shared-risk', 'duct 8', /^duct \(shared-risk group\) duct 8 is not known; check its id; near: duct:duct 7$/],
  ] as const)('%s %s is not known, and what is near is told', (kind, id, words) => {
    expect(messageOf(kind, id)).toMatch(words);
  });

  test.each(holdOutKinds)('of kind %s is not known in an empty network, whatever its name', (kind) => {
    for (const id of ['', 'x', 'née 💡', 'constructor']) {
      expect(findSubject(networkOf({}).view, { kind, id })).toMatchObject({
        kind: 'unknown',
        message: expect.stringMatching(/is known yet$/) as string,
      });
    }
  });
});
