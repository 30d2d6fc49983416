import { expect, test } from 'vitest';
import type { InterconnectProposed } from '../../core/contract/links';
import { rivalsOf, rivalWords } from './competing-proposals';

const end = (carrierId: string, port: string) => ({ carrierId, portId: `${carrierId}/${port}`, portName: port, nodeName: 'LON' });
const pair = (a: InterconnectProposed['a'], z: InterconnectProposed['z']): InterconnectProposed => ({
  ...{ siteId: 'LON', siteName: 'London', a, z, signals: ['10GE-LAN'], why: '', freeA: [], freeZ: [] },
});
const [one, other, apart] = [
  pair(end('alder', 'c1'), end('beech', 'c1')),
  pair(end('alder', 'c1'), end('cedar', 'c1')),
  pair(end('elm', 'c1'), end('oak', 'c1')),
];

test('proposals that want the same port are each other’s rivals', () => {
  const rivals = rivalsOf([one, other, apart]);
  expect(rivals.get(one)).toEqual([other]);
  expect(rivals.get(other)).toEqual([one]);
  expect(rivals.get(apart)).toEqual([]);
});

test('the port and who else it is proposed to are named', () => {
  expect(rivalWords(one, [other], (id) => id.toUpperCase())).toBe(
    'c1 is wanted by CEDAR too. Confirm the one that has the cable; no other port is free there, so the others cannot be joined then',
  );
  const roomy = { ...other, freeA: [end('alder', 'c2')] };
  expect(rivalWords(one, [roomy], (id) => id)).toMatch(/the next free port is proposed to the others then$/);
  expect(rivalWords(apart, [], (id) => id)).toBe('');
});
