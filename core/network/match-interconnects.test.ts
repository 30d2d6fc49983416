import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carrierOf, type Port } from '../model/network';
import { matchInterconnects } from './match-interconnects';
import { port } from './testing/plain-network';

const plugged = (id: string, localId: string, remoteId: string, change: Partial<Port> = {}): Port =>
  port(id, `${carrierOf(id)}/node`, { plug: { localId, remoteId }, ...change });
const nowhere = () => null;

describe('two ports', () => {
  test('that name each other are an interconnect, the same one whichever is reported first', () => {
    const ports = [plugged('beta/1', 'B1', 'A1'), plugged('alpha/1', 'A1', 'B1')];
    const matched = { id: 'A1~B1', siteId: 'LON', aPortId: 'alpha/1', zPortId: 'beta/1', origin: 'plug-id' };
    expect(matchInterconnects(ports, () => 'LON')).toEqual({ interconnects: [matched], problems: [] });
    expect(matchInterconnects(ports.toReversed(), () => 'LON')).toEqual({ interconnects: [matched], problems: [] });
  });

  test('are placed at the site of either', () => {
    const ports = [plugged('alpha/1', 'A1', 'B1'), plugged('beta/1', 'B1', 'A1')];
    expect(matchInterconnects(ports, (at) => (at.id === 'beta/1' ? 'PAR' : null)).interconnects[0]?.siteId).toBe('PAR');
    expect(matchInterconnects(ports, nowhere).interconnects[0]?.siteId).toBeNull();
  });

  test('of which one names a third do not pair, and both sides’ words are told', () => {
    const { interconnects, problems } = matchInterconnects(
      [plugged('alpha/1', 'A1', 'B1'), plugged('beta/1', 'B1', 'C1'), plugged('gamma/1', 'C1', 'B1')],
      nowhere,
    );
    expect(interconnects.map(({ id }) => id)).toEqual(['B1~C1']);
    expect(problems).toEqual([{ portId: 'alpha/1', message: 'plug A1 names B1 as its far end, which names C1' }]);
  });

  test('of one carrier are no interconnect, nor is a port that names itself', () => {
    const { interconnects, problems } = matchInterconnects(
      [plugged('alpha/1', 'A1', 'A2'), plugged('alpha/2', 'A2', 'A1'), plugged('beta/1', 'B1', 'B1')],
      nowhere,
    );
    expect(interconnects).toEqual([]);
    expect(problems.map(({ portId, message }) => [portId, message])).toEqual([
      ['alpha/1', 'plug A1 leads back into the same carrier'],
      ['alpha/2', 'plug A2 leads back into the same carrier'],
      ['beta/1', 'plug B1 leads back into the same carrier'],
    ]);
  });
});

describe('a port', () => {
  test('whose far end was not reported yet waits without a problem', () => {
    expect(matchInterconnects([plugged('alpha/1', 'A1', 'B1'), port('beta/1', 'beta/node')], nowhere)).toEqual({
      interconnects: [],
      problems: [],
    });
  });

  test('that is withdrawn pairs with none, and does not take its identifier from its replacement', () => {
    const ports = [
      plugged('alpha/old', 'A1', 'B1', { condition: 'withdrawn' }),
      plugged('alpha/new', 'A1', 'B1'),
      plugged('beta/1', 'B1', 'A1'),
    ];
    expect(matchInterconnects(ports, nowhere)).toMatchObject({ interconnects: [{ aPortId: 'alpha/new' }], problems: [] });
    expect(matchInterconnects(ports.toSpliced(1, 1), nowhere)).toEqual({ interconnects: [], problems: [] });
  });

  test('with an identifier that another has already is told with both names; the first keeps it', () => {
    const { interconnects, problems } = matchInterconnects(
      [plugged('alpha/1', 'A1', 'B1'), plugged('gamma/1', 'A1', 'B1'), plugged('beta/1', 'B1', 'A1')],
      nowhere,
    );
    expect(interconnects).toMatchObject([{ aPortId: 'alpha/1', zPortId: 'beta/1' }]);
    expect(problems).toEqual([
      { portId: 'gamma/1', message: 'plug identifier A1 is used by alpha/1 as well; the carriers must agree on one port' },
    ]);
  });
});

test('whatever carriers report, a port is in one interconnect at most, and every pair that agrees is one', () => {
  const anyPort = fc.record({ carrierId: fc.constantFrom('alpha', 'beta', 'gamma'), local: fc.nat(5), remote: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(anyPort, { maxLength: 10 }), (drawn) => {
      const ports = drawn.map(({ carrierId, local, remote }, index) => plugged(`${carrierId}/${index}`, `L${local}`, `L${remote}`));
      const { interconnects } = matchInterconnects(ports, nowhere);
      const used = interconnects.flatMap(({ aPortId, zPortId }) => [aPortId, zPortId]);
      expect(new Set(used).size).toBe(used.length);
      // By the rule itself: the first port of each identifier counts.
      const first = (local: string) => ports.find(({ plug }) => plug?.localId === local);
      const agreed = ports.filter((near) => {
        const far = first(near.plug?.remoteId ?? '');
        return first(near.plug?.localId ?? '') === near && far?.plug?.remoteId === near.plug?.localId && far?.carrierId !== near.carrierId;
      });
      expect(used.toSorted()).toEqual(agreed.map(({ id }) => id).toSorted());
    }),
  );
});
