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

  test('of which one names a third do not pair, and it is told who names whom', () => {
    const { interconnects, problems } = matchInterconnects(
      [plugged('alpha/1', 'A1', 'B1'), plugged('beta/1', 'B1', 'C1'), plugged('gamma/1', 'C1', 'B1')],
      nowhere,
    );
    expect(interconnects.map(({ id }) => id)).toEqual(['B1~C1']);
    expect(problems).toEqual([{ portId: 'alpha/1', otherPortId: 'beta/1', message: 'plug A1 names B1 as its far end, which names C1' }]);
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

  describe('with an identifier that another claims as well', () => {
    const ports = [plugged('alpha/1', 'A1', 'B1'), plugged('gamma/1', 'A1', 'B1'), plugged('beta/1', 'B1', 'A1')];
    const used = (portId: string, otherPortId: string) => ({
      portId,
      otherPortId,
      message: `plug identifier A1 is used by ${otherPortId} as well; the carriers must agree on one port`,
    });

    test('is told with both names, and neither is believed, whichever came first', () => {
      expect(matchInterconnects(ports, nowhere)).toEqual({
        interconnects: [],
        problems: [used('alpha/1', 'gamma/1'), used('gamma/1', 'alpha/1')],
      });
      expect(matchInterconnects(ports.toReversed(), nowhere).interconnects).toEqual([]);
    });

    test('keeps it where it stands in an interconnect already', () => {
      const standing = matchInterconnects(ports.toSpliced(1, 1), nowhere).interconnects;
      expect(standing).toHaveLength(1);
      for (const order of [ports, ports.toReversed()]) {
        expect(matchInterconnects(order, nowhere, standing)).toEqual({ interconnects: standing, problems: [used('gamma/1', 'alpha/1')] });
      }
    });
  });

  test('at another site than its far end is not joined to it, and both are told', () => {
    const ports = [plugged('alpha/1', 'A1', 'B1'), plugged('beta/1', 'B1', 'A1')];
    const { interconnects, problems } = matchInterconnects(ports, ({ id }) => (id === 'alpha/1' ? 'LON' : 'NYC'));
    expect(interconnects).toEqual([]);
    expect(problems.map(({ portId, message }) => [portId, message.slice(0, 41)])).toEqual([
      ['alpha/1', 'plug A1 is at LON, its far end B1 at NYC;'],
      ['beta/1', 'plug B1 is at NYC, its far end A1 at LON;'],
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
      // By the rule itself: an identifier counts that one port alone claims.
      const only = (local: string) => {
        const claimants = ports.filter(({ plug }) => plug?.localId === local);
        return claimants.length === 1 ? claimants[0] : undefined;
      };
      const agreed = ports.filter((near) => {
        const far = only(near.plug?.remoteId ?? '');
        return only(near.plug?.localId ?? '') === near && far?.plug?.remoteId === near.plug?.localId && far?.carrierId !== near.carrierId;
      });
      expect(used.toSorted()).toEqual(agreed.map(({ id }) => id).toSorted());
    }),
  );
});
