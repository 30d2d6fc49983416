import { expect, test } from 'vitest';
import { node, resource, site, tables } from '../network/testing/rows';
import { findSubjects, subjectsInAddress, subjectsOfAddress, wordsOfSubject } from './subjects';

const known = {
  ...tables({
    sites: [site('LON', 0, 51)],
    nodes: [node('ald/LON'), node('ald/PAR')],
    resources: [resource('lon-par', 'ald/LON', 'ald/PAR', { sharedRisks: ['duct-A'] })],
  }),
  carriers: new Map(),
};

test('what an address names comes back as it was, and what it does not understand is left out', () => {
  const subjects = [
    { kind: 'node', id: 'alder/a:1,2' },
    { kind: 'shared-risk', id: 'cable: north sea' },
  ] as const;
  expect(subjectsOfAddress(subjectsInAddress(subjects))).toEqual(subjects);
  expect(subjectsInAddress([])).toBeNull();
  expect(subjectsOfAddress(null)).toEqual([]);
  expect(subjectsOfAddress('moon:1,node:,node,node:%E0%A4%A')).toEqual([]);
});

test('parts are found by name or id, the wider ones first, no more than asked for of a kind', () => {
  const found = (typed: string, most = 5) =>
    findSubjects(known, typed, most).map(({ subject: { kind, id }, name }) => `${kind} ${id} ${name}`);
  expect(found('duct a')).toEqual(['shared-risk duct-A Duct A']);
  expect(found('lon')).toEqual(['site LON LON', 'node ald/LON ald/LON', 'resource lon-par lon-par']);
  expect(found('', 1)).toHaveLength(4);
});

test('a part is called by its kind and name, and by the name alone where that says the kind', () => {
  expect(wordsOfSubject({ kind: 'node', id: 'ald/LON' }, known)).toBe('node ald/LON');
  expect(wordsOfSubject({ kind: 'shared-risk', id: 'duct-A' }, known)).toBe('Duct A');
  expect(wordsOfSubject({ kind: 'shared-risk', id: 'cable: north sea' }, known)).toBe('Cable north sea');
  expect(wordsOfSubject({ kind: 'shared-risk', id: 'R-17' }, known)).toBe('duct R-17');
});
