import { expect, test } from 'vitest';
import {
  carrierProblem,
  draftFilesOf,
  emptyInventory,
  filesProblem,
  inventoryFields,
  kindOf,
  nameFrom,
  requestFrom,
} from './inventory-draft';

const file = (name: string, text: string) => ({ name, bytes: text.length, base64: btoa(text) });
const whole = { ...emptyInventory, id: 'darkstrand', name: 'Darkstrand' };

test('a new draft has the shape that is kept, and asks for files and a carrier', () => {
  expect(inventoryFields.safeParse(emptyInventory).success).toBe(true);
  expect(filesProblem(emptyInventory, [])).toBe('Choose the files of one carrier.');
  expect(carrierProblem(emptyInventory)).toBe('Give the carrier a name.');
  expect(carrierProblem({ ...whole, id: '-x' })).toMatch(/Up to 40 letters/);
  expect(carrierProblem({ ...whole, slotsPerLink: 1.5 })).toMatch(/whole number/);
  expect(carrierProblem(whole)).toBeNull();
});

test('small files lie in the draft; large ones are asked for again', () => {
  const small = [file('a.csv', 'kind,id')];
  expect(draftFilesOf(small)).toEqual(small);
  const large = [file('b.graphml', 'x'.repeat(700_000))];
  expect(draftFilesOf(large)).toEqual([{ name: 'b.graphml', bytes: 700_000, base64: null }]);
  expect(filesProblem({ ...whole, files: draftFilesOf(large) }, [])).toMatch(/Choose again.*b\.graphml/);
  expect(filesProblem({ ...whole, files: draftFilesOf(large) }, large)).toBeNull();
});

test.each([
  ['<?xml version="1.0"?>', 'graphml'],
  ['  {"a":1}', 'tapi'],
  ['kind,id', 'csv'],
] as const)('what begins with %s is taken for %s', (text, kind) => {
  expect(kindOf(file('x', text))).toBe(kind);
});

test('a name is made of the file’s', () => {
  expect(nameFrom('Darkstrand (2).graphml')).toBe('Darkstrand');
  expect(nameFrom('alder_longhaul-links.csv')).toBe('alder longhaul');
});

test('only what was chosen goes into the request', () => {
  const held = [file('a.csv', 'kind,id')];
  expect(requestFrom({ ...whole, sites: { A: 'LON' } }, held)).toEqual({
    carrier: { id: 'darkstrand', name: 'Darkstrand', role: 'dedicating' },
    files: [{ name: 'a.csv', base64: held[0]?.base64 }],
    ...{ clientPortsPerNode: 8, slotsPerLink: 80, sites: { A: 'LON' } },
  });
});
